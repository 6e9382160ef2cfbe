using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// How well the system answers (domain §4, block 3). Times are those of the reports that came in during the period; states,
/// overdue and open cases are those at its end. What happened afterwards belongs to the next report, so a rebuilt report
/// of the same facts is the same report.
/// </summary>
public static class ProcessFigures
{
    /// <summary>In the order in which <see cref="KnownCases.OpenByAge"/> counts them.</summary>
    private static readonly string[] OpenAges = ["to-7", "to-30", "to-90", "over-90"];

    public static ReportBlock Block(ReportInput input)
    {
        var known = new KnownCases(input);
        List<ReportTable> tables = [Channels(input), Times(input), Deadlines(known), Services(known.Sent), States(known.Sent), Open(known), Closures(known)];
        if (input.Area.IsProvince && input.Areas.Count > 0) tables.Add(ByArea(input.Areas, input.WithoutReport, known));
        return new ReportBlock("process", "reporting.block.process", tables);
    }

    private static ReportTable Channels(ReportInput input) =>
        Tables.OneWay("channel", "reporting.table.channel", "reporting.column.reports", "reporting.row.reports.total",
            Tables.Lines(input.Received, c => c.First.Channel, c => "Channel." + c.Code()))
            with
        { Chart = ChartKind.Bars };

    private static ReportTable Times(ReportInput input) =>
        new("times", "reporting.table.times",
            ["reporting.column.reports", "reporting.column.median", "reporting.column.p90", "reporting.column.waiting"],
            [
                Time(input, "triage", f => f.TriagedAt),
                Time(input, "acceptance", f => f.FirstAcceptedAt),
                Time(input, "first-service", f => f.FirstServiceAt),
            ])
        { Note = "reporting.note.times" };

    private static ReportRow Time(ReportInput input, string key, Func<CaseFact, DateTimeOffset?> moment)
    {
        var times = new WaitingTimes();
        var waiting = 0;
        foreach (var received in input.Received)
            if (input.Seen(moment(received.First)) is { } seen) times.Add(seen - received.First.ReceivedAt);
            else if (input.IsOpen(received)) waiting++;
        return new(key, "reporting.row.times." + key,
        [
            new($"times.{key}.reports", times.Count),
            new($"times.{key}.median", times.Median, CellUnit.Hours),
            new($"times.{key}.p90", times.Ninetieth, CellUnit.Hours),
            new($"times.{key}.waiting", waiting),
        ]);
    }

    private static ReportTable Deadlines(KnownCases known) =>
        new("deadline", "reporting.table.deadline", ["reporting.column.number"],
        [
            Tables.Single("deadline", "due", "reporting.row.deadline.due", known.Due),
            Tables.Single("deadline", "in-time", "reporting.row.deadline.in-time", known.InTime),
            Tables.Single("deadline", "share", "reporting.row.deadline.share", Tables.Share(known.InTime, known.Due), CellUnit.Percent),
            Tables.Single("deadline", "overdue", "reporting.row.deadline.overdue", known.Overdue),
        ])
        { Note = "reporting.note.deadline" };

    private static ReportTable Services(int[,,] sent)
    {
        var (services, states) = (Enum.GetValues<Service>(), Enum.GetValues<ItemState>());
        int[] given = [.. services.Select(s => states.Sum(state => sent[(int)s, (int)state, 1]))];
        int[] all = [.. services.Select((s, n) => given[n] + states.Sum(state => sent[(int)s, (int)state, 0]))];
        var rows = services.Select((s, n) => new ReportRow(s.Code(), "Service." + s.Code(),
        [
            new($"service.{s.Code()}.sent", all[n]),
            new($"service.{s.Code()}.given", given[n]),
        ])
        { Level = 1 });
        var total = new ReportRow("total", "reporting.row.referrals.total",
        [
            new("service.total.sent", all.Sum()) { SumOf = [.. services.Select(s => $"service.{s.Code()}.sent")] },
            new("service.total.given", given.Sum()) { SumOf = [.. services.Select(s => $"service.{s.Code()}.given")] },
        ])
        { IsTotal = true };
        return new("service", "reporting.table.service", ["reporting.column.referrals", "reporting.column.given"], [.. rows, total])
        {
            Note = "reporting.note.service",
            Chart = ChartKind.Bars,
        };
    }

    private static ReportTable States(int[,,] sent) =>
        Tables.OneWay("state", "reporting.table.state", "reporting.column.referrals", "reporting.row.referrals.total",
            [.. Enum.GetValues<ItemState>().Select(state => new Tables.Line(state.Code(), "ItemState." + state.Code(), Enum.GetValues<Service>().Sum(s => sent[(int)s, (int)state, 0] + sent[(int)s, (int)state, 1])))]);

    private static ReportTable Open(KnownCases known) =>
        Tables.OneWay("open", "reporting.table.open", "reporting.column.cases", "reporting.row.open.total",
            [.. OpenAges.Select((age, n) => new Tables.Line(age, "reporting.row.open." + age, known.OpenByAge[n]))])
            with
        { Note = "reporting.note.open" };

    private static ReportTable Closures(KnownCases known)
    {
        var table = Tables.OneWay("closed", "reporting.table.closed", "reporting.column.cases", "reporting.row.closed.total",
        [
            .. known.ClosedBy.Lines(r => "ClosureReason." + r.Code()),
            new("no-reason", "reporting.row.closed.no-reason", known.Closed - known.ClosedBy.Sum),
        ]);
        return table with
        {
            Rows =
            [
                .. table.Rows,
                Tables.Single("closed", "share-not-gbv", "reporting.row.closed.share-not-gbv",
                    Tables.Share(known.ClosedBy[ClosureReason.NotGbv], known.Closed), CellUnit.Percent),
                Tables.Single("closed", "unconfirmed", "reporting.row.closed.unconfirmed", known.Unconfirmed),
            ],
            Note = "reporting.note.closed",
        };
    }

    /// <summary>In the order of the directory, never by size: communes are not ranked by their numbers (domain §2).</summary>
    private static ReportTable ByArea(IReadOnlyList<(CommuneCode Code, string Name)> areas, IReadOnlyList<string> withoutReport, KnownCases known)
    {
        List<ReportRow> rows = [.. areas.Select(a => AreaRow(a.Code.Value, a.Name, known.In(a.Code) ?? new()))];
        if (known.Outside(areas.Select(a => a.Code).ToHashSet()) is { } elsewhere) rows.Add(AreaRow("elsewhere", null, elsewhere));
        string[] columns = ["received", "open", "overdue"];
        var total = new ReportRow("total", "reporting.row.area.total", [.. columns.Select((column, n) =>
            new ReportCell($"area.total.{column}", rows.Sum(r => r.Cells[n].Value)) { SumOf = [.. rows.Select(r => $"area.{r.Key}.{column}")] })])
        { IsTotal = true };
        return new("area", "reporting.table.area", ["reporting.column.reports", "reporting.column.open", "reporting.column.overdue"], [.. rows, total])
        {
            Note = "reporting.note.area",
            Remarks = withoutReport.Count == 0 ? [] : [Lacking(withoutReport, areas.Count)],
        };
    }

    /// <summary>Where none has a report, the names of a whole province would tell less than the word.</summary>
    private static string Lacking(IReadOnlyList<string> withoutReport, int areas) => withoutReport.Count == areas
        ? "Chưa xã, phường nào có báo cáo của kỳ này."
        : $"Chưa có báo cáo của kỳ này: {AreaNames.Listed(withoutReport)}.";

    private static ReportRow AreaRow(string key, string? name, KnownCases.OfArea area) => new(key, "reporting.row.area.elsewhere",
    [
        new($"area.{key}.received", area.Received),
        new($"area.{key}.open", area.Open),
        new($"area.{key}.overdue", area.Overdue),
    ])
    { Name = name, Level = 1 };
}
