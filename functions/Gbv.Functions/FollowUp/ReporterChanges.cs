using System.Security.Cryptography;
using System.Text;
using Azure;
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
    /// <param name="form">Random, made with the form: the same form sent twice is done once.</param>
    /// <param name="decide">Makes the change from the state just read and its operation id; null where it isn't possible. May be called again.</param>
    public async Task<ReporterResult> ApplyAsync(
        ReceiptCode code, string form, Func<OpenCase, string, DateTimeOffset, ReporterChange?> decide, CancellationToken cancellation)
    {
        var cancelled = 0;
        for (var attempt = 0; attempt < Contention.Tries; attempt++)
        {
            var operation = Operation(form, cancelled);
            if (await door.OpenAsync(code, cancellation) is not { } open) return ReporterResult.Closed;
            if (decide(open, operation, time.GetUtcNow()) is not { } change) return ReporterResult.Refused;
            await queue.SendAsync(new WorkMessage("case", open.Id.Value, operation), CaseChanges.AnnouncementDelay, cancellation);
            var state = await CommitAsync(open.Id, change, operation, cancellation);
            if (state == OperationState.Committed) return ReporterResult.Done;

            // Announced long ago and given up since: that attempt can never commit any more, so the form goes on with the next.
            if (state == OperationState.Cancelled) cancelled++;
            else await Contention.StepBackAsync(attempt, cancellation);
        }

        throw new RequestFailedException(412, "The case was changed by others each time.");
    }

    internal static string Operation(string form, int cancelled) => Convert.ToHexStringLower(SHA256.HashData(
        Encoding.UTF8.GetBytes(cancelled == 0 ? form : FormattableString.Invariant($"{form}/{cancelled}"))))[..24];

    private async Task<OperationState> CommitAsync(CaseId id, ReporterChange change, string operation, CancellationToken cancellation)
    {
        try
        {
            await storage.TableWithoutRetry(StorageNames.Cases).SubmitTransactionAsync(change.Actions(operation, mac), cancellation);
            return OperationState.Committed;
        }
        catch (Exception e) when (e is RequestFailedException { Status: 409 or 412 } || Outage.Is(e, cancellation))
        {
            // The form may have been sent before, or the answer was lost after the commit: only the operation row knows.
            return await storage.OperationAsync(mac, id, operation, cancellation);
        }
    }
}
