using System.Globalization;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Trace;

/// <summary>
/// Table <c>heads</c>: PartitionKey = the Vietnamese day on which it was noted, RowKey = <c>case:number</c>, so that two workers never
/// set each other back. One range query reads a day, or a month; a case's own rows of a day are one as well. Partition <c>files</c>:
/// RowKey = day, the hash of that day's file (<see cref="HeadFiles"/>).
/// </summary>
internal sealed class HeadStore(StorageClients storage, KeyRing keys, TimeProvider time)
{
    private const string Files = "files";

    private TableClient Table => storage.Table(StorageNames.Heads);

    /// <summary>Notes a head; done again it does no harm.</summary>
    public Task PutAsync(Head head, CancellationToken ct) => Table.UpsertEntityAsync(
        new TableEntity(Day(time.GetUtcNow().VietnamDate()), Key(head))
        {
            ["Hash"] = head.Hash,
            ["At"] = head.At,
            ["Mac"] = keys.Mac(KeyName.BackEvent, Parts(head)),
        },
        TableUpdateMode.Replace, ct);

    /// <summary>All that was noted on these days.</summary>
    public IAsyncEnumerable<NotedHead> ReadAsync(DateOnly first, DateOnly last, CancellationToken ct)
    {
        var (from, to) = (Day(first), Day(last));
        return ReadAsync(TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey le {to}"), ct);
    }

    /// <summary>What was noted of one case on these days.</summary>
    public IAsyncEnumerable<NotedHead> ReadAsync(CaseId id, DateOnly first, DateOnly last, CancellationToken ct)
    {
        var (from, to, lowest, highest) = (Day(first), Day(last), id.Value + ":", id.Value + ";");
        return ReadAsync(TableClient.CreateQueryFilter(
            $"PartitionKey ge {from} and PartitionKey le {to} and RowKey ge {lowest} and RowKey lt {highest}"), ct);
    }

    /// <summary>Removes what files have kept for long enough.</summary>
    public async Task RemoveBeforeAsync(DateOnly day, CancellationToken ct)
    {
        var before = Day(day);
        List<TableEntity> rows = await Table.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"PartitionKey lt {before}"), select: ["PartitionKey", "RowKey"], cancellationToken: ct).ToListAsync(ct);
        foreach (var partition in rows.GroupBy(r => r.PartitionKey))
            foreach (var part in partition.Chunk(StorageClients.LargestTransaction))
                await Table.SubmitTransactionAsync(part.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, r, Azure.ETag.All)), ct);
    }

    public Task PutFileAsync(DateOnly day, string hash, CancellationToken ct) => Table.UpsertEntityAsync(
        new TableEntity(Files, Day(day)) { ["Hash"] = hash, ["Mac"] = keys.Mac(KeyName.BackEvent, FileParts(Day(day), hash)) }, TableUpdateMode.Replace, ct);

    /// <summary>The hash of each day's file; empty where the row was not written by the back role.</summary>
    public async Task<IReadOnlyDictionary<DateOnly, string>> FilesAsync(CancellationToken ct)
    {
        Dictionary<DateOnly, string> files = [];
        await foreach (var row in Table.QueryAsync<TableEntity>(r => r.PartitionKey == Files, cancellationToken: ct))
        {
            var hash = row.GetString("Hash") ?? "";
            files[DateOnly.ParseExact(row.RowKey, "yyyy-MM-dd", CultureInfo.InvariantCulture)] = IsGenuine(row, FileParts(row.RowKey, hash)) ? hash : "";
        }

        return files;
    }

    internal static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Key(Head head) => string.Create(CultureInfo.InvariantCulture, $"{head.Case}:{head.Number:D6}");

    private async IAsyncEnumerable<NotedHead> ReadAsync(string filter, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: ct))
        {
            var day = DateOnly.ParseExact(row.PartitionKey, "yyyy-MM-dd", CultureInfo.InvariantCulture);
            var head = new Head(
                new CaseId(row.RowKey[..32]), int.Parse(row.RowKey.AsSpan(33), CultureInfo.InvariantCulture),
                row.GetBinary("Hash") ?? [], row.GetDateTimeOffset("At") ?? default);
            yield return new NotedHead(day, head, IsGenuine(row, Parts(head)));
        }
    }

    private bool IsGenuine(TableEntity row, string[] parts) => row.GetBinary("Mac") is { } mac && keys.IsMac(KeyName.BackEvent, mac, parts);

    private static string[] Parts(Head head) =>
    [
        "head", head.Case.Value, head.Number.ToString(CultureInfo.InvariantCulture), Convert.ToHexString(head.Hash), head.At.UtcTicks.ToString(CultureInfo.InvariantCulture),
    ];

    private static string[] FileParts(string day, string hash) => ["head file", day, hash];
}

/// <summary>A head as it lies in storage.</summary>
internal sealed record NotedHead(DateOnly Day, Head Head, bool IsGenuine);
