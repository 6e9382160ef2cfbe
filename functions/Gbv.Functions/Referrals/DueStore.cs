using System.Globalization;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Referrals;

/// <summary>
/// Table <c>due</c>: PartitionKey <c>due</c>, RowKey = UTC ticks + ':' + case id. One range query gives all that is due by now.
/// A row only says "look": it is never changed, and it goes when somebody has looked.
/// </summary>
public sealed class DueStore(StorageClients storage)
{
    private const string Partition = "due";

    private TableClient Table => storage.Table(StorageNames.Due);

    public Task PutAsync(DateTimeOffset at, CaseId id, CancellationToken cancellation) =>
        Table.UpsertEntityAsync(new TableEntity(Partition, $"{Ticks(at)}:{id}"), TableUpdateMode.Replace, cancellation);

    public async IAsyncEnumerable<DueRow> UntilAsync(DateTimeOffset now, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey lt {Ticks(now.AddTicks(1))}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
            yield return new(row.RowKey, new CaseId(row.RowKey[(row.RowKey.IndexOf(':', StringComparison.Ordinal) + 1)..]));
    }

    public async Task RemoveAsync(DueRow row, CancellationToken cancellation) =>
        await Table.DeleteEntityAsync(Partition, row.Key, cancellationToken: cancellation);

    private static string Ticks(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);
}

/// <summary>A case that somebody must look at.</summary>
public sealed record DueRow(string Key, CaseId Case);
