using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

/// <summary>The settings <c>Reports:*</c>.</summary>
internal sealed class ReportOptions
{
    public const string Section = "Reports";

    /// <summary>Also build the month that still runs, marked "tạm tính"; on in the local sample.</summary>
    public bool RunningMonth { get; set; }

    /// <summary>The first month that is due, for example 2026-10. Empty: the month of an area's first fact.</summary>
    public string FirstPeriod { get; set; } = "";

    /// <summary>Kinds that are due by the calendar, separated by commas: month, quarter, half-year, year, programme, mid-term, final. Empty: all.</summary>
    public string Kinds { get; set; } = "";

    /// <summary>How the days of months, quarters, half-years and years are cut: <c>civil</c> or <c>cut-off</c> (15th to 14th, Decree 09/2019 Art. 12).</summary>
    public string Calendar { get; set; } = "";

    internal Period? First => Period.TryParse(FirstPeriod) is { Kind: PeriodKind.Month, Calendar: PeriodCalendar.Civil } month ? month : null;

    internal PeriodCalendar DayCut => Calendar.Length == 0 ? PeriodCalendar.Civil : Codes.Parse<PeriodCalendar>(Calendar) ?? PeriodCalendar.Own;

    internal IReadOnlyList<PeriodKind> DueKinds => Kinds.Length == 0 ? Period.CalendarKinds : [.. Written.OfType<PeriodKind>()];

    private IEnumerable<PeriodKind?> Written => Kinds.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(Codes.Parse<PeriodKind>);

    internal bool HasFirst => FirstPeriod.Length == 0 || First is not null;

    internal bool HasKinds => Written.All(k => k is { } kind && Period.CalendarKinds.Contains(kind));

    internal bool HasCalendar => DayCut != PeriodCalendar.Own;
}
