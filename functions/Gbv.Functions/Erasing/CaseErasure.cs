using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Attachments;
using Gbv.Functions.Cases;
using Gbv.Functions.Links;
using Gbv.Functions.Referrals;
using Gbv.Functions.Reporting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Erasing;

/// <summary>
/// Ends a case for good (design §4): whoever still works on it is told to stop; then one transaction destroys the wraps of its keys,
/// so that nothing can be opened any more, and adds the signed event <c>erased</c>; then what was sealed is deleted and the facts are
/// coarsened. The event headers and the trace of who read the case stay. May be killed anywhere: an effect finishes it.
/// </summary>
internal sealed class CaseErasure(CaseChanges changes, StorageClients storage, CaseFactStore facts, MailRefs refs, AttachmentFiles files, ErasureLedger ledger, KeyRing keys)
{
    /// <summary>Takes the next step of an erasure; the rest follows by itself. Refused where mails to those who must stop are not out yet.</summary>
    /// <param name="reason">A code, for example <c>request</c> or <c>retention</c>.</param>
    public Task<ChangeResult> EraseAsync(CaseId id, string reason, CancellationToken cancellation) =>
        changes.ApplyAsync(id, (read, now) => Next(read, now, reason), cancellation);

    /// <summary>The next change, or null where nothing is to be changed now.</summary>
    public static CaseChange? Next(CasePartition read, DateTimeOffset now, string reason)
    {
        if (read.IsErased || read.Case.IsHeldAt(now)) return null;
        if (read.Items.Where(i => !ItemTransitions.IsFinal(i.State)).ToList() is { Count: > 0 } open)
        {
            var stop = new CaseChange(read, now, EventKind.Withdrawn, Actor.System, detail: "erasure");
            foreach (var item in open) Withdrawing.Stop(stop, read, item);
            return stop;
        }

        // Nobody may go on ringing a person whose case is gone: first they hear that it ended.
        return read.Effects.Count > 0 ? null : Destroy(read, now, reason);
    }

    /// <summary>
    /// A restore brought back what was erased: nobody is told, because everybody was, and nothing that the old copy still wanted to be
    /// done is done.
    /// </summary>
    public static CaseChange? Again(CasePartition read, DateTimeOffset now)
    {
        if (read.IsErased) return null;
        var change = Destroy(read, now, "restored");
        foreach (var effect in read.Effects.Where(e => e.Kind is not (EffectKind.Facts or EffectKind.Due or EffectKind.Erase))) change.Remove(effect);
        return change;
    }

    private static CaseChange Destroy(CasePartition read, DateTimeOffset now, string reason)
    {
        var change = new CaseChange(read, now, EventKind.Erased, Actor.System, detail: reason);
        change.Case = change.Case with
        {
            State = CaseState.Closed,
            ReceiptOpens = false,
            PublicStatus = PublicStatus.Closed,
            ContentKeyWrap = [],
            MessagesKeyWrap = [],
            ReceiptWrap = [],
            SubmissionMac = [],
            ContentMac = [],
            WordMac = null,
            Household = null,
            Requests = [],
            NoticeDueAt = null,
            Files = [],
            FactsFrozen = true,
            ErasedAt = now,
        };
        change.Put(new Effect { Id = "erase", Kind = EffectKind.Erase, CreatedAt = now });
        return change;
    }

    /// <summary>What follows the transaction; done again it does no harm.</summary>
    public async Task FinishAsync(CasePartition read, CancellationToken cancellation)
    {
        if (!read.IsErased) throw new InvalidOperationException("The case is not erased.");
        await ledger.AddAsync(read.Id, cancellation);
        await CoarsenAsync(read, cancellation);
        foreach (var mail in read.PayloadRows.Where(r => r.StartsWith(CaseRow.MailPrefix, StringComparison.Ordinal)))
            await refs.RemoveAsync(mail[CaseRow.MailPrefix.Length..], read.Id, cancellation);
        await files.DeleteAllAsync(read.Id, cancellation);
        foreach (var rows in read.PayloadRows.Chunk(StorageClients.LargestTransaction))
            await storage.Table(StorageNames.Cases).SubmitTransactionAsync(
                rows.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(read.Id.Value, row), ETag.All)), cancellation);
    }

    /// <summary>The facts give way to coarser ones; where that was done before, nothing is found.</summary>
    public async Task CoarsenAsync(CasePartition read, CancellationToken cancellation)
    {
        string[] factKeys = [.. read.IncidentNumbers.Select(n => FactProjection.KeyOf(keys, read.Id, n)), .. FactProjection.OlderKeysOf(keys, read.Id, read.IncidentNumbers)];
        var goneAt = read.Case.ErasedAt ?? read.Case.ClosedAt ?? throw new InvalidOperationException("The case is open.");

        // A case that its commune must not see counts where it was sent (FactProjection).
        foreach (var area in new[] { read.Case.Commune, CommuneCode.Province }.Distinct())
            await facts.CoarsenAsync(area, read.Case.ReceivedAt, goneAt, factKeys, cancellation);
    }
}
