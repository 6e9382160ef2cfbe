using System.Globalization;
using Gbv.Domain.Cases;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Triage.Actions;

/// <summary>"Đã gọi, lúc …": calls to colleagues, and the attempts to reach the person, of which there are three at most.</summary>
internal sealed class LogCall : TriageAction
{
    private const string Staff = "staff";
    private const string Reached = "reached";
    private const string NotReached = "not-reached";

    public override string Name => "call";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.IsClosed) yield break;
        var t = c.T;
        var local = c.Now.ToVietnam();
        yield return new FormModel(Name, t["triage.call.title"], t["triage.save"],
        [
            new Choice("call-whom", [new(Staff, t["triage.call.staff"]), new(Reached, t["triage.call.reached"]), new(NotReached, t["triage.call.not-reached"])])
            {
                Label = t["triage.call.whom"], Required = true, Hint = t["triage.call.attempts", Attempts(c.Case)],
            },
            new Line("call-at-date") { Label = t["triage.when.day"], Type = "date", Required = true },
            new Line("call-at-time") { Label = t["triage.when.time"], Type = "time", Required = true },
            new LongText("call-note") { Label = t["triage.call.note"], Rows = 2, MaxLength = 1000 },
        ])
        {
            Intro = t["triage.call.intro"],
            Contact = true,
            Values = new Dictionary<string, IReadOnlyList<string>>
            {
                ["call-at-date"] = [local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
                ["call-at-time"] = [local.ToString("HH:mm", CultureInfo.InvariantCulture)],
            },
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        var whom = form.Text("call-whom");
        if (whom is not (Staff or Reached or NotReached)) return ActionPlan.Wrong(new FieldError("call-whom", c.T["triage.call.whom-missing"]));
        if (form.Moment("call-at") is not { } at || at > c.Now.AddMinutes(5)) return ActionPlan.Wrong(new FieldError("call-at-date", c.T["triage.when-wrong"]));
        if (whom == NotReached && Attempts(c.Case) >= ClosureRules.SafeAttempts) return ActionPlan.Wrong(new FieldError("call-whom", c.T["triage.call.enough"]));
        var text = $"{c.T["triage.call." + whom]}, {When.Text(c.T, at)}. {form.Text("call-note", 1000)}".TrimEnd();
        return ActionPlan.Do((read, now) =>
        {
            if (whom == NotReached && Attempts(read) >= ClosureRules.SafeAttempts) return null;
            if (Recording.ByHolder(c.Context, read, now, EventKind.Note, detail: "call:" + whom) is not { } change) return null;
            change.Note(whom == Staff ? NoteKind.Call : NoteKind.ContactAttempt, c.Context.ActingName, text, c.Item.Id);
            if (whom == NotReached)
            {
                var item = read.Item(c.Item.Id)!;
                change.Put(item with { ContactAttempts = item.ContactAttempts + 1 });
            }

            return change;
        });
    }

    /// <summary>Attempts in vain by everybody: the person's telephone does not care who rang.</summary>
    internal static int Attempts(CasePartition read) => read.Items.Sum(i => i.ContactAttempts);
}
