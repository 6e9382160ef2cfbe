using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Gbv.Functions.Cases;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Backups;

/// <summary>
/// Writes what a backup holds into the account, and never over something that is there: a case that has gone as far, or farther, stays as
/// it is; of everything else only what is missing is added. So a restore may be killed anywhere and begun again, and may fill the gaps of
/// an account that is in use.
/// </summary>
internal sealed class RestoreTarget(StorageClients storage)
{
    /// <summary>Storage takes 4 MiB in one transaction, in a wordier form than ours.</summary>
    private const int LargestContent = 1024 * 1024;

    private const int SideBySide = 8;

    private TableClient Cases => storage.Table(StorageNames.Cases);

    /// <summary>The tables and containers that hold something; what was erased, and rings that an app has just made, do not count.</summary>
    public async Task<IReadOnlyList<string>> OccupiedAsync(CancellationToken ct)
    {
        List<string> occupied = [];
        foreach (var table in StorageNames.Tables)
            if (await storage.Table(table).QueryAsync<TableEntity>(maxPerPage: 1, select: ["PartitionKey"], cancellationToken: ct).OrNone(ct).AnyAsync(ct)) occupied.Add(table);
        foreach (var container in StorageNames.Containers.Except([StorageNames.AuditHeads, StorageNames.PublicKeyRing, StorageNames.BackKeyRing]))
            if (await storage.Container(container).GetBlobsAsync(cancellationToken: ct).OrNone(ct).AnyAsync(ct)) occupied.Add(container);
        return occupied;
    }

    /// <summary>A bare account gets its tables and containers here; in Azure the deployment has made them, and nobody else may.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        try
        {
            await StorageSetup.EnsureAsync(storage, ct);
        }
        catch (RequestFailedException e) when (e.Status == 403)
        {
            // What is missing shows at once.
        }
    }

    public Task RowsAsync(string table, IEnumerable<TableEntity> rows, CancellationToken ct) =>
        Parallel.ForEachAsync(rows.GroupBy(r => r.PartitionKey), Options(ct), async (partition, stop) =>
        {
            foreach (var part in Parts(partition)) await AddAsync(storage.Table(table), part, stop);
        });

    /// <returns>How many cases were left as they stand, because they have gone as far or farther.</returns>
    public async Task<int> CasesAsync(IEnumerable<IReadOnlyList<TableEntity>> cases, CancellationToken ct)
    {
        var left = 0;
        await Parallel.ForEachAsync(cases, Options(ct), async (rows, stop) =>
        {
            if (!await CaseAsync(rows, stop)) Interlocked.Increment(ref left);
        });
        return left;
    }

    public async Task FileAsync(BlobLine file, CancellationToken ct)
    {
        try
        {
            await storage.Container(file.Container).GetBlobClient(file.Name).UploadAsync(new BinaryData(file.Content), new BlobUploadOptions
            {
                Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
                HttpHeaders = new BlobHttpHeaders { ContentType = file.ContentType },
            }, ct);
        }
        catch (RequestFailedException e) when (e.Status is 409 or 412)
        {
            // What is there stays.
        }
    }

    private async Task<bool> CaseAsync(IReadOnlyList<TableEntity> rows, CancellationToken ct)
    {
        var partition = rows[0].PartitionKey;
        var there = await Cases.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: ct).ToListAsync(ct);
        if (there.Find(r => r.RowKey == CaseRow.Case) is { } standing && Events(standing) >= Events(rows.FirstOrDefault(r => r.RowKey == CaseRow.Case))) return false;

        // The row "case" goes last: a partition without it is no case yet, and is written again by whoever goes on.
        var mine = rows.Select(r => r.RowKey).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in there.Where(r => !mine.Contains(r.RowKey)).Chunk(StorageClients.LargestTransaction))
            await Cases.SubmitTransactionAsync(gone.Select(r => new TableTransactionAction(TableTransactionActionType.Delete, r, r.ETag)), ct);
        foreach (var part in Parts(rows.OrderBy(r => r.RowKey == CaseRow.Case)))
            await Cases.SubmitTransactionAsync(part.Select(r => new TableTransactionAction(TableTransactionActionType.UpsertReplace, r)), ct);
        return true;
    }

    private static int Events(TableEntity? caseRow) => caseRow is null ? -1 : CaseRow.Read<CaseRecord>(caseRow).Events;

    private static async Task AddAsync(TableClient table, IReadOnlyList<TableEntity> rows, CancellationToken ct)
    {
        try
        {
            await table.SubmitTransactionAsync(rows.Select(r => new TableTransactionAction(TableTransactionActionType.Add, r)), ct);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Some of them are there: then one by one.
            foreach (var row in rows)
            {
                try
                {
                    await table.AddEntityAsync(row, ct);
                }
                catch (RequestFailedException one) when (one.Status == 409)
                {
                    // What is there stays.
                }
            }
        }
    }

    private static IEnumerable<List<TableEntity>> Parts(IEnumerable<TableEntity> rows)
    {
        List<TableEntity> part = [];
        var size = 0;
        foreach (var row in rows)
        {
            var own = RowLine.Write("", row).Length;
            if (part.Count == StorageClients.LargestTransaction || (part.Count > 0 && size + own > LargestContent))
            {
                yield return part;
                (part, size) = ([], 0);
            }

            part.Add(row);
            size += own;
        }

        if (part.Count > 0) yield return part;
    }

    private static ParallelOptions Options(CancellationToken ct) => new() { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct };
}
