using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>From what was told, or recorded at triage, to the codes of block 2: how long it took and what makes the person more vulnerable.</summary>
public static class Circumstances
{
    /// <summary>At most so many days from the incident to the report: the day where triage knows it, else what the page's answer allows.</summary>
    public static int? DaysToReport(DateTimeOffset receivedAt, LastTime lastTime, DateOnly? happenedOn) => happenedOn is { } day
        ? Math.Max(0, receivedAt.VietnamDate().DayNumber - day.DayNumber)
        : lastTime switch
        {
            LastTime.TodayOrYesterday => 1,
            LastTime.Within3Days => 3,
            LastTime.Within5Days => 5,
            LastTime.ThisMonth => 30,
            _ => null,
        };

    public static ReportDelay DelayOf(int? days, LastTime lastTime) => days switch
    {
        <= 3 => ReportDelay.UpTo3Days,
        <= 5 => ReportDelay.UpTo5Days,
        <= 30 => ReportDelay.UpTo30Days,
        > 30 => ReportDelay.Over30Days,
        null => lastTime == LastTime.LongerAgo ? ReportDelay.Over30Days : ReportDelay.NotStated,
    };

    /// <summary>In Vietnamese days, because the hour of the incident is seldom known.</summary>
    public static int? DaysToHealth(DateTimeOffset receivedAt, int? daysToReport, DateTimeOffset? referredAt) =>
        referredAt is { } referred && daysToReport is { } days
            ? days + Math.Max(0, referred.VietnamDate().DayNumber - receivedAt.VietnamDate().DayNumber)
            : null;

    public static IReadOnlyList<PersonFlag> FlagsOf(Report report) =>
    [
        .. report.Needs.Contains(Need.Disability) ? (PersonFlag[])[PersonFlag.Disability] : [],
        .. report.Needs.Contains(Need.Interpreter) ? (PersonFlag[])[PersonFlag.Interpreter] : [],
        .. report.DangerSigns.Contains(DangerSign.Pregnant) ? (PersonFlag[])[PersonFlag.Pregnant] : [],
        .. report.Needs.Contains(Need.InfantUnder36Months) ? (PersonFlag[])[PersonFlag.InfantUnder36Months] : [],
    ];
}
