using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Cases;

/// <summary>What became of a change, as its operation row tells. A forged one tells nothing.</summary>
public enum OperationState { Unknown, Committed, Cancelled, Forged }

/// <summary>The row that alone knows what became of a change whose answer was lost.</summary>
internal static class Operations
{
    public static async Task<OperationState> OperationAsync(this StorageClients storage, RowMac mac, CaseId id, string operation, CancellationToken cancellation)
    {
        var row = await storage.Table(StorageNames.Cases).GetEntityIfExistsAsync<TableEntity>(id.Value, CaseRow.Operation(operation), cancellationToken: cancellation);
        return !row.HasValue ? OperationState.Unknown
            : !mac.IsGenuine(row.Value!) ? OperationState.Forged
            : CasePartition.IsCancelled(row.Value!) ? OperationState.Cancelled
            : OperationState.Committed;
    }
}
