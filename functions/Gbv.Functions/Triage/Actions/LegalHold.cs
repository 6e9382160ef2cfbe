using Gbv.Domain.Cases;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Triage.Actions;

/// <summary>Where the law demands that a case is kept, neither time nor a request erases it; set by whoever leads it, with a reason.</summary>
internal sealed class SetHold : TriageAction
{
    public override string Name => "hold";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.Record.HeldSince is not null) yield break;
        yield return new FormModel(Name, c.T["triage.hold.title"], c.T["triage.hold.button"], [LegalHold.Reason(c)]) { Intro = c.T["triage.hold.intro"] };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form) => LegalHold.Plan(c, form, held: true);
}

/// <summary>The law no longer demands it: the case goes its way again.</summary>
internal sealed class LiftHold : TriageAction
{
    public override string Name => "lift-hold";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.Record.HeldSince is not { } since) yield break;
        yield return new FormModel(Name, c.T["triage.lift.title"], c.T["triage.lift.button"], [LegalHold.Reason(c)])
        {
            Intro = c.T["triage.lift.intro", When.Text(c.T, since)],
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form) => LegalHold.Plan(c, form, held: false);
}

/// <summary>What setting and lifting have in common. Closed cases too: that is when time runs.</summary>
internal static class LegalHold
{
    private const string Field = "hold-reason";

    public static LongText Reason(TriageCase c) => new(Field) { Label = c.T["triage.reason"], Required = true, Rows = 3, MaxLength = 1000 };

    public static ActionPlan Plan(TriageCase c, FormValues form, bool held)
    {
        if (form.Text(Field, 1000) is not { } reason) return ActionPlan.Wrong(new FieldError(Field, c.T["triage.hold.reason-missing"]));
        return ActionPlan.Do((read, now) =>
        {
            if (read.Case.HeldSince is not null == held || read.IsErased || !TriageCase.IsHeldBy(read.Item(c.Context.Target.Item), c.Context.Person.Id)) return null;
            var change = new CaseChange(read, now, EventKind.Note, c.Context.Actor, c.Item.Id, held ? "hold" : "hold-lifted");
            change.Case = change.Case with { HeldSince = held ? now : null };
            change.Note(NoteKind.Decision, c.Context.ActingName, $"{c.T[held ? "triage.hold.noted" : "triage.lift.noted"]}: {reason}", c.Item.Id);
            return change;
        });
    }
}
