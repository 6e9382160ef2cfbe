using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Hosting;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Trace;

/// <summary>
/// Checks the cases that changed on a day and those whose turn it is: each against itself (<see cref="CaseCheck"/>) and against the heads
/// of the last month, from the table and from the files of the nights before. Reads no report: nothing is opened.
/// </summary>
internal sealed class TraceCheck(StorageClients storage, HeadStore heads, HeadFiles files, CaseCheck check, TimeProvider time)
{
    /// <summary>So far back heads are compared: longer than a round of turns, so that each case is in it at least once.</summary>
    public const int Window = Turns.Nights + 2;

    /// <summary>An announced change and the note of its head take seconds; what is younger may still be on its way.</summary>
    private static readonly TimeSpan Settling = TimeSpan.FromHours(1);

    private const int Tries = 3;

    private TableClient Cases => storage.Table(StorageNames.Cases);

    /// <param name="all">Every case and every file rather than those of the day.</param>
    public async Task<TraceResult> RunAsync(DateOnly day, bool all, Action<TraceProgress>? progress, CancellationToken ct)
    {
        var today = time.GetUtcNow().VietnamDate();
        var first = all ? DateOnly.MinValue : day.AddDays(-Window);
        var chain = await files.ReadAsync(all ? null : first, ct);
        List<Finding> findings = [.. chain.Findings];
        var (known, changed) = await KnownAsync(chain.Files, first, today, day, findings, ct);
        var round = new Round(known, new(today.AddDays(-Window).StartInVietnam(), time.GetUtcNow() - Settling), findings);

        var range = all ? (From: "", Until: "g") : Turns.Of(day);
        await foreach (var (id, rows) in PartitionsAsync(range, ct))
        {
            await LookAsync(round, id, rows, isTurn: true, ct);
            progress?.Invoke(new(ProgressLines.Through(id.Value, range.From, range.Until), round.Seen.Count));
        }

        foreach (var head in changed.Values.Where(h => !round.Seen.Contains(h.Case))) await LookAsync(round, head.Case, await PartitionAsync(head.Case, ct), isTurn: false, ct);

        // A case that is gone as a whole is found by its head alone.
        findings.AddRange(known.Values.Where(h => (all || Turns.Has(day, h.Case)) && !round.Seen.Contains(h.Case)).Select(h => new Finding(FindingKind.CaseMissing, h.Case)));
        return new TraceResult(day, round.Seen.Count, findings, [.. changed.Values], round.Turn, chain.Last);
    }

    private async Task LookAsync(Round round, CaseId id, List<TableEntity> rows, bool isTurn, CancellationToken ct)
    {
        round.Seen.Add(id);
        var known = round.Known.GetValueOrDefault(id);
        var found = check.Of(rows, known, round.Settled);
        for (var again = 1; found.Count > 0 && again < Tries; again++)
        {
            // The case may have changed while its rows were read, or its head been noted since: only one query of one case is one moment.
            known = await NewestAsync(id, known, ct);
            found = check.Of(await PartitionAsync(id, ct), known, round.Settled);
        }

        round.Findings.AddRange(found.Select(f => new Finding(f, id)));
        if (isTurn && HeadOf(id, rows) is { } head) round.Turn.Add(known is not null && known.IsAfter(head) ? known : head);
    }

    private async Task<(Dictionary<CaseId, Head> Known, Dictionary<CaseId, Head> Changed)> KnownAsync(
        IReadOnlyList<HeadFile> read, DateOnly first, DateOnly today, DateOnly day, List<Finding> findings, CancellationToken ct)
    {
        Dictionary<CaseId, Head> known = [];
        Dictionary<CaseId, Head> changed = [];
        foreach (var head in read.SelectMany(f => f.Heads.Concat(f.Turn))) Keep(known, head);
        await foreach (var noted in heads.ReadAsync(first, today, ct))
        {
            if (!noted.IsGenuine)
            {
                findings.Add(new(FindingKind.HeadChanged, noted.Head.Case, noted.Day));
                continue;
            }

            Keep(known, noted.Head);
            if (noted.Day == day) Keep(changed, noted.Head);
        }

        return (known, changed);
    }

    private async Task<Head?> NewestAsync(CaseId id, Head? known, CancellationToken ct)
    {
        var today = time.GetUtcNow().VietnamDate();
        await foreach (var noted in heads.ReadAsync(id, today.AddDays(-Window), today, ct))
            if (noted.IsGenuine && noted.Head.IsAfter(known)) known = noted.Head;
        return known;
    }

    private static void Keep(Dictionary<CaseId, Head> known, Head head)
    {
        if (head.IsAfter(known.GetValueOrDefault(head.Case))) known[head.Case] = head;
    }

    private static Head? HeadOf(CaseId id, List<TableEntity> rows)
    {
        if (rows.Find(r => r.RowKey == CaseRow.Case) is not { } row) return null;
        var record = CaseRow.Read<CaseRecord>(row);
        return new Head(id, record.Events, record.Head, record.ReceivedAt);
    }

    private async Task<List<TableEntity>> PartitionAsync(CaseId id, CancellationToken ct) =>
        await Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {id.Value}"), cancellationToken: ct).ToListAsync(ct);

    /// <summary>Rows come in the order of their keys, so that a case is whole when the next one begins.</summary>
    private async IAsyncEnumerable<(CaseId Id, List<TableEntity> Rows)> PartitionsAsync((string From, string Until) range, [EnumeratorCancellation] CancellationToken ct)
    {
        List<TableEntity> rows = [];
        await foreach (var row in Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {range.From} and PartitionKey lt {range.Until}"), cancellationToken: ct))
        {
            if (rows.Count > 0 && rows[0].PartitionKey != row.PartitionKey)
            {
                yield return (new CaseId(rows[0].PartitionKey), rows);
                rows = [];
            }

            rows.Add(row);
        }

        if (rows.Count > 0) yield return (new CaseId(rows[0].PartitionKey), rows);
    }

    private sealed record Round(Dictionary<CaseId, Head> Known, (DateTimeOffset From, DateTimeOffset Until) Settled, List<Finding> Findings)
    {
        public HashSet<CaseId> Seen { get; } = [];
        public List<Head> Turn { get; } = [];
    }
}

/// <summary>How far a look is: the share of the range of ids, and how many cases were in it.</summary>
internal sealed record TraceProgress(double Done, int Cases);

/// <summary>What one look found, and what the day's file is made of.</summary>
internal sealed record TraceResult(
    DateOnly Day, int Cases, IReadOnlyList<Finding> Findings, IReadOnlyList<Head> Changed, IReadOnlyList<Head> Turn, (DateOnly Day, string Hash)? Last);
