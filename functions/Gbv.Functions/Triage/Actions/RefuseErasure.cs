using Gbv.Domain.Cases;
using Gbv.Domain.Requests;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Triage.Actions;

/// <summary>An erasure that was asked for goes its way by itself; it is refused on a lawful ground only, which the reporter is told.</summary>
internal sealed class RefuseErasure : TriageAction
{
    public override string Name => "refuse-erasure";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (Asked(c.Case) is not { DueAt: { } due } request) yield break;
        var t = c.T;
        yield return new FormModel(Name, t["triage.erasure.title"], t["triage.erasure.button"],
        [
            new Choice("erasure-ground", [.. Enum.GetValues<ErasureRefusal>().Select(g => new Option(g.Code(), t["requests.erasure.ground." + g.Code()]))])
            {
                Label = t["triage.erasure.ground"], Required = true,
            },
            new LongText("erasure-reason") { Label = t["triage.reason"], Required = true, Rows = 3, MaxLength = 1000 },
        ])
        {
            Intro = t["triage.erasure.intro", When.Text(t, request.At), When.Text(t, due), When.Text(t, RequestRules.AnswerDue(request.At))],
            Open = true,
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        if (form.One<ErasureRefusal>("erasure-ground") is not { } ground) return ActionPlan.Wrong(new FieldError("erasure-ground", c.T["triage.erasure.ground-missing"]));
        if (form.Text("erasure-reason", 1000) is not { } reason) return ActionPlan.Wrong(new FieldError("erasure-reason", c.T["triage.erasure.reason-missing"]));
        return ActionPlan.Do((read, now) =>
        {
            if (Asked(read) is not { } request || !TriageCase.IsHeldBy(read.Item(c.Context.Target.Item), c.Context.Person.Id)) return null;
            var change = new CaseChange(read, now, EventKind.Note, c.Context.Actor, c.Item.Id, "erasure-refused:" + ground.Code());
            change.Remove(request);
            change.Note(NoteKind.Decision, c.Context.ActingName, $"{c.T["requests.erasure.ground." + ground.Code()]}: {reason}", c.Item.Id);
            if (read.Case.ReceiptOpens) change.MessageToReporter(Texts.For(read.Case.Language)["requests.erasure.refused." + ground.Code()]);
            return change;
        });
    }

    private static ReporterRequest? Asked(CasePartition read) => read.Case.Requests.FirstOrDefault(r => r.Kind == RequestKind.Erasure);
}
