using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.FollowUp;

/// <summary>What became of what a reporter asked for.</summary>
public enum ReporterResult
{
    Done,

    /// <summary>The code opens nothing (any more).</summary>
    Closed,

    /// <summary>As the case stands this can't be asked for.</summary>
    Refused,
}

/// <summary>
/// The public role's one way to change a case: open it with the code, decide, announce, commit one transaction fenced by the
/// case's ETag and an operation row (design §4 "Announce, then commit, fenced").
/// </summary>
public sealed class ReporterChanges(ReceiptDoor door, StorageClients storage, WorkQueue queue, RowMac mac, TimeProvider time)
{
    private const int Tries = 6;

    /// <param name="form">Random, made with the form: the same form sent twice is done once.</param>
    /// <param name="decide">Makes the change from the state just read and its operation id; null where it isn't possible. May be called again.</param>
    public async Task<ReporterResult> ApplyAsync(
        ReceiptCode code, string form, Func<OpenCase, string, DateTimeOffset, ReporterChange?> decide, CancellationToken cancellation)
    {
        var operation = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(form)))[..24];
        for (var attempt = 0; attempt < Tries; attempt++)
        {
            if (await door.OpenAsync(code, cancellation) is not { } open) return ReporterResult.Closed;
            if (decide(open, operation, time.GetUtcNow()) is not { } change) return ReporterResult.Refused;
            await queue.SendAsync(new WorkMessage("case", open.Id.Value, operation), CaseChanges.AnnouncementDelay, cancellation);
            if (await CommitAsync(open.Id, change, operation, cancellation)) return ReporterResult.Done;
        }

        throw new RequestFailedException(412, "The case was changed by others each time.");
    }

    private async Task<bool> CommitAsync(CaseId id, ReporterChange change, string operation, CancellationToken cancellation)
    {
        try
        {
            await storage.TableWithoutRetry(StorageNames.Cases).SubmitTransactionAsync(change.Actions(operation, mac), cancellation);
            return true;
        }
        catch (RequestFailedException failure) when (failure.Status is 0 or 408 or 409 or 412 or >= 500)
        {
            // Sent before, or the answer was lost after the commit: only the operation row knows.
            var row = await storage.Table(StorageNames.Cases)
                .GetEntityIfExistsAsync<TableEntity>(id.Value, CaseRow.Operation(operation), cancellationToken: cancellation);
            return row.HasValue && mac.IsGenuine(row.Value!) && !CasePartition.IsCancelled(row.Value!);
        }
    }
}
