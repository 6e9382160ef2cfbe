using Gbv.Domain.Cases;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Triage.Actions;

/// <summary>A text to the reporter, readable only with the code.</summary>
internal sealed class SendMessage : TriageAction
{
    public override string Name => "message";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (!c.Record.ReceiptOpens || c.IsClosed) yield break;
        var t = c.T;
        yield return new FormModel(Name, t["triage.message.title"], t["triage.message.button"],
        [
            new LongText("message-text") { Label = t["triage.message.text"], Rows = 4, MaxLength = 2000, Required = true },
        ])
        {
            Intro = t[c.Record.IsThirdParty ? "triage.message.intro.third-party" : "triage.message.intro"],
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        if (form.Text("message-text", 2000) is not { } text) return ActionPlan.Wrong(new FieldError("message-text", c.T["triage.message.missing"]));
        return ActionPlan.Do((read, now) =>
        {
            if (!read.Case.ReceiptOpens) return null;
            var change = Recording.ByHolder(c.Context, read, now, EventKind.Message);
            change?.MessageToReporter(text);
            return change;
        });
    }
}

/// <summary>Tells the Chairman, who answers for every report (Law 13/2022 Art. 20): reference and urgency only.</summary>
internal sealed class TellChairman : TriageAction
{
    public const string Told = "chairman-told";

    public override string Name => "chairman";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.IsClosed || c.Roster.Chairman() is not { } chairman || IsTold(c.Case)) yield break;
        yield return new FormModel(Name, c.T["triage.chairman.title"], c.T["triage.chairman.button"], []) { Intro = c.T["triage.chairman.intro", chairman.Name] };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form) => ActionPlan.Do((read, now) =>
    {
        if (Conflicts.RosterOf(read, c.Context.Directory).Chairman() is not { } chairman || IsTold(read)) return null;
        var change = Recording.ByHolder(c.Context, read, now, EventKind.Note, detail: Told);
        change?.Mail(CaseMailKind.Notice, chairman.Id, null);
        return change;
    });

    internal static bool IsTold(CasePartition read) => read.Events.Any(e => e is { Kind: EventKind.Note, Detail: Told });
}
