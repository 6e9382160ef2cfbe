using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Referrals;

namespace Gbv.Functions.Responders.Referral;

/// <summary>
/// What a responder's clicks do to a case: each makes one change from the state just read, or null where that state does not
/// allow it (any more). Times of first help and the reporter's status follow from the items.
/// </summary>
internal sealed class ReferralChanges(string itemId, DirectoryEntry person, string actingName)
{
    private readonly Actor actor = Actor.Person(person.Id);

    public CaseChange? Accept(CasePartition read, DateTimeOffset now)
    {
        if (read.Item(itemId) is not { } item || ItemTransitions.TryMove(item.State, ItemAction.Accept) is not { } next) return null;
        var change = Begin(read, now, EventKind.Accepted);
        change.Put(item with
        {
            State = next,
            AcceptedBy = person.Id,
            AcceptedAt = now,
            NextDueAt = null,
            TakeBack = new(item.State, person.Id, now, item.NextDueAt),
        });
        return Finish(change, read);
    }

    /// <summary>Before acceptance whoever was asked may decline; after it only who accepted.</summary>
    public CaseChange? Decline(CasePartition read, DateTimeOffset now, DeclineReason reason, CommuneDirectory directory)
    {
        if (read.Item(itemId) is not { } item || !MayAct(item)) return null;
        var change = Begin(read, now, EventKind.Declined, reason.Code());
        DeclineOne(change, read, item, reason, directory, now);

        // Who knows the people involved must not get at them by another item of the same case; what somebody else holds stays there.
        if (reason == DeclineReason.Conflict)
            foreach (var other in read.Items.Where(i => i.Id != itemId && (i.IsOpen ? i.ResponderId == person.Id : i.IsHeld && i.AcceptedBy == person.Id)))
                DeclineOne(change, read, other, reason, directory, now);

        return Finish(change, read);
    }

    public CaseChange? Progress(CasePartition read, DateTimeOffset now, string text) =>
        Work(read, now, "note", NoteKind.Note, text, item => item);

    /// <summary>One try to reach the person; three that failed are the most (domain §3 "Safe contact").</summary>
    public CaseChange? Attempt(CasePartition read, DateTimeOffset now, AttemptResult result, string text) => Work(
        read, now, "attempt-" + result.Code(), NoteKind.ContactAttempt, text,
        item => item.ContactAttempts >= ClosureRules.SafeAttempts ? null
            : result == AttemptResult.Reached ? item : item with { ContactAttempts = item.ContactAttempts + 1 });

    public CaseChange? AddMeasure(CasePartition read, DateTimeOffset now, Measure measure, string text) => Work(
        read, now, "measure-" + measure.Code(), NoteKind.Measure, text,
        item => item.Service == Service.Police ? item with { Measures = [.. item.Measures.Append(measure).Distinct()] } : null);

    /// <summary>Help was given; where it was not what was asked for, or more is needed, somebody has to arrange that.</summary>
    public CaseChange? Complete(CasePartition read, DateTimeOffset now, IReadOnlyList<Service> given, bool needsMore, string? text)
    {
        var change = End(read, now, ItemAction.Complete, "completed", text, item => item with { ServicesGiven = given });
        if (change is not null && (needsMore || (read.Item(itemId)?.Service is { } asked && !given.Contains(asked)))) change.TellCoordinator("needs-more");
        return change;
    }

    public CaseChange? NotPossible(CasePartition read, DateTimeOffset now, NotPossibleReason reason, string? text)
    {
        var change = End(read, now, ItemAction.FindNotPossible, "not-possible-" + reason.Code(), text, item => item);
        change?.TellCoordinator("not-possible");
        return change;
    }

    /// <summary>Back to before the last click, within ten minutes; whoever was asked instead is told to stop.</summary>
    public CaseChange? TakeBack(CasePartition read, DateTimeOffset now)
    {
        if (read.Item(itemId) is not { } item || Back(read, item, person.Id, now) is not { } state) return null;
        var change = Begin(read, now, EventKind.TakenBack, $"{item.State.Code()}-{state.Code()}");
        foreach (var successor in Successors(read, item).Where(i => i.IsOpen))
        {
            change.Put(successor with { State = ItemState.Withdrawn, NextDueAt = null });
            foreach (var told in read.Mails.Where(m => m.Item == successor.Id).Select(m => m.PersonId).Distinct())
                change.Mail(CaseMailKind.Withdrawal, told, successor.Id);
        }

        var waits = ItemTransitions.IsWaiting(state);
        change.Put(item with
        {
            State = state,
            AcceptedBy = waits ? null : person.Id,
            AcceptedAt = waits ? null : item.AcceptedAt,
            NextDueAt = waits ? item.TakeBack!.NextDueAt : null,
            DeclinedBy = [.. item.DeclinedBy.Where(p => p != person.Id)],
            LastDecline = item.State == ItemState.Declined ? null : item.LastDecline,
            CompletedAt = null,
            ServicesGiven = [],
            TakeBack = null,
        });
        return Finish(change, read);
    }

    /// <summary>The state that this person's last click can be taken back to at this moment, or null.</summary>
    public static ItemState? Back(CasePartition read, WorkItem item, string personId, DateTimeOffset now) =>
        item.TakeBack is { } click && click.By == personId
            ? ItemTransitions.TryTakeBack(item.State, click.From, click.At, now, item.LastDecline, Successors(read, item).Any(i => i.AcceptedBy is not null))
            : null;

    /// <summary>The items that the same task became after it was declined.</summary>
    internal static IEnumerable<WorkItem> Successors(CasePartition read, WorkItem item) =>
        item is { State: ItemState.Declined, TakeBack: { } click }
            ? read.Items.Where(i => i.Id != item.Id && i.Kind == item.Kind && i.Service == item.Service && i.CreatedAt >= click.At && i.DeclinedBy.Contains(click.By))
            : [];

    private bool MayAct(WorkItem item) => item.IsOpen || (item.IsHeld && item.AcceptedBy == person.Id);

    private void DeclineOne(CaseChange change, CasePartition read, WorkItem item, DeclineReason reason, CommuneDirectory directory, DateTimeOffset now)
    {
        // Whoever was only called besides (duty officer, backup, province) must not take the task away from the one it was given to.
        if (item.IsOpen && item.ResponderId != person.Id)
        {
            var without = item with { DeclinedBy = [.. item.DeclinedBy.Append(person.Id).Distinct()], LastDecline = reason };
            change.Put(Escalating.AddStep(change, read, without, Math.Max(1, item.NextStep), directory, now));
            return;
        }

        var declined = item with
        {
            State = ItemState.Declined,
            AcceptedBy = null,
            DeclinedBy = [.. item.DeclinedBy.Append(person.Id).Distinct()],
            LastDecline = reason,
            NextDueAt = null,
            TakeBack = reason == DeclineReason.Conflict ? null : new(item.State, person.Id, now, item.NextDueAt),
        };
        change.Put(declined);

        // Somebody helps already: asking a second one would tell more people than needed, so whoever leads the case decides.
        if ((reason == DeclineReason.AlreadyHelping && item.Kind == ItemKind.Referral) || Escalating.PassOn(change, read, declined, directory, now) is null)
            change.TellCoordinator("declined");
    }

    private CaseChange? Work(CasePartition read, DateTimeOffset now, string detail, NoteKind kind, string text, Func<WorkItem, WorkItem?> edit)
    {
        if (read.Item(itemId) is not { IsHeld: true } item || item.AcceptedBy != person.Id
            || ItemTransitions.TryMove(item.State, ItemAction.Progress) is not { } next || edit(item) is not { } edited) return null;
        var change = Begin(read, now, EventKind.Progress, detail);
        change.Note(kind, actingName, text, itemId);
        change.Put(edited with { State = next, TakeBack = next == item.State ? null : new(item.State, person.Id, now, null) });
        return Finish(change, read);
    }

    private CaseChange? End(CasePartition read, DateTimeOffset now, ItemAction action, string detail, string? text, Func<WorkItem, WorkItem> edit)
    {
        if (read.Item(itemId) is not { IsHeld: true } item || item.AcceptedBy != person.Id
            || ItemTransitions.TryMove(item.State, action) is not { } next) return null;
        var change = Begin(read, now, EventKind.Outcome, detail);
        if (!string.IsNullOrWhiteSpace(text)) change.Note(NoteKind.Service, actingName, text, itemId);
        change.Put(edit(item) with { State = next, CompletedAt = now, TakeBack = new(item.State, person.Id, now, null) });
        return Finish(change, read);
    }

    /// <summary>At a shared mailbox the event names the mailbox; who of the office it was stands in a sealed note.</summary>
    private CaseChange Begin(CasePartition read, DateTimeOffset now, EventKind kind, string? detail = null)
    {
        var change = new CaseChange(read, now, kind, actor, itemId, detail);
        if (person.SharedMailbox) change.Note(NoteKind.Decision, actingName, kind.Code(), itemId);
        return change;
    }

    private static CaseChange Finish(CaseChange change, CasePartition read)
    {
        var referrals = change.Items.Where(i => i.Kind == ItemKind.Referral).ToList();
        var helped = referrals.Any(i => i.IsHeld || i.State == ItemState.Completed);
        change.Case = change.Case with
        {
            FirstAcceptedAt = referrals.Where(i => i.AcceptedBy is not null).Min(i => i.AcceptedAt),
            FirstServiceAt = referrals.Where(i => i.ServicesGiven.Count > 0).Min(i => i.CompletedAt),
            PublicStatus = PublicStatusRule.Of(read.Case.State, helped, read.Case.IsThirdParty),
        };
        return change;
    }
}

/// <summary>What became of one try to reach the person.</summary>
internal enum AttemptResult { Reached, NoAnswer, SomebodyElse }

/// <summary>Why nothing could be done; her free decision is no failure (domain §2, a1).</summary>
internal enum NotPossibleReason { NotReached, HerDecision, OtherServiceNeeded, Other }
