using Gbv.Domain.Cases;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// Builds the month's report from facts alone: totals, the Vietnamese form and the process figures (domain §4, blocks 1 and 3).
/// A commune's month holds one-way tables only, because crossings of small numbers point at persons.
/// </summary>
public static class ReportBuilder
{
    public static MonthReport Build(ReportInput input) => new()
    {
        Period = input.Period,
        Area = input.Area,
        AsOf = input.AsOf,
        Provisional = input.Provisional,
        Blocks = [Totals(input), Form(input), ProcessFigures.Block(input)],
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
                [.. Enum.GetValues<CoreType>().Select(t => new Tables.Line(t.Code(), "CoreType." + t.Code(), input.Incidents.Count(x => x.Incident.CoreType == t)))])
                with { Note = "reporting.note.core-type", Chart = ChartKind.Bars },
        ]);
    }

    private static ReportBlock Form(ReportInput input)
    {
        var form = VietnameseForm.Form01BcX;
        var domestic = input.Incidents.Where(x => x.Incident.Domestic == true).ToList();
        var outside = input.Incidents.Where(x => x.Incident.Domestic == false).ToList();
        return new("form", "reporting.block.form",
        [
            FormTable("domestic", form.Lines, domestic) with { Note = "reporting.note.form" },
            FormTable("outside", form.Lines.Where(l => l.OutsideFamilyToo), outside, numbered: false) with { Note = "reporting.note.outside" },
        ]);
    }

    private static ReportTable FormTable(string key, IEnumerable<FormLine> lines, IReadOnlyCollection<(FactCase, CaseFact)> incidents, bool numbered = true) =>
        new($"form.{key}", $"reporting.table.form.{key}", ["reporting.column.number"], [.. lines.Select(line =>
            new ReportRow(line.Key, "reporting.form." + line.Key,
                [new ReportCell($"form.{key}.{line.Key}", VietnameseForm.Count(line, incidents)) { SumOf = [.. line.SumOf.Select(k => $"form.{key}.{k}")] }])
            {
                Number = numbered && line.Number.Length > 0 ? line.Number : null,
                IsTotal = line.SumOf.Count > 0,
                Level = line.Level,
            })]);
}
