using Gbv.Domain.Cases;
using Gbv.Domain.Requests;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Copies;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Requests;

namespace Gbv.Functions.Triage.Actions;

/// <summary>Fetches the copy that lies ready, for printing or to look at before it is handed over. Each time is an access row.</summary>
internal sealed class FetchCopy : TriageAction
{
    public const string ToHandOver = "to-hand-over";
    public const string ToCheck = "to-check";

    public override string Name => "copy-fetch";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (CopyActions.Ready(c.Case) is not { } request) yield break;
        var t = c.T;
        yield return new FormModel(Name, t["triage.copy.title"], t["triage.copy.button"],
        [
            new Choice("copy-format", [.. CopyFile.Formats.Select(f => new Option(f, t["triage.copy.format." + f]))]) { Label = t["triage.copy.format"], Required = true },
            new Choice("copy-why", [new(ToHandOver, t["triage.copy.why.to-hand-over"]), new(ToCheck, t["triage.copy.why.to-check"])]) { Label = t["triage.copy.why"], Required = true },
        ])
        {
            Intro = t["triage.copy.intro", When.Text(t, request.At), When.Text(t, RequestRules.AnswerDue(request.At)), When.Text(t, RequestRules.CopyUntil(request.At))],
            Open = true,
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        if (form.Text("copy-format") is not { } format || !CopyFile.Formats.Contains(format)) return ActionPlan.Wrong(new FieldError("copy-format", c.T["triage.copy.format-missing"]));
        if (form.Text("copy-why") is not (ToHandOver or ToCheck)) return ActionPlan.Wrong(new FieldError("copy-why", c.T["triage.copy.why-missing"]));
        return CopyActions.Ready(c.Case) is { } request
            ? ActionPlan.Give(new FileOut("copy", form.Text("copy-why")!, CopyFile.Of(CopyMaker.Unpack(c.Case.Copy(request)), format, c.Context.Target.MailRef)))
            : ActionPlan.Wrong(new FieldError("", c.T["triage.refused"]));
    }
}

/// <summary>She has it: the copy here is deleted at once.</summary>
internal sealed class HandOverCopy : TriageAction
{
    public override string Name => "copy-handed";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (CopyActions.Ready(c.Case) is null) yield break;
        var t = c.T;
        yield return new FormModel(Name, t["triage.copy.handed.title"], t["triage.copy.handed.button"],
        [
            new Tick("copy-sure", t["triage.copy.handed.sure"]) { Required = true },
            new LongText("copy-how") { Label = t["triage.copy.handed.how"], Rows = 2, MaxLength = 500, Required = true },
        ])
        {
            Intro = t["triage.copy.handed.intro"],
            Contact = true,
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        if (!form.Ticked("copy-sure")) return ActionPlan.Wrong(new FieldError("copy-sure", c.T["triage.copy.handed.sure-missing"]));
        if (form.Text("copy-how", 500) is not { } how) return ActionPlan.Wrong(new FieldError("copy-how", c.T["triage.copy.handed.how-missing"]));
        return CopyActions.End(c, "copy-handed", "requests.copy.handed", $"{c.T["triage.copy.handed.noted"]}: {how}");
    }
}

/// <summary>It is not handed over, on one of three grounds; whoever asked in the inbox is told that a person will explain.</summary>
internal sealed class RefuseCopy : TriageAction
{
    public override string Name => "copy-refused";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (CopyActions.Ready(c.Case) is null) yield break;
        var t = c.T;
        yield return new FormModel(Name, t["triage.copy.refuse.title"], t["triage.copy.refuse.button"],
        [
            new Choice("copy-ground", [.. Enum.GetValues<CopyRefusal>().Select(g => new Option(g.Code(), t["requests.copy.ground." + g.Code()]))]) { Label = t["triage.erasure.ground"], Required = true },
            new LongText("copy-reason") { Label = t["triage.reason"], Rows = 3, MaxLength = 1000, Required = true },
        ]);
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        if (form.One<CopyRefusal>("copy-ground") is not { } ground) return ActionPlan.Wrong(new FieldError("copy-ground", c.T["triage.erasure.ground-missing"]));
        if (form.Text("copy-reason", 1000) is not { } reason) return ActionPlan.Wrong(new FieldError("copy-reason", c.T["triage.copy.refuse.reason-missing"]));
        return CopyActions.End(c, "copy-refused:" + ground.Code(), "requests.copy.refused", $"{c.T["requests.copy.ground." + ground.Code()]}: {reason}");
    }
}

/// <summary>
/// She asked a person and not the inbox: because she left no word, or because somebody else had reported. The inbox is told nothing.
/// </summary>
internal sealed class AskForCopy : TriageAction
{
    public override string Name => "copy-ask";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (CopyActions.Asked(c.Case) is not null) yield break;
        var t = c.T;
        yield return new FormModel(Name, t["triage.copy.ask.title"], t["triage.copy.ask.button"],
            [new LongText("copy-known") { Label = t["triage.copy.ask.known"], Rows = 2, MaxLength = 500, Required = true }])
        {
            Intro = t["triage.copy.ask.intro"],
            Contact = true,
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        if (form.Text("copy-known", 500) is not { } known) return ActionPlan.Wrong(new FieldError("copy-known", c.T["triage.copy.ask.known-missing"]));
        return ActionPlan.Do((read, now) =>
        {
            if (CopyActions.Asked(read) is not null || read.IsErased || !TriageCase.IsHeldBy(read.Item(c.Item.Id), c.Context.Person.Id)) return null;
            var change = new CaseChange(read, now, EventKind.Note, c.Context.Actor, c.Item.Id, "copy-asked");
            CopyRequests.Put(change, read, new() { Id = CaseChanges.NewOperation(), Kind = RequestKind.Copy, At = now, ByOffice = true }, c.Context.Directory, now);
            change.Note(NoteKind.Decision, c.Context.ActingName, $"{c.T["triage.copy.ask.noted"]}: {known}", c.Item.Id);
            return change;
        });
    }
}

/// <summary>What the four have in common. Closed cases too.</summary>
internal static class CopyActions
{
    public static ReporterRequest? Asked(CasePartition read) => read.Case.Requests.FirstOrDefault(r => r.Kind == RequestKind.Copy);

    public static ReporterRequest? Ready(CasePartition read) => Asked(read) is { ReadyAt: not null } request ? request : null;

    public static ActionPlan End(TriageCase c, string detail, string message, string note) => ActionPlan.Do((read, now) =>
    {
        if (Ready(read) is not { } request || !TriageCase.IsHeldBy(read.Item(c.Item.Id), c.Context.Person.Id)) return null;
        var change = new CaseChange(read, now, EventKind.Note, c.Context.Actor, c.Item.Id, detail);
        CopyRequests.End(change, read, request, message);
        change.Note(NoteKind.Decision, c.Context.ActingName, note, c.Item.Id);
        return change;
    });
}
