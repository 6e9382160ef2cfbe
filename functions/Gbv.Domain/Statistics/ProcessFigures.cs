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
    private static readonly (string Key, int FromDays, int ToDays)[] OpenAges = [("to-7", 0, 7), ("to-30", 7, 30), ("to-90", 30, 90), ("over-90", 90, int.MaxValue)];

    public static ReportBlock Block(ReportInput input)
    {
        var sent = Sent(input);
        List<ReportTable> tables = [Channels(input), Times(input), Deadlines(input), Services(sent), States(sent), Open(input), Closures(input)];
        if (input.Area.IsProvince && input.Areas.Count > 0) tables.Add(ByArea(input));
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

    private static ReportTable Deadlines(ReportInput input)
    {
        var (due, inTime, overdue) = (0, 0, 0);
        foreach (var known in input.Known)
        {
            var isOpen = input.IsOpen(known);
            for (var n = 0; n < known.Referrals.Count; n++)
            {
                var referral = known.Referrals[n];
                if (isOpen && IsOverdue(referral, input)) overdue++;
                if (!IsDue(referral, input)) continue;
                due++;
                if (referral.AcceptedAt <= referral.DeadlineAt) inTime++;
            }
        }

        return new("deadline", "reporting.table.deadline", ["reporting.column.number"],
        [
            Tables.Single("deadline", "due", "reporting.row.deadline.due", due),
            Tables.Single("deadline", "in-time", "reporting.row.deadline.in-time", inTime),
            Tables.Single("deadline", "share", "reporting.row.deadline.share", Tables.Share(inTime, due), CellUnit.Percent),
            Tables.Single("deadline", "overdue", "reporting.row.deadline.overdue", overdue),
        ])
        { Note = "reporting.note.deadline" };
    }

    /// <summary>A withdrawn referral that nobody had accepted has no deadline to keep.</summary>
    private static bool IsDue(ReferralFact referral, ReportInput input) =>
        input.Seen(referral.DeadlineAt) is { } deadline && input.Period.Contains(deadline) && (referral.State != ItemState.Withdrawn || referral.AcceptedAt is not null);

    /// <summary>Waiting past its deadline at the end of the period, also where somebody accepted it later.</summary>
    private static bool IsOverdue(ReferralFact referral, ReportInput input) =>
        input.Seen(referral.DeadlineAt) is not null && (IsWaiting(referral.State) || referral.AcceptedAt >= input.AsOf);

    private static bool IsWaiting(ItemState state) => state is ItemState.Planned or ItemState.Sent or ItemState.Delivered or ItemState.NoAnswer;

    /// <summary>Referrals of the period by service, state and whether the service was given: a province has tens of thousands, of which no table tells more.</summary>
    private static int[,,] Sent(ReportInput input)
    {
        var sent = new int[Enum.GetValues<Service>().Length, Enum.GetValues<ItemState>().Length, 2];
        foreach (var known in input.Known)
            for (var n = 0; n < known.Referrals.Count; n++)
                if (known.Referrals[n] is var referral && input.Period.Contains(referral.CreatedAt) && referral.CreatedAt < input.AsOf)
                    sent[(int)referral.Service, (int)referral.State, referral.ServiceGiven ? 1 : 0]++;
        return sent;
    }

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

    private static ReportTable Open(ReportInput input)
    {
        var counts = new int[OpenAges.Length];
        foreach (var open in input.Known.Where(input.IsOpen))
            if ((input.AsOf - open.First.ReceivedAt).TotalDays is var days && Array.FindIndex(OpenAges, a => days >= a.FromDays && days < a.ToDays) is var age and >= 0) counts[age]++;
        return Tables.OneWay("open", "reporting.table.open", "reporting.column.cases", "reporting.row.open.total",
            [.. OpenAges.Select((a, n) => new Tables.Line(a.Key, "reporting.row.open." + a.Key, counts[n]))])
            with
        { Note = "reporting.note.open" };
    }

    private static ReportTable Closures(ReportInput input)
    {
        var closed = input.Known.Where(input.WasClosedInPeriod).ToList();
        var table = Tables.OneWay("closed", "reporting.table.closed", "reporting.column.cases", "reporting.row.closed.total",
        [
            .. Tables.Lines(closed.Where(c => c.First.Closure is not null), c => c.First.Closure!.Value, r => "ClosureReason." + r.Code()),
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
