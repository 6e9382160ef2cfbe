using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Referrals;

namespace Gbv.Functions.Triage.Actions;

/// <summary>
/// Closes with a reason. "Not GBV", "duplicate" and "transferred" would make a case disappear, so that they wait for the
/// stand-in and count as open until then (domain §3).
/// </summary>
internal sealed class CloseCase : TriageAction
{
    public override string Name => "close";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.IsClosed || c.PendingClosure is not null) yield break;
        var t = c.T;
        List<Field> fields =
        [
            new Choice("close-reason", [.. Enum.GetValues<ClosureReason>().Select(r => new Option(r.Code(), t.Label(r, "triage"), ClosureRules.NeedsSecondPerson(r) ? t["triage.close.second"] : null))])
            {
                Label = t["triage.close.reason"], Required = true,
            },
            new LongText("close-note") { Label = t["triage.close.note"], Hint = t["triage.close.note.hint"], Rows = 3, MaxLength = 2000 },
        ];
        if (c.UnfinishedReferrals.Any()) fields.Add(new Tick("close-stop", t["triage.close.stop", c.UnfinishedReferrals.Count()]));
        yield return new FormModel(Name, t["triage.close.title"], t["triage.close.button"], fields);
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        var t = c.T;
        if (form.One<ClosureReason>("close-reason") is not { } reason) return ActionPlan.Wrong(new FieldError("close-reason", t["triage.close.reason-missing"]));
        var note = form.Text("close-note", 2000);
        var second = ClosureRules.NeedsSecondPerson(reason);
        if (!ClosureRules.MayClose(reason, LogCall.Attempts(c.Case))) return ActionPlan.Wrong(new FieldError("close-reason", t["triage.close.attempts-missing"]));
        if (!second && c.Record.TriagedAt is null) return ActionPlan.Wrong(new FieldError("close-reason", t["triage.close.classify-first"]));
        if (reason == ClosureReason.NotGbv && !IsNotGbv(c.Case)) return ActionPlan.Wrong(new FieldError("close-reason", t["triage.close.not-gbv-first"]));
        if (second && note is null) return ActionPlan.Wrong(new FieldError("close-note", t["triage.close.note-missing"]));
        if (c.UnfinishedReferrals.Any() && !form.Ticked("close-stop")) return ActionPlan.Wrong(new FieldError("close-stop", t["triage.close.stop-missing"]));
        if (second && c.Roster.Confirmer(c.Context.Person.Id) is null) return ActionPlan.Wrong(new FieldError("close-reason", t["triage.close.nobody"]));
        return ActionPlan.Do((read, now) => second ? Ask(c, read, now, reason, note!) : Close(c, read, now, reason, note));
    }

    private static CaseChange? Close(TriageCase c, CasePartition read, DateTimeOffset now, ClosureReason reason, string? note)
    {
        if (CaseTransitions.TryMove(read.Case.State, CaseAction.Close) is null) return null;
        if (Recording.ByHolder(c.Context, read, now, EventKind.Closed, detail: reason.Code()) is not { } change) return null;
        if (note is not null) change.Note(NoteKind.Decision, c.Context.ActingName, note, c.Item.Id);
        Finish(change, read, now, reason);
        return change;
    }

    private static CaseChange? Ask(TriageCase c, CasePartition read, DateTimeOffset now, ClosureReason reason, string note)
    {
        if (CaseTransitions.TryMove(read.Case.State, CaseAction.Close) is null) return null;
        if (read.Items.Any(i => i is { Kind: ItemKind.Confirmation, Hold: null } && (i.IsOpen || i.IsHeld))) return null;
        if (Conflicts.RosterOf(read, c.Context.Directory) is not { } roster || roster.Confirmer(c.Context.Person.Id) is not { } confirmer) return null;
        if (Recording.ByHolder(c.Context, read, now, EventKind.Closed, detail: reason.Code() + ":unconfirmed") is not { } change) return null;
        var asked = Routing.Add(change, read, new PlannedItem
        {
            Kind = ItemKind.Confirmation,
            ResponderId = confirmer.Id,
            BackupId = Backup(roster, confirmer, c.Context.Person)?.Id,
            Basis = Basis.Coordination,
        }, read.Case.Urgency, c.Context.Directory, now, [c.Context.Person.Id]);
        change.Put(asked with { Closure = reason });
        change.Note(NoteKind.Decision, c.Context.ActingName, note, asked.Id);
        change.Case = change.Case with { Closure = reason, ClosureConfirmed = false };
        return change;
    }

    /// <summary>Ends the case and all that is still going on in it.</summary>
    internal static void Finish(CaseChange change, CasePartition read, DateTimeOffset now, ClosureReason reason)
    {
        foreach (var item in read.Items.Where(TriageCase.IsUnfinishedReferral)) Withdrawing.Stop(change, read, item);
        foreach (var item in read.Items.Where(i => i.Kind == ItemKind.Triage))
        {
            if (item.IsHeld) change.Put(item with { State = ItemState.Completed, CompletedAt = now, TakeBack = null });
            else if (item.IsOpen) Withdrawing.Stop(change, read, item);
        }

        change.Case = change.Case with { Closure = reason, ClosureConfirmed = true, ClosedAt = now };
        change.Move(CaseAction.Close);
    }

    /// <summary>Who is asked after the second person, and is not the first.</summary>
    internal static DirectoryEntry? Backup(Roster roster, DirectoryEntry confirmer, DirectoryEntry closer) =>
        roster.CoordinatorBackup(confirmer) is { } backup && backup.Id != closer.Id ? backup
            : roster.ProvinceCoordinator() is { } above && above.Id != closer.Id && above.Id != confirmer.Id ? above : null;

    private static bool IsNotGbv(CasePartition read) => read.Incidents.All(i => i.Classification?.CoreType == CoreType.NotGbv);
}

/// <summary>Something came up again: the case goes on where it ended.</summary>
internal sealed class ReopenCase : TriageAction
{
    public override string Name => "reopen";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (!c.IsClosed) yield break;
        yield return new FormModel(Name, c.T["triage.reopen.title"], c.T["triage.reopen.button"],
            [new Line("reopen-reason") { Label = c.T["triage.reason"], Required = true, MaxLength = 300 }])
        { Open = true };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        if (form.Text("reopen-reason", 300) is not { } reason) return ActionPlan.Wrong(new FieldError("reopen-reason", c.T["triage.reopen.missing"]));
        return ActionPlan.Do((read, now) =>
        {
            if (!TriageCase.IsHeldBy(read.Item(c.Item.Id), c.Context.Person.Id)) return null;
            if (CaseTransitions.TryMove(read.Case.State, CaseAction.Reopen) is null) return null;
            var change = new CaseChange(read, now, EventKind.Reopened, c.Context.Actor, c.Item.Id);
            change.Note(NoteKind.Decision, c.Context.ActingName, reason, c.Item.Id);
            change.Case = change.Case with { Closure = null, ClosureConfirmed = false, ClosedAt = null };
            change.Move(CaseAction.Reopen);
            return change;
        });
    }
}
