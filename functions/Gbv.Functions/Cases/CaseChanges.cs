using System.Security.Cryptography;
using Azure;
using Gbv.Domain.Cases;
using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Cases;

/// <summary>What became of a requested change.</summary>
public enum ChangeResult
{
    Done,

    /// <summary>The state of the case no longer allows it, or there is nothing to change.</summary>
    Refused,

    NotFound,

    /// <summary>Others changed the case at the same time, again and again; worth another click.</summary>
    Busy,
}

/// <summary>
/// The one way in which staff and the system change a case: read, decide, announce, commit one transaction fenced by the
/// case's ETag and an operation row (design §4 "Announce, then commit, fenced").
/// </summary>
public sealed class CaseChanges(CaseStore store, StorageClients storage, WorkQueue queue, RowMac mac, TimeProvider time)
{
    /// <summary>How long the announcement waits, so that the commit normally comes first.</summary>
    public static readonly TimeSpan AnnouncementDelay = TimeSpan.FromSeconds(3);

    /// <param name="decide">Makes the change from the state as it is, or null where it isn't allowed; may be called again.</param>
    public async Task<ChangeResult> ApplyAsync(CaseId id, Func<CasePartition, DateTimeOffset, CaseChange?> decide, CancellationToken cancellation) =>
        await store.ReadAsync(id, cancellation) is { } read ? await ApplyAsync(read, decide, cancellation) : ChangeResult.NotFound;

    /// <param name="read">
    /// The case as this request has read it: reading it twice would cost a query and an unwrapping for nothing, because its ETag
    /// tells whether it still holds. Only where it does not is the case read anew.
    /// </param>
    /// <param name="decide">Makes the change from the state as it is, or null where it isn't allowed; may be called again.</param>
    public async Task<ChangeResult> ApplyAsync(CasePartition read, Func<CasePartition, DateTimeOffset, CaseChange?> decide, CancellationToken cancellation)
    {
        var (id, current) = (read.Id, read);
        for (var attempt = 0; attempt < Contention.Tries; attempt++)
        {
            if (decide(current, time.GetUtcNow()) is not { } change) return ChangeResult.Refused;
            var operation = NewOperation();
            await queue.SendAsync(new WorkMessage("case", id.Value, operation), AnnouncementDelay, cancellation);
            if (await CommitAsync(id, change, operation, cancellation)) return ChangeResult.Done;
            await Contention.StepBackAsync(attempt, cancellation);
            if (await store.ReadAgainAsync(current, cancellation) is not { } newer) return ChangeResult.NotFound;
            current = newer;
        }

        return ChangeResult.Busy;
    }

    /// <summary>
    /// For work that is already announced, because the message or timer in hand comes again. False: somebody else was first.
    /// </summary>
    internal Task<bool> CommitAnnouncedAsync(CaseId id, CaseChange change, CancellationToken cancellation) =>
        CommitAsync(id, change, NewOperation(), cancellation);

    internal static string NewOperation() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12));

    private async Task<bool> CommitAsync(CaseId id, CaseChange change, string operation, CancellationToken cancellation)
    {
        try
        {
            await storage.TableWithoutRetry(StorageNames.Cases).SubmitTransactionAsync(change.Actions(operation, mac), cancellation);
        }
        catch (Exception e) when (e is RequestFailedException { Status: 404 or 409 or 412 } || Outage.Is(e, cancellation))
        {
            // The answer may have been lost after the commit: only the operation row knows.
            if (await store.OperationAsync(id, operation, cancellation) != OperationState.Committed) return false;
        }

        Tell(id, change, operation);
        return true;
    }

    private static void Tell(CaseId id, CaseChange change, string operation)
    {
        Signals.LinkOperation(operation);
        foreach (var effect in change.Effects) Signals.LinkEffect(id, effect);
        if (change.Event.Kind == EventKind.Accepted && change.Items.FirstOrDefault(i => i.Id == change.Event.Item) is { AcceptedAt: { } at } item)
            Signals.Accepted(item.Urgency, at - item.CreatedAt);
    }
}
