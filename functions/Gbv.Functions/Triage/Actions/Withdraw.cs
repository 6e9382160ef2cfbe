using Gbv.Domain.Cases;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Referrals;

namespace Gbv.Functions.Triage.Actions;

/// <summary>Stops one referral: whoever was written to is told to stop and not to make contact.</summary>
internal sealed class Withdraw : TriageAction
{
    public override string Name => "withdraw";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.IsClosed || !c.UnfinishedReferrals.Any()) yield break;
        var t = c.T;
        yield return new FormModel(Name, t["triage.withdraw.title"], t["triage.withdraw.button"],
        [
            new Choice("withdraw-item", [.. c.UnfinishedReferrals.Select(i => new Option(i.Id, $"{t.Label(i.Service!.Value, "triage")}: {c.NameOf(i.AcceptedBy ?? i.ResponderId)}"))])
            {
                Label = t["triage.withdraw.which"], Required = true,
            },
            new Line("withdraw-reason") { Label = t["triage.reason"], MaxLength = 300 },
        ]);
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        if (c.UnfinishedReferrals.FirstOrDefault(i => i.Id == form.Text("withdraw-item")) is not { } chosen)
            return ActionPlan.Wrong(new FieldError("withdraw-item", c.T["triage.withdraw.missing"]));
        var reason = form.Text("withdraw-reason", 300);
        return ActionPlan.Do((read, now) =>
        {
            if (read.Item(chosen.Id) is not { } item || !TriageCase.IsUnfinishedReferral(item)) return null;
            if (Recording.ByHolder(c.Context, read, now, EventKind.Withdrawn, item.Id) is not { } change) return null;
            Withdrawing.Stop(change, read, item);
            if (reason is not null) change.Note(NoteKind.Decision, c.Context.ActingName, reason, item.Id);
            return change;
        });
    }
}
