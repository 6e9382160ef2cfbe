using Gbv.Domain.Indicators;

namespace Gbv.Domain.Returns;

/// <summary>A day on which whoever has not returned is written to.</summary>
public sealed record ReturnStep(string Key, DateOnly Day, bool Late);

/// <summary>
/// The year's course (plan, section VI; domain §2): returns before 20 November, so the last day is the 19th, Vietnamese time. Reminders 30, 14,
/// 7, 3 and 1 days before, and a late one on the 20th, when the draft goes to the coordinator.
/// </summary>
public static class ReturnCalendar
{
    private static readonly (string Key, int Month, int Day, bool Late)[] Steps =
    [
        ("10-20", 10, 20, false), ("11-05", 11, 5, false), ("11-12", 11, 12, false), ("11-16", 11, 16, false), ("11-18", 11, 18, false), ("11-20", 11, 20, true),
    ];

    public static DateOnly LastDay(int year) => ProgrammeYear.Last(year);

    /// <summary>Whether returns can still be corrected.</summary>
    public static bool IsOpen(int year, DateOnly today) => today <= LastDay(year);

    /// <summary>From this day on nobody is written to any more.</summary>
    public static DateOnly Ends(int year) => new(year + 1, 1, 1);

    /// <summary>Until the next round's first mails the coordinator has this round's link: behind it is also the workbook.</summary>
    public static DateOnly BoardEnds(int year) => new(year + 1, 11, 1);

    public static IReadOnlyList<ReturnStep> Of(int year) => [.. Steps.Select(s => new ReturnStep(s.Key, new DateOnly(year, s.Month, s.Day), s.Late))];

    /// <summary>
    /// The step that counts today: the latest whose day has come. After days without a timer only that one is sent; those that nobody needs
    /// any more are passed over. Null outside the weeks of returning and outside the programme.
    /// </summary>
    public static ReturnStep? Latest(DateOnly today) =>
        today.Year < StraightPath.Start.Year || today.Year > StraightPath.End.Year ? null : Of(today.Year).LastOrDefault(s => s.Day <= today);
}
