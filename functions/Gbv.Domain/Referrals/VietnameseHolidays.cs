namespace Gbv.Domain.Referrals;

/// <summary>
/// Public holidays of Labour Code 2019 Art. 112: New Year, Tết (five days), Hùng Kings (10/3 of the lunar year), 30 April, 1 May,
/// National Day (two days); a holiday on a weekly day off is made up on the next working day (Art. 111.3).
/// The exact Tết days of a year are announced by the Government, so an operator replaces a year by a setting.
/// </summary>
public static class VietnameseHolidays
{
    /// <summary>Lunar New Year's Day and Hùng Kings' day in the Gregorian calendar, as reckoned at UTC+7.</summary>
    private static readonly IReadOnlyList<(DateOnly Tet, DateOnly HungKings)> Lunar =
    [
        (new(2026, 2, 17), new(2026, 4, 26)),
        (new(2027, 2, 6), new(2027, 4, 16)),
        (new(2028, 1, 26), new(2028, 4, 4)),
        (new(2029, 2, 13), new(2029, 4, 23)),
        (new(2030, 2, 2), new(2030, 4, 12)),
        (new(2031, 1, 23), new(2031, 4, 1)),
    ];

    /// <summary>The years of the programme, 2026 to 2030, and one beyond.</summary>
    public static readonly IReadOnlySet<DateOnly> All = Lunar.SelectMany(Year).ToHashSet();

    internal static bool IsWeekend(DateOnly day) => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;

    private static IEnumerable<DateOnly> Year((DateOnly Tet, DateOnly HungKings) lunar)
    {
        var year = lunar.Tet.Year;
        List<DateOnly> days =
        [
            new(year, 1, 1), .. Enumerable.Range(-1, 5).Select(lunar.Tet.AddDays), lunar.HungKings,
            new(year, 4, 30), new(year, 5, 1), new(year, 9, 1), new(year, 9, 2),
        ];
        foreach (var day in days.Where(IsWeekend).ToList())
        {
            var madeUp = day;
            while (IsWeekend(madeUp) || days.Contains(madeUp)) madeUp = madeUp.AddDays(1);
            days.Add(madeUp);
        }
        return days;
    }
}
