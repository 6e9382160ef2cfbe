using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// Builds a report from facts alone: totals with the changes since earlier periods, the Vietnamese form, the GBV block and the process
/// figures (domain §4, blocks 1 to 3). A commune's report below half a year holds one-way tables only, because crossings of small
/// numbers point at persons.
/// </summary>
public static class ReportBuilder
{
    /// <summary>Raised whenever a cell is counted in another way; printed in every report.</summary>
    public const string Version = "2026.5";

    public static PeriodReport Build(ReportInput input) => new()
    {
        Period = input.Period,
        Area = input.Area,
        AsOf = input.AsOf,
        Provisional = input.Provisional,
        Definitions = $"{Version}; {VietnameseForm.For(input.Period).Version}",
        Blocks = [Totals(input), Form(input), .. GbvBlock.BelongsTo(input) ? (ReportBlock[])[GbvBlock.Block(input)] : [], ProcessFigures.Block(input)],
    };

    private static ReportBlock Totals(ReportInput input)
    {
        var leftOut = input.Received.Where(c => c.IsLeftOut).Sum(c => c.Incidents.Count);
        return new("totals", "reporting.block.totals",
        [
            Tables.OneWay("received", "reporting.table.received", "reporting.column.incidents", "reporting.row.received.total",
            [
                new("domestic", "reporting.row.received.domestic", input.Incidents.Count(x => x.Incident.Domestic == true)),
                new("outside", "reporting.row.received.outside", input.Incidents.Count(x => x.Incident.Domestic == false)),
                new("relation-unknown", "reporting.row.received.relation-unknown", input.Incidents.Count(x => x.Incident.Domestic is null)),
                new("left-out", "reporting.row.received.left-out", leftOut),
            ]) with { Note = "reporting.note.received" },
            Tables.OneWay("persons", "reporting.table.persons", "reporting.column.persons", "reporting.row.persons.total",
            [
                new("counted", "reporting.row.persons.counted", input.Counted.Count),
                new("left-out", "reporting.row.persons.left-out", input.Received.Count - input.Counted.Count),
            ]),
            Tables.OneWay("core-type", "reporting.table.core-type", "reporting.column.incidents", "reporting.row.counted-incidents",
                Tables.Lines(input.Incidents, x => x.Incident.CoreType, t => "CoreType." + t.Code()))
                with { Note = "reporting.note.core-type", Chart = ChartKind.Bars },
            Changes(input),
        ]);
    }

    /// <summary>This period beside the one before and the same part of last year. Counted anew from today's facts, so that both sides follow one definition.</summary>
    private static ReportTable Changes(ReportInput input)
    {
        var now = HeadlineTally.Of(input.Period, input.Area, input.Received.SelectMany(c => c.Incidents)) ?? new Headline(0, 0, 0, 0, 0, 0, 0);
        return new("changes", "reporting.table.changes",
            ["reporting.column.changes.now", "reporting.column.changes.before", "reporting.column.changes.difference", "reporting.column.changes.year-before", "reporting.column.changes.year-difference"],
            [.. now.Figures.Select((figure, n) => Change(figure.Key, figure.Value, At(input.Earlier.Before, n), At(input.Earlier.YearBefore, n)))])
        { Note = "reporting.note.changes" };

        static int? At(Headline? headline, int n) => headline?.Figures.ElementAt(n).Value;
    }

    private static ReportRow Change(string key, int now, int? before, int? yearBefore) => new(key, "reporting.row.changes." + key,
    [
        new($"changes.{key}.now", now),
        new($"changes.{key}.before", before),
        new($"changes.{key}.difference", now - before) { IsChange = true },
        new($"changes.{key}.year-before", yearBefore),
        new($"changes.{key}.year-difference", now - yearBefore) { IsChange = true },
    ]);

    private static ReportBlock Form(ReportInput input)
    {
        var form = VietnameseForm.For(input.Period);
        return new("form", "reporting.block.form",
        [
            FormTable("domestic", form.Lines, input.Counted, i => i.Domestic == true) with { Note = "reporting.note.form" },
            FormTable("outside", [.. form.Lines.Where(l => l.OutsideFamilyToo)], input.Counted, i => i.Domestic == false, numbered: false) with { Note = "reporting.note.outside" },
        ]);
    }

    private static ReportTable FormTable(string key, IReadOnlyList<FormLine> lines, IEnumerable<FactCase> cases, Func<CaseFact, bool> belongs, bool numbered = true)
    {
        var counts = VietnameseForm.Count(lines, cases, belongs);
        return new($"form.{key}", $"reporting.table.form.{key}", ["reporting.column.number"], [.. lines.Select((line, n) =>
            new ReportRow(line.Key, "reporting.form." + line.Key,
                [new ReportCell($"form.{key}.{line.Key}", counts[n]) { SumOf = [.. line.SumOf.Select(k => $"form.{key}.{k}")] }])
            {
                Number = numbered && line.Number.Length > 0 ? line.Number : null,
                IsTotal = line.SumOf.Count > 0,
                Level = line.Level,
            })]);
    }
}
