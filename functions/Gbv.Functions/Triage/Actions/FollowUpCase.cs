using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Triage.Actions;

/// <summary>Help was given and nobody is at work any more, but somebody keeps an eye on it: follow-up, before the end (domain §3 "Case states").</summary>
internal sealed class FollowUpCase : TriageAction
{
    public override string Name => "follow-up";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (!MayFollowUp(c.Case) || c.PendingClosure is not null) yield break;
        var t = c.T;
        yield return new FormModel(Name, t["triage.follow-up.title"], t["triage.follow-up.button"],
            [new LongText("follow-up-note") { Label = t["triage.follow-up.note"], Rows = 3, MaxLength = 1000 }])
        {
            Intro = t["triage.follow-up.intro"],
            Open = c.Case.Items.Any(i => i.Kind == ItemKind.Referral),
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        var note = form.Text("follow-up-note", 1000);
        return ActionPlan.Do((read, now) =>
        {
            if (!MayFollowUp(read) || Recording.ByHolder(c.Context, read, now, EventKind.Note, detail: Name) is not { } change) return null;
            if (note is not null) change.Note(NoteKind.Note, c.Context.ActingName, note, c.Item.Id);
            change.Move(CaseAction.FollowUp);
            return change;
        });
    }

    private static bool MayFollowUp(CasePartition read) =>
        CaseTransitions.TryMove(read.Case.State, CaseAction.FollowUp) is not null && !read.Items.Any(TriageCase.IsUnfinishedReferral);
}
