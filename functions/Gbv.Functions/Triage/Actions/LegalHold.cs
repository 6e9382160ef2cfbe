using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Retention;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Referrals;
using Gbv.Functions.Responders;

namespace Gbv.Functions.Triage.Actions;

/// <summary>Where the law demands that a case is kept, neither time nor a request erases it; asked for by whoever leads it, with a reason.</summary>
internal sealed class SetHold : TriageAction
{
    public override string Name => "hold";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.Record.HeldSince is not null || c.PendingHold is not null) yield break;
        yield return new FormModel(Name, c.T["triage.hold.title"], c.T["triage.hold.button"], [LegalHold.Reason(c)]) { Intro = c.T["triage.hold.intro"] };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form) => LegalHold.Plan(c, form, HoldChange.Place);
}

/// <summary>The law no longer demands it: the case goes its way again.</summary>
internal sealed class LiftHold : TriageAction
{
    public override string Name => "lift-hold";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.Record.HeldSince is not { } since || c.PendingHold is not null) yield break;
        yield return new FormModel(Name, c.T["triage.lift.title"], c.T["triage.lift.button"], [LegalHold.Reason(c)])
        {
            Intro = c.T["triage.lift.intro", When.Text(c.T, since)],
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form) => LegalHold.Plan(c, form, HoldChange.Lift);
}

/// <summary>
/// Four eyes: one person asks, another confirms, as with a closing. A hold that is asked for keeps the case for some days already; one
/// that is to end holds until the second person agrees. Closed cases too: that is when time runs.
/// </summary>
internal static class LegalHold
{
    public const string Asked = "hold-asked";
    public const string LiftAsked = "hold-lift-asked";

    private const string Field = "hold-reason";

    public static LongText Reason(TriageCase c) => new(Field) { Label = c.T["triage.reason"], Required = true, Rows = 3, MaxLength = 1000 };

    public static WorkItem? Pending(CasePartition read) =>
        read.Items.LastOrDefault(i => i is { Kind: ItemKind.Confirmation, Hold: not null } && (i.IsOpen || i.IsHeld));

    public static ActionPlan Plan(TriageCase c, FormValues form, HoldChange hold)
    {
        if (form.Text(Field, 1000) is not { } reason) return ActionPlan.Wrong(new FieldError(Field, c.T["triage.hold.reason-missing"]));
        if (c.Roster.Confirmer(c.Context.Person.Id) is null) return ActionPlan.Wrong(new FieldError(Field, c.T["triage.close.nobody"]));
        return ActionPlan.Do((read, now) => Ask(c, read, now, reason, hold));
    }

    /// <summary>The second person agrees.</summary>
    public static CaseChange Confirm(ItemContext context, CasePartition read, WorkItem item, HoldChange hold, DateTimeOffset now)
    {
        var placed = hold == HoldChange.Place;
        var change = new CaseChange(read, now, EventKind.Note, context.Actor, item.Id, placed ? "hold" : "hold-lifted");
        change.Case = change.Case with { HeldSince = placed ? now : null, HoldAskedAt = null };
        change.Note(NoteKind.Decision, context.ActingName, context.T[placed ? "triage.hold.noted" : "triage.lift.noted"], item.Id);
        return change;
    }

    /// <summary>The second person does not agree: it stays as it was before somebody asked.</summary>
    public static CaseChange Reject(ItemContext context, CasePartition read, WorkItem item, HoldChange hold, DateTimeOffset now)
    {
        var change = new CaseChange(read, now, EventKind.Note, context.Actor, item.Id, (hold == HoldChange.Place ? Asked : LiftAsked) + ":rejected");
        change.Case = change.Case with { HoldAskedAt = null };
        return change;
    }

    private static CaseChange? Ask(TriageCase c, CasePartition read, DateTimeOffset now, string reason, HoldChange hold)
    {
        var place = hold == HoldChange.Place;
        if (read.Case.HeldSince is not null == place || read.IsErased || Pending(read) is not null) return null;
        if (!TriageCase.IsHeldBy(read.Item(c.Context.Target.Item), c.Context.Person.Id)) return null;
        var roster = Conflicts.RosterOf(read, c.Context.Directory);
        if (roster.Confirmer(c.Context.Person.Id) is not { } confirmer) return null;
        var change = new CaseChange(read, now, EventKind.Note, c.Context.Actor, c.Item.Id, place ? Asked : LiftAsked);
        if (place) change.Case = change.Case with { HoldAskedAt = now };

        // Nobody is in danger by it: office hours, whatever the case's urgency.
        var asked = Routing.Add(change, read, new PlannedItem
        {
            Kind = ItemKind.Confirmation,
            ResponderId = confirmer.Id,
            BackupId = CloseCase.Backup(roster, confirmer, c.Context.Person)?.Id,
            Basis = Basis.Coordination,
        }, Urgency.Normal, c.Context.Directory, now, [c.Context.Person.Id]);
        change.Put(asked with { Hold = hold });
        change.Note(NoteKind.Decision, c.Context.ActingName, $"{c.T[place ? "triage.hold.asked" : "triage.lift.asked"]}: {reason}", asked.Id);
        return change;
    }
}
