using Gbv.Domain.Indicators;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// Block 4 (domain §4): indicators, registers, tasks and budget as tables of the report. What is missing stands by name under the tables;
/// the shareable variant has no such block. A month does without it: registers change by the year.
/// </summary>
public static class PlanBlock
{
    private const int LongestList = 150;

    private static readonly string[] FromCases = [.. new[] { "numerator", "denominator", "percent", "ahead" }.Select(c => $"indicator.{IndicatorKey.A1.Code()}.{c}")];

    public static bool BelongsTo(Period period) => period.Kind != PeriodKind.Month;

    public static PeriodReport AddTo(PeriodReport report, PlanModel plan) => report with
    {
        Definitions = $"{report.Definitions}; {plan.DefinitionVersion}",
        Blocks = [.. report.Blocks, Block(plan)],
    };

    /// <summary>
    /// The indicators for everybody (decision 28): without names, and nothing of the one that is counted from cases. Whatever its value,
    /// even that it has none, would tell of small counts; all others are counted from registers.
    /// </summary>
    public static PeriodReport AddShareable(PeriodReport report, PlanModel plan) => report with
    {
        Definitions = $"{report.Definitions}; {plan.DefinitionVersion}",
        Blocks =
        [
            .. report.Blocks,
            new("share-plan", "reporting.block.share-plan",
            [
                ForEverybody(Indicators(plan)) with { Note = "reporting.note.share.indicator", Remarks = [.. plan.Indicators.Select(Meaning)] },
                ForEverybody(Path(plan)),
            ]),
        ],
    };

    private static ReportTable ForEverybody(ReportTable table) => table with
    {
        Key = "share." + table.Key,
        Rows = [.. table.Rows.Select(r => r with { Cells = [.. r.Cells.Select(c => ForEverybody(c, FromCases.Contains(c.Key)))] })],
    };

    private static ReportCell ForEverybody(ReportCell cell, bool withheld) =>
        cell with { Key = "share." + cell.Key, Value = withheld ? null : cell.Value, Suppressed = withheld };

    private static ReportBlock Block(PlanModel plan)
    {
        List<ReportTable> tables = [Indicators(plan), Path(plan), Parts(plan), .. plan.Registers.Select(Figures)];
        if (plan.Tasks.Count > 0) tables.Add(Tasks(plan));
        return new("plan", "reporting.block.plan", tables);
    }

    private static ReportTable Indicators(PlanModel plan) => new("indicator", "reporting.table.indicator",
        ["reporting.column.indicator.numerator", "reporting.column.indicator.denominator", "reporting.column.indicator.percent", "reporting.column.indicator.target", "reporting.column.indicator.expected", "reporting.column.indicator.ahead"],
        [.. plan.Indicators.Select(r => Row(r.Key.Code(), Title(r),
        [
            new($"indicator.{r.Key.Code()}.numerator", r.HasData ? r.Numerator : null),
            new($"indicator.{r.Key.Code()}.denominator", r.HasData ? r.Denominator : null),
            new($"indicator.{r.Key.Code()}.percent", r.Percent, CellUnit.Percent),
            new($"indicator.{r.Key.Code()}.target", r.TargetPercent, CellUnit.Percent),
            new($"indicator.{r.Key.Code()}.expected", r.ExpectedPercent, CellUnit.Percent),
            new($"indicator.{r.Key.Code()}.ahead", r.Percent - r.ExpectedPercent, CellUnit.Percent) { IsChange = true },
        ]))])
    {
        Note = "reporting.note.indicator",
        Remarks =
        [
            .. plan.Indicators.SelectMany(Missing),
            .. WithoutData(plan),
            .. plan.Indicators.Select(Meaning),
        ],
    };

    private static string Meaning(IndicatorResult result) => $"{result.Definition.Letter}. {result.Definition.Counts.Vi}. {result.Definition.Source.Vi}.";

    private static IEnumerable<string> Missing(IndicatorResult result) =>
        BehindByQuarter.Lines(result.Missing.Where(m => m.Reached is not null).Select(m => (m.Name, m.Reached!))).Concat(Lacking([.. result.Missing.Where(m => m.Reached is null)]))
            .Select(line => $"{result.Definition.Letter}. {line}");

    /// <summary>
    /// By name, as far as anybody would read; a large commune lacks hundreds of courses in its first year. Who lacks the same stands in one line.
    /// </summary>
    private static IEnumerable<string> Lacking(IReadOnlyList<MissingItem> missing)
    {
        foreach (var same in missing.Take(LongestList).GroupBy(m => string.Join("; ", m.Lacks.Select(l => l.Vi))))
            yield return $"{same.Key}: {string.Join(", ", same.Select(m => m.Name))}";
        if (missing.Count > LongestList) yield return FormattableString.Invariant($"… và {missing.Count - LongestList} mục khác, xem sổ theo dõi");
    }

    /// <summary>A commune that entered nothing is named once for all the indicators of which it has nothing.</summary>
    private static IEnumerable<string> WithoutData(PlanModel plan) => plan.Indicators.Where(r => r.WithoutData.Count > 0)
        .GroupBy(r => AreaNames.Listed(r.WithoutData)).Select(g => $"{string.Join(", ", g.Select(r => r.Definition.Letter))}. Chưa có số liệu: {g.Key}");

    private static ReportTable Path(PlanModel plan) => new("indicator.path", "reporting.table.indicator.path",
        [.. StraightPath.Years(plan.Indicators[0].Definition).Select(y => FormattableString.Invariant($"reporting.column.year.{y.Year}"))],
        [.. plan.Indicators.Select(r => Row(r.Key.Code(), Title(r),
            [.. r.Path.Select(y => new ReportCell(FormattableString.Invariant($"indicator.path.{r.Key.Code()}.{y.Year}"), y.Expected, r.Definition.Kind == IndicatorKind.Share ? CellUnit.Percent : CellUnit.Number))]))])
    {
        Note = "reporting.note.indicator.path",
    };

    private static ReportTable Parts(PlanModel plan) => new("indicator.part", "reporting.table.indicator.part", ["reporting.column.number"],
        [.. plan.Indicators.SelectMany(r => r.Parts.Select(p => Row($"{r.Key.Code()}.{p.Key}", $"{r.Definition.Letter}. {p.Title.Vi}",
            [new($"indicator.part.{r.Key.Code()}.{p.Key}", p.Value)])))]);

    private static ReportTable Figures(PlanFigureGroup group) => new("plan." + group.Key, "reporting.table.plan." + group.Key, ["reporting.column.number"],
        [.. group.Figures.Select(f => Row(f.Key, f.Title.Vi, [new($"plan.{group.Key}.{f.Key}", f.Value)]))]);

    private static ReportTable Tasks(PlanModel plan) => new("plan.task", "reporting.table.plan.task", ["reporting.column.number"],
    [
        Tables.Single("plan.task", "all", "reporting.row.plan.task.all", plan.Tasks.Count),
        Tables.Single("plan.task", "done", "reporting.row.plan.task.done", plan.Tasks.Count(t => t.Status == "done")),
        Tables.Single("plan.task", "to-urge", "reporting.row.plan.task.to-urge", plan.Tasks.Count(t => t.ToUrge)),
    ])
    {
        Note = "reporting.note.plan.task",
        Remarks = [.. PlanRemarks.Of(plan)],
    };

    private static ReportRow Row(string key, string name, IReadOnlyList<ReportCell> cells) => new(key, name, cells) { Name = name };

    private static string Title(IndicatorResult result) => $"{result.Definition.Letter}. {result.Definition.Title.Vi}";
}
