using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Cases;

/// <summary>Reads cases for the back role: one range query a case.</summary>
public sealed class CaseStore(StorageClients storage, RowMac mac, OfficeKeys office)
{
    private TableClient Table => storage.Table(StorageNames.Cases);

    /// <summary>The case, or null where nothing was committed under this id.</summary>
    /// <exception cref="TamperedException">A row, the event chain or a seal is not as one of our roles wrote it.</exception>
    public Task<CasePartition?> ReadAsync(CaseId id, CancellationToken cancellation) => ReadAsync(id, null, cancellation);

    /// <summary>
    /// The same case once more in the same piece of work: its keys are still at hand, and unwrapping them is what a reading costs
    /// most. They are handed on, never kept (decision 13).
    /// </summary>
    public Task<CasePartition?> ReadAgainAsync(CasePartition earlier, CancellationToken cancellation) => ReadAsync(earlier.Id, earlier, cancellation);

    private async Task<CasePartition?> ReadAsync(CaseId id, CasePartition? earlier, CancellationToken cancellation)
    {
        List<TableEntity> rows = [];
        var filter = TableClient.CreateQueryFilter(
            $"PartitionKey eq {id.Value} and (RowKey lt {CaseRow.AccessPrefix} or RowKey ge {CaseRow.AccessEnd})");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation)) rows.Add(row);
        return rows.Any(r => r.RowKey == CaseRow.Case) ? new CasePartition(id, rows, mac, office, earlier) : null;
    }

    /// <summary>Makes a commit under this operation impossible from now on; false where it has already happened.</summary>
    internal async Task<bool> CancelOperationAsync(CaseId id, string operation, CancellationToken cancellation)
    {
        var row = new TableEntity(id.Value, CaseRow.Operation(operation)) { ["Cancelled"] = true };
        mac.Sign(row);
        try
        {
            await Table.AddEntityAsync(row, cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return false;
        }
    }

    internal async Task<OperationState> OperationAsync(CaseId id, string operation, CancellationToken cancellation) =>
        await storage.OperationAsync(mac, id, operation, cancellation) is not OperationState.Forged and var state ? state : throw new TamperedException("op");

    /// <summary>
    /// Removes the effects that were carried out, in one request. Where one of them was set again meanwhile it stays, and each of the others
    /// is removed by itself.
    /// </summary>
    internal async Task RemoveEffectsAsync(CasePartition read, IReadOnlyList<Effect> effects, CancellationToken cancellation)
    {
        foreach (var some in effects.Chunk(StorageClients.LargestTransaction))
        {
            if (some.Length > 1 && await TryRemoveTogetherAsync(read, some, cancellation)) continue;
            foreach (var effect in some) await RemoveEffectAsync(read, effect, cancellation);
        }
    }

    private async Task<bool> TryRemoveTogetherAsync(CasePartition read, IReadOnlyList<Effect> effects, CancellationToken cancellation)
    {
        try
        {
            await Table.SubmitTransactionAsync(
                effects.Select(e => CaseRow.Effect(e.Id)).Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(read.Id.Value, row), read.ETagOf(row))),
                cancellation);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    private async Task RemoveEffectAsync(CasePartition read, Effect effect, CancellationToken cancellation)
    {
        var row = CaseRow.Effect(effect.Id);
        try
        {
            await Table.DeleteEntityAsync(read.Id.Value, row, read.ETagOf(row), cancellation);
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            // Gone already, or new work was put under the same id: both are as they should be.
        }
    }

    /// <summary>
    /// Replaces one row that is not part of the case's state (an effect's attempts, a mail's state), as it was read: its new ETag, or null where
    /// it has changed meanwhile.
    /// </summary>
    internal Task<ETag?> ReplaceAsync<T>(CasePartition read, string row, T data, CancellationToken cancellation) => ReplaceAsync(read, row, data, read.ETagOf(row), cancellation);

    /// <param name="etag">Of the row as it must still be.</param>
    internal async Task<ETag?> ReplaceAsync<T>(CasePartition read, string row, T data, ETag etag, CancellationToken cancellation)
    {
        var entity = CaseRow.Open(read.Id, row, data);
        mac.Sign(entity);
        try
        {
            return (await Table.UpdateEntityAsync(entity, etag, TableUpdateMode.Replace, cancellation)).Headers.ETag;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return null;
        }
    }
}
