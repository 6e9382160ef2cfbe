using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

/// <summary>A heading of the narrative and what stands under it.</summary>
internal sealed record NarrativePart(string Heading, IReadOnlyList<string> Paragraphs);

/// <summary>
/// The draft in words: results, difficulties, proposals (domain §4, block 5). It says what the figures say and no more; what only
/// people know has a marked place for them.
/// </summary>
internal sealed class ReportNarrative(ReportDocument document)
{
    private readonly Texts t = document.T;
    private readonly Dictionary<string, ReportCell> cells = document.Report.Cells.ToDictionary(c => c.Key);

    public IReadOnlyList<NarrativePart> Parts =>
    [
        new(t["reporting.narrative.received"], [Received(), .. WithoutReport(), .. Comparisons(), .. Kinds(), t["reporting.caution"]]),
        new(t["reporting.narrative.helped"], [Referrals(), .. Times(), t["reporting.narrative.open", N("closed.total"), N("open.total")]]),
        .. Indicators() is { Count: > 0 } indicators ? (NarrativePart[])[new(t["reporting.narrative.indicators"], indicators)] : [],
        new(t["reporting.narrative.difficulties"], [.. Difficulties(), t["reporting.narrative.add-difficulties"]]),
        new(t["reporting.narrative.proposals"], [t["reporting.narrative.add-proposals"]]),
    ];

    private string Received() => t[Any("changes.reports.now") ? "reporting.narrative.reports" : "reporting.narrative.no-reports",
        t["reporting.narrative.range", Letterhead.Date(document.Report.Period.FirstDay, t), Letterhead.Date(document.Report.Period.LastDay, t)],
        document.AreaName, N("changes.reports.now"), N("changes.persons.now"), N("changes.incidents.now")];

    /// <summary>What the table by area says of communes whose own report is missing.</summary>
    private IEnumerable<string> WithoutReport() => document.Report.Blocks.SelectMany(b => b.Tables).Where(x => x.Key == "area").SelectMany(x => x.Remarks);

    /// <summary>A review, a span of days and the programme's first year have nothing before them to be compared with.</summary>
    private IEnumerable<string> Comparisons()
    {
        if (document.Report.Period.Before is not null) yield return Compared("before");
        if (document.Report.Period.YearBefore is not null) yield return Compared("year-before");
    }

    private IEnumerable<string> Kinds()
    {
        if (Any("changes.incidents.now")) yield return t["reporting.narrative.kinds", N("received.domestic"), N("received.outside"), N("received.relation-unknown")];
    }

    private string Referrals() => Any("service.total.sent")
        ? t["reporting.narrative.referrals", N("service.total.sent"), N("service.total.given"), N("changes.helped.now")]
        : t["reporting.narrative.no-referrals"];

    private string Compared(string with)
    {
        var name = t["reporting.narrative.with." + with];
        if (cells["changes.reports." + with].Value is not { } earlier) return t["reporting.narrative.nothing-to-compare", name];
        var difference = cells["changes.reports.now"].Value!.Value - earlier;
        return difference switch
        {
            > 0 => t["reporting.narrative.more", name, ReportDocument.Number(difference), ReportDocument.Number(earlier)],
            < 0 => t["reporting.narrative.fewer", name, ReportDocument.Number(-difference), ReportDocument.Number(earlier)],
            _ => t["reporting.narrative.same", name, ReportDocument.Number(earlier)],
        };
    }

    private IEnumerable<string> Times()
    {
        if (cells["times.triage.median"].Value is { } triage) yield return t["reporting.narrative.times", ReportDocument.Number(triage), N("times.triage.p90")];
        if (cells["deadline.share"].Value is { } share) yield return t["reporting.narrative.deadline", N("deadline.due"), ReportDocument.Number(share)];
    }

    /// <summary>One sentence an indicator; where nothing was entered it says so.</summary>
    private IReadOnlyList<string> Indicators() =>
    [
        .. document.Report.Blocks.SelectMany(b => b.Tables).Where(x => x.Key == "indicator").SelectMany(x => x.Rows).Select(row => row.Cells[2].Value is null
            ? t["reporting.narrative.indicator.none", document.Label(row)]
            : t["reporting.narrative.indicator", document.Label(row), document.Shown(row.Cells[0]), document.Shown(row.Cells[1]), document.Shown(row.Cells[2]), document.Shown(row.Cells[3]), document.Shown(row.Cells[4])]),
    ];

    private IEnumerable<string> Difficulties()
    {
        var quiet = true;
        foreach (var key in new[] { "deadline.overdue", "times.triage.waiting", "open.over-90" })
            if (cells[key].Value > 0)
            {
                quiet = false;
                yield return t["reporting.narrative." + key, N(key)];
            }

        if (quiet) yield return t["reporting.narrative.nothing-late"];
    }

    private bool Any(string key) => cells[key].Value > 0;

    private string N(string key) => cells[key].Value is { } value ? ReportDocument.Number(value) : t["reporting.not-available"];
}
