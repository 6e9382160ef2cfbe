using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.FollowUp;

/// <summary>A case as far as its receipt opens it: state in codes, and the key of the messages.</summary>
public sealed record OpenCase(CaseId Id, CaseRecord Record, ETag ETag, byte[] MessagesKey);

/// <summary>
/// From a code to its case. An unknown, locked, erased or expired code costs one derivation and one point read, and gives nothing:
/// nobody can tell which it was (design §4).
/// </summary>
public sealed class ReceiptDoor(ReceiptKeys receipts, StorageClients storage, RowMac mac)
{
    public async Task<OpenCase?> OpenAsync(ReceiptCode code, CancellationToken cancellation)
    {
        var place = await receipts.DeriveAsync(code, forSubmission: false, cancellation);
        var row = await storage.Table(StorageNames.Cases)
            .GetEntityIfExistsAsync<TableEntity>(place.Case.Value, CaseRow.Case, cancellationToken: cancellation);
        if (!row.HasValue || !mac.IsGenuine(row.Value!)) return null;
        var record = CaseRow.Read<CaseRecord>(row.Value!);
        return record.ReceiptOpens ? new(place.Case, record, row.Value!.ETag, CaseKeys.MessagesFromReceipt(place.Case, record, place.WrapKey)) : null;
    }
}
