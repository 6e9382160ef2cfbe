using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Triage.Actions;

/// <summary>Staff raise the urgency, and lower it only with a reason (domain §3). Raising it also hurries what nobody has accepted yet.</summary>
internal sealed class SetUrgency : TriageAction
{
    public override string Name => "urgency";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.IsClosed) yield break;
        var t = c.T;
        yield return new FormModel(Name, t["triage.urgency.title", t.Label(c.Record.Urgency, "triage")], t["triage.save"],
        [
            new Choice("urgency", [.. Enum.GetValues<Urgency>().Reverse().Select(u => new Option(u.Code(), t.Label(u, "triage")))]) { Label = t["triage.urgency.level"], Required = true },
            new LongText("urgency-reason") { Label = t["triage.urgency.reason"], Hint = t["triage.urgency.reason.hint"], Rows = 2, MaxLength = 1000 },
        ])
        {
            Values = new Dictionary<string, IReadOnlyList<string>> { ["urgency"] = [c.Record.Urgency.Code()] },
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        if (form.One<Urgency>("urgency") is not { } urgency || urgency == c.Record.Urgency)
            return ActionPlan.Wrong(new FieldError("urgency", c.T["triage.urgency.same"]));
        var reason = form.Text("urgency-reason", 1000);
        if (urgency < c.Record.Urgency && reason is null) return ActionPlan.Wrong(new FieldError("urgency-reason", c.T["triage.urgency.reason-missing"]));
        return ActionPlan.Do((read, now) => Change(c, read, now, urgency, reason));
    }

    private static CaseChange? Change(TriageCase c, CasePartition read, DateTimeOffset now, Urgency urgency, string? reason)
    {
        var before = read.Case.Urgency;
        if (urgency == before || (urgency < before && reason is null)) return null;
        if (Recording.ByHolder(c.Context, read, now, EventKind.UrgencyChanged, detail: $"{before.Code()}:{urgency.Code()}") is not { } change) return null;
        change.Case = change.Case with { Urgency = urgency };
        var words = c.T["triage.urgency.noted", c.T.Label(before, "triage"), c.T.Label(urgency, "triage")];
        change.Note(NoteKind.Decision, c.Context.ActingName, reason is null ? words : $"{words} {reason}", c.Item.Id);

        // Lowering never slows down people who were already called.
        foreach (var item in read.Items.Where(i => i.IsOpen && i.Urgency < urgency))
        {
            var sooner = Escalation.StepTime(item.Kind, urgency, now, 1, WorkCalendar.Default);
            change.Put(item with { Urgency = urgency, NextDueAt = item.NextDueAt < sooner ? item.NextDueAt : sooner, Deadline = item.Deadline < sooner ? item.Deadline : sooner });
        }

        return change;
    }
}
