using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Gbv.Functions.Cases;
using Gbv.Functions.Storage;
using Gbv.Functions.Trace;

namespace Gbv.Functions.Backups;

/// <summary>
/// Takes each case as it was at one moment. Storage answers one page of one partition as of one moment; a case that lies on two pages, or
/// does not hold together (chain, digests, MACs), is read again by itself, until the ETag of its row <c>case</c> is the same before and
/// after.
/// </summary>
internal sealed class CaseScan(StorageClients storage, CaseCheck check)
{
    private TableClient Table => storage.Table(StorageNames.Cases);

    /// <param name="after">The last partition that was taken already, or empty.</param>
    public async IAsyncEnumerable<ScannedCase> ReadAsync(string after, [EnumeratorCancellation] CancellationToken ct)
    {
        List<TableEntity> rows = [];
        var torn = false;
        await foreach (var page in Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey gt {after}"), cancellationToken: ct).AsPages())
        {
            torn = rows.Count > 0;
            foreach (var row in page.Values)
            {
                if (rows.Count > 0 && rows[0].PartitionKey != row.PartitionKey)
                {
                    if (await WholeAsync(rows, torn, ct) is { } whole) yield return whole;
                    (rows, torn) = ([], false);
                }

                rows.Add(row);
            }
        }

        if (rows.Count > 0 && await WholeAsync(rows, torn, ct) is { } last) yield return last;
    }

    /// <summary>How many cases were received before.</summary>
    public async Task<int> CountAsync(DateTimeOffset before, CancellationToken ct)
    {
        var count = 0;
        await foreach (var row in Table.QueryAsync<TableEntity>(r => r.RowKey == CaseRow.Case, cancellationToken: ct))
            if (CaseRow.Read<CaseRecord>(row).ReceivedAt < before) count++;
        return count;
    }

    private async Task<ScannedCase?> WholeAsync(List<TableEntity> rows, bool torn, CancellationToken ct)
    {
        var partition = rows[0].PartitionKey;
        for (var attempt = 0; ; attempt++)
        {
            var holds = check.Of(rows, known: null, settled: null).Count == 0;
            if (holds && !torn) return Taken(rows, wrong: false);
            if (!torn && attempt > 0) return Taken(rows, wrong: true);
            if (attempt == Contention.Tries) return Taken(rows, wrong: true);
            if (attempt > 0) await Contention.StepBackAsync(attempt, ct);
            rows = await Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: ct).ToListAsync(ct);
            if (rows.Count == 0) return null; // nothing but cancelled operations, and cleared away
            torn = await EtagAsync(partition, ct) != rows.Find(r => r.RowKey == CaseRow.Case)?.ETag;
        }
    }

    private async Task<Azure.ETag?> EtagAsync(string partition, CancellationToken ct)
    {
        var row = await Table.GetEntityIfExistsAsync<TableEntity>(partition, CaseRow.Case, ["PartitionKey"], ct);
        return row.HasValue ? row.Value!.ETag : null;
    }

    private static ScannedCase Taken(List<TableEntity> rows, bool wrong) => new(rows, rows.Exists(r => r.RowKey == CaseRow.Case), wrong);
}

/// <summary>All rows of a partition; <paramref name="IsCase"/> is false where nothing was ever committed.</summary>
internal sealed record ScannedCase(IReadOnlyList<TableEntity> Rows, bool IsCase, bool Wrong)
{
    public string Partition => Rows[0].PartitionKey;
}
