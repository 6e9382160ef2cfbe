using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Functions.Attachments;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Erasing;
using Gbv.Functions.Hosting;
using Gbv.Functions.Reporting;
using Gbv.Functions.Requests;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Trace;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Referrals;

/// <summary>
/// Carries out what is pending in one case: effects, and the next step of items whose deadline passed. Message, timer and sweep
/// all end here; it may run twice at once and be killed anywhere.
/// </summary>
internal sealed partial class CaseWorker(
    CaseStore store, CaseChanges changes, DirectoryCache directories, MailEffect mails, CaseFactStore facts, HeadStore heads, CaseErasure erasure, AttachmentEffect attachments, DueStore due,
    WorkQueue queue, KeyRing keys, IOptions<ReferralOptions> options, TimeProvider time, ILogger<CaseWorker> log)
{
    /// <summary>More turns than any case needs; what is left then is announced again.</summary>
    private const int Turns = 25;

    public async Task CarryOutDueAsync(CaseId id, CancellationToken cancellation)
    {
        if (await store.ReadAsync(id, cancellation) is { } read) await CarryOutDueAsync(read, cancellation);
    }

    /// <param name="first">The case as it was just read; it is read again after each change.</param>
    public async Task CarryOutDueAsync(CasePartition first, CancellationToken cancellation)
    {
        var (id, read) = (first.Id, first);
        for (var turn = 0; turn < Turns; turn++)
        {
            if (turn > 0) read = await store.ReadAgainAsync(read, cancellation) ?? throw new InvalidOperationException("The case is gone.");
            var directory = await DirectoryAsync(read, cancellation);
            if (await EffectsAsync(read, directory, cancellation)) continue;
            var now = time.GetUtcNow();
            if ((Escalating.Due(read, directory, now) ?? ReporterRequests.Due(read, directory, now) ?? NoticeRequests.Due(read, now)) is not { } step)
            {
                // What this turn carried out may be all that a due request waited for.
                if (read.Effects.Any(e => IsDue(e, now)) && ReporterRequests.AnyDue(read, now)) continue;
                return;
            }

            if (await changes.CommitAnnouncedAsync(id, step, cancellation) && step.Event.Kind == EventKind.Escalated) Signals.Overdue(step.Case.Urgency);
        }

        await queue.SendAsync(new WorkMessage("case", id.Value), TimeSpan.FromSeconds(30), cancellation);
    }

    /// <returns>Whether the case was changed and must be read again.</returns>
    private async Task<bool> EffectsAsync(CasePartition read, CommuneDirectory directory, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        List<Effect> done = [];
        var changed = await EffectsAsync(read, directory, now, done, cancellation);
        await store.RemoveEffectsAsync(read, done, cancellation);
        return changed;
    }

    /// <param name="done">Takes what was carried out and is still to be removed: together, because each removal is a request.</param>
    private async Task<bool> EffectsAsync(CasePartition read, CommuneDirectory directory, DateTimeOffset now, List<Effect> done, CancellationToken cancellation)
    {
        var changed = false;
        foreach (var effect in read.Effects.Where(e => IsDue(e, now)).OrderBy(e => e.Kind))
        {
            using var activity = Signals.StartEffect(read.Id, effect.Id, effect.Kind.ToString().ToLowerInvariant());
            var result = await TryAsync(read, effect, directory, cancellation);
            activity.End(result.GetType().Name.ToLowerInvariant());
            switch (result)
            {
                case EffectResult.Done:
                    done.Add(effect);
                    break;
                case EffectResult.Removed:
                    break;
                case EffectResult.Changed:
                    return true;
                case EffectResult.NotBefore { At: var at }:
                    await PutOffAsync(read, effect with { NextAt = at }, cancellation);
                    break;
                case EffectResult.MailFailed { Mail: var mail }:
                    await AskNextAsync(read, mail.Ref, cancellation);
                    done.Add(effect);
                    changed = true;
                    break;
                default:
                    await FailAsync(read, effect, cancellation);
                    break;
            }
        }

        return changed;
    }

    /// <summary>
    /// A message that finds its effect not yet due is gone, and only the sweep would come back to it: so a little early is on time, and
    /// a time further ahead than any wait of this effect was written by a clock that was wrong.
    /// </summary>
    private bool IsDue(Effect effect, DateTimeOffset now) =>
        effect.NextAt is not { } at || at <= now + BackOff.Skew || at > now + LongestWait(effect) + BackOff.Skew;

    private TimeSpan LongestWait(Effect effect)
    {
        var (failed, repeated) = (BackOff.AtMostAfter(effect.Attempts, options.Value), TimeSpan.FromSeconds(options.Value.RepeatMailAfterSeconds));
        return failed > repeated ? failed : repeated;
    }

    private async Task<EffectResult> TryAsync(CasePartition read, Effect effect, CommuneDirectory directory, CancellationToken cancellation)
    {
        try
        {
            return await CarryOutAsync(read, effect, directory, cancellation);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // One effect that fails must not keep the others from being carried out. The exception's text may hold addresses.
            EffectFailed(log, effect.Kind, e.GetType().Name, effect.Attempts + 1);
            return new EffectResult.Failed();
        }
    }

    private async Task<EffectResult> CarryOutAsync(CasePartition read, Effect effect, CommuneDirectory directory, CancellationToken cancellation)
    {
        switch (effect.Kind)
        {
            case EffectKind.Route:
                await changes.CommitAnnouncedAsync(read.Id, Routing.Change(read, effect, directory, time.GetUtcNow()), cancellation);
                return new EffectResult.Changed();
            case EffectKind.NotifyCoordinator:
                await changes.CommitAnnouncedAsync(read.Id, NewsForCoordinator.Change(read, effect, directory, time.GetUtcNow()), cancellation);
                return new EffectResult.Changed();
            case EffectKind.Request:
                await changes.CommitAnnouncedAsync(read.Id, ReporterRequests.Change(read, effect, directory, time.GetUtcNow()), cancellation);
                return new EffectResult.Changed();
            case EffectKind.Erase:
                await erasure.FinishAsync(read, cancellation);
                return new EffectResult.Done();
            case EffectKind.Coarsen:
                if (!read.IsErased) await erasure.CoarsenAsync(read, cancellation);
                return new EffectResult.Done();
            case EffectKind.Attachment:
                return await attachments.CarryOutAsync(read, effect, directory, cancellation);
            case EffectKind.Mail:
                return await mails.CarryOutAsync(read, effect, directory, cancellation);
            case EffectKind.Facts:
                // Every change asks for this, so the case's newest event is noted with it.
                await Task.WhenAll(
                    heads.PutAsync(Head.Of(read), cancellation),
                    read.Case.FactsFrozen ? Task.CompletedTask : facts.ReplaceAsync(FactProjection.Of(read, keys), FactProjection.OlderKeysOf(keys, read.Id, read.IncidentNumbers), cancellation));
                return new EffectResult.Done();
            case EffectKind.Due:
                await AnnounceDueAsync(read, cancellation);
                return new EffectResult.Done();
            default:
                throw new InvalidOperationException("Unknown effect.");
        }
    }

    private async Task AnnounceDueAsync(CasePartition read, CancellationToken cancellation)
    {
        if (CaseChange.NextDue(read.Items, read.Case) is not { } at) return;
        await due.PutAsync(at, read.Id, cancellation);
        await queue.SendAsync(new WorkMessage("case", read.Id.Value), at - time.GetUtcNow(), cancellation);
    }

    /// <summary>The mail to this person failed: whoever comes next is asked now, not at the deadline.</summary>
    internal async Task AskNextAsync(CasePartition earlier, string reference, CancellationToken cancellation)
    {
        if (await store.ReadAgainAsync(earlier, cancellation) is not { } read) return;
        var directory = await DirectoryAsync(read, cancellation);
        await changes.ApplyAsync(read, (now, at) => now.Mails.FirstOrDefault(m => m.Ref == reference) is { Item: { } item }
            && now.Item(item) is { } open
                ? Escalating.MoveOn(now, open, "mail-failed", directory, at)
                : null, cancellation);
    }

    private Task FailAsync(CasePartition read, Effect effect, CancellationToken cancellation)
    {
        var attempts = effect.Attempts + 1;
        if (attempts >= BackOff.AlertAfter) EffectStuck(log, effect.Kind, attempts);
        return PutOffAsync(read, effect with { Attempts = attempts, NextAt = time.GetUtcNow() + BackOff.After(attempts, options.Value) }, cancellation);
    }

    /// <summary>
    /// The message goes first, as everywhere. The other way round, whoever is killed in between leaves an effect that is not due when the
    /// message in hand comes again at once: nothing would be done, the message be gone, and only the sweep come back to it.
    /// </summary>
    private async Task PutOffAsync(CasePartition read, Effect later, CancellationToken cancellation)
    {
        await queue.SendAsync(new WorkMessage("case", read.Id.Value), later.NextAt - time.GetUtcNow(), cancellation);
        await store.ReplaceAsync(read, CaseRow.Effect(later.Id), later, cancellation);
    }

    /// <summary>A commune that is not loaded is answered for by the province.</summary>
    private async Task<CommuneDirectory> DirectoryAsync(CasePartition read, CancellationToken cancellation) =>
        await directories.GetAsync(read.Case.Commune, cancellation)
        ?? await directories.GetAsync(CommuneCode.Province, cancellation)
        ?? throw new InvalidOperationException("The directory is empty.");

    [LoggerMessage(EventId = 2001, Level = LogLevel.Warning, Message = "Effect {Kind} failed with {Error}, attempt {Attempt}")]
    private static partial void EffectFailed(ILogger log, EffectKind kind, string error, int attempt);

    [LoggerMessage(EventId = 2002, Level = LogLevel.Error, Message = "Effect {Kind} has failed {Attempts} times and goes on hourly: somebody must look")]
    private static partial void EffectStuck(ILogger log, EffectKind kind, int attempts);
}
