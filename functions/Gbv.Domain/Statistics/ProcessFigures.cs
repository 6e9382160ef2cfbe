using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// How well the system answers (domain §4, block 3). Times are those of the reports that came in during the period; states,
/// overdue and open cases are those at its end. What happened afterwards belongs to the next report, so a rebuilt report
/// of the same facts is the same report.
/// </summary>
public static class ProcessFigures
{
    private static readonly (string Key, int FromDays, int ToDays)[] OpenAges = [("to-7", 0, 7), ("to-30", 7, 30), ("to-90", 30, 90), ("over-90", 90, int.MaxValue)];

    public static ReportBlock Block(ReportInput input)
    {
        List<ReportTable> tables = [Channels(input), Times(input), Deadlines(input), Services(input), States(input), Open(input), Closures(input)];
        if (input.Area.IsProvince && input.Areas.Count > 0) tables.Add(ByArea(input));
        return new ReportBlock("process", "reporting.block.process", tables);
    }

    private static ReportTable Channels(ReportInput input) =>
        Tables.OneWay("channel", "reporting.table.channel", "reporting.column.reports", "reporting.row.reports.total",
            [.. Enum.GetValues<Channel>().Select(c => new Tables.Line(c.Code(), "Channel." + c.Code(), input.Received.Count(x => x.First.Channel == c)))])
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
        var spans = input.Received.Select(c => input.Seen(moment(c.First)) - c.First.ReceivedAt).OfType<TimeSpan>().ToList();
        var waiting = input.Received.Count(c => input.IsOpen(c) && input.Seen(moment(c.First)) is null);
        return new(key, "reporting.row.times." + key,
        [
            new($"times.{key}.reports", spans.Count),
            new($"times.{key}.median", Percentile.Median(spans), CellUnit.Hours),
            new($"times.{key}.p90", Percentile.Ninetieth(spans), CellUnit.Hours),
            new($"times.{key}.waiting", waiting),
        ]);
    }

    /// <summary>A withdrawn referral that nobody had accepted has no deadline to keep.</summary>
    private static ReportTable Deadlines(ReportInput input)
    {
        var due = input.Known.SelectMany(c => c.Referrals)
            .Where(r => input.Seen(r.DeadlineAt) is { } deadline && input.Period.Contains(deadline))
            .Where(r => r.State != ItemState.Withdrawn || r.AcceptedAt is not null)
            .ToList();
        var inTime = due.Count(r => r.AcceptedAt <= r.DeadlineAt);
        var overdue = input.Known.Where(input.IsOpen).SelectMany(c => c.Referrals).Count(r => IsOverdue(r, input));
        return new("deadline", "reporting.table.deadline", ["reporting.column.number"],
        [
            Tables.Single("deadline", "due", "reporting.row.deadline.due", due.Count),
            Tables.Single("deadline", "in-time", "reporting.row.deadline.in-time", inTime),
            Tables.Single("deadline", "share", "reporting.row.deadline.share", Tables.Share(inTime, due.Count), CellUnit.Percent),
            Tables.Single("deadline", "overdue", "reporting.row.deadline.overdue", overdue),
        ])
        { Note = "reporting.note.deadline" };
    }

    /// <summary>Waiting past its deadline at the end of the period, also where somebody accepted it later.</summary>
    private static bool IsOverdue(ReferralFact referral, ReportInput input) =>
        input.Seen(referral.DeadlineAt) is not null && (IsWaiting(referral.State) || referral.AcceptedAt >= input.AsOf);

    private static bool IsWaiting(ItemState state) => state is ItemState.Planned or ItemState.Sent or ItemState.Delivered or ItemState.NoAnswer;

    private static List<ReferralFact> Sent(ReportInput input) =>
        [.. input.Known.SelectMany(c => c.Referrals).Where(r => input.Period.Contains(r.CreatedAt) && r.CreatedAt < input.AsOf)];

    private static ReportTable Services(ReportInput input)
    {
        var sent = Sent(input);
        var services = Enum.GetValues<Service>();
        var rows = services.Select(s => new ReportRow(s.Code(), "Service." + s.Code(),
        [
            new($"service.{s.Code()}.sent", sent.Count(r => r.Service == s)),
            new($"service.{s.Code()}.given", sent.Count(r => r.Service == s && r.ServiceGiven)),
        ])
        { Level = 1 });
        var total = new ReportRow("total", "reporting.row.referrals.total",
        [
            new("service.total.sent", sent.Count) { SumOf = [.. services.Select(s => $"service.{s.Code()}.sent")] },
            new("service.total.given", sent.Count(r => r.ServiceGiven)) { SumOf = [.. services.Select(s => $"service.{s.Code()}.given")] },
        ])
        { IsTotal = true };
        return new("service", "reporting.table.service", ["reporting.column.referrals", "reporting.column.given"], [.. rows, total])
        {
            Note = "reporting.note.service",
            Chart = ChartKind.Bars,
        };
    }

    private static ReportTable States(ReportInput input)
    {
        var sent = Sent(input);
        return Tables.OneWay("state", "reporting.table.state", "reporting.column.referrals", "reporting.row.referrals.total",
            [.. Enum.GetValues<ItemState>().Select(s => new Tables.Line(s.Code(), "ItemState." + s.Code(), sent.Count(r => r.State == s)))]);
    }

    private static ReportTable Open(ReportInput input)
    {
        var days = input.Known.Where(input.IsOpen).Select(c => (input.AsOf - c.First.ReceivedAt).TotalDays).ToList();
        return Tables.OneWay("open", "reporting.table.open", "reporting.column.cases", "reporting.row.open.total",
            [.. OpenAges.Select(a => new Tables.Line(a.Key, "reporting.row.open." + a.Key, days.Count(d => d >= a.FromDays && d < a.ToDays)))])
            with
        { Note = "reporting.note.open" };
    }

    private static ReportTable Closures(ReportInput input)
    {
        var closed = input.Known.Where(input.WasClosedInPeriod).ToList();
        var table = Tables.OneWay("closed", "reporting.table.closed", "reporting.column.cases", "reporting.row.closed.total",
        [
            .. Enum.GetValues<ClosureReason>().Select(r => new Tables.Line(r.Code(), "ClosureReason." + r.Code(), closed.Count(c => c.First.Closure == r))),
            new("no-reason", "reporting.row.closed.no-reason", closed.Count(c => c.First.Closure is null)),
        ]);
        var unconfirmed = input.Known.Count(c => input.IsOpen(c) && !c.IsClosed && c.First.Closure is not null);
        return table with
        {
            Rows =
            [
                .. table.Rows,
                Tables.Single("closed", "share-not-gbv", "reporting.row.closed.share-not-gbv",
                    Tables.Share(closed.Count(c => c.First.Closure == ClosureReason.NotGbv), closed.Count), CellUnit.Percent),
                Tables.Single("closed", "unconfirmed", "reporting.row.closed.unconfirmed", unconfirmed),
            ],
            Note = "reporting.note.closed",
        };
    }

    /// <summary>In the order of the directory, never by size: communes are not ranked by their numbers (domain §2).</summary>
    private static ReportTable ByArea(ReportInput input)
    {
        var listed = input.Areas.Select(a => a.Code).ToHashSet();
        var cases = input.Known.ToLookup(c => c.First.Commune);
        var elsewhere = cases.Where(c => !listed.Contains(c.Key)).SelectMany(c => c).ToList();
        List<ReportRow> rows = [.. input.Areas.Select(a => AreaRow(input, a.Code.Value, a.Name, [.. cases[a.Code]]))];
        if (elsewhere.Count > 0) rows.Add(AreaRow(input, "elsewhere", null, elsewhere));
        string[] columns = ["received", "open", "overdue"];
        var total = new ReportRow("total", "reporting.row.area.total", [.. columns.Select((column, n) =>
            new ReportCell($"area.total.{column}", rows.Sum(r => r.Cells[n].Value)) { SumOf = [.. rows.Select(r => $"area.{r.Key}.{column}")] })])
        { IsTotal = true };
        return new("area", "reporting.table.area", ["reporting.column.reports", "reporting.column.open", "reporting.column.overdue"], [.. rows, total])
        {
            Note = "reporting.note.area",
        };
    }

    private static ReportRow AreaRow(ReportInput input, string key, string? name, IReadOnlyList<FactCase> cases)
    {
        var open = cases.Where(input.IsOpen).ToList();
        return new(key, "reporting.row.area.elsewhere",
        [
            new($"area.{key}.received", cases.Count(c => input.Period.Contains(c.First.ReceivedAt))),
            new($"area.{key}.open", open.Count),
            new($"area.{key}.overdue", open.SelectMany(c => c.Referrals).Count(r => IsOverdue(r, input))),
        ])
        { Name = name, Level = 1 };
    }
}
