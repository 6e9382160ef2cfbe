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

    internal Period? First => Period.TryParse(FirstPeriod) is { Kind: PeriodKind.Month, Calendar: PeriodCalendar.Civil } month ? month : null;

    internal bool IsValid => FirstPeriod.Length == 0 || First is not null;
}
