using System.Globalization;
using Gbv.Domain.Cases;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Triage.Actions;

/// <summary>One more incident of the same person: counted on its own, classified on its own.</summary>
internal sealed class AddIncident : TriageAction
{
    public override string Name => "incident";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.IsClosed || c.Record.TriagedAt is null) yield break;
        var t = c.T;
        yield return new FormModel(Name, t["triage.incident.title"], t["triage.incident.button"],
        [
            new Line("incident-day") { Label = t["triage.classify.day"], Type = "date" },
            new LongText("incident-note") { Label = t["triage.incident.note"], Rows = 3, Required = true, MaxLength = 2000 },
        ])
        {
            Intro = t["triage.incident.intro"],
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        var day = form.Date("incident-day");
        if (day > c.Now.VietnamDate() || (day is null && form.Text("incident-day") is not null))
            return ActionPlan.Wrong(new FieldError("incident-day", c.T["triage.date-wrong"]));
        if (form.Text("incident-note", 2000) is not { } note) return ActionPlan.Wrong(new FieldError("incident-note", c.T["triage.incident.note-missing"]));
        return ActionPlan.Do((read, now) =>
        {
            var number = read.Incidents.Count + 1;
            var name = number.ToString(CultureInfo.InvariantCulture);
            if (Recording.ByHolder(c.Context, read, now, EventKind.Triaged, detail: name + ":added") is not { } change) return null;
            change.Put(new Incident { Number = number, Classification = new Classification { HappenedOn = day } });
            change.Note(NoteKind.Note, c.Context.ActingName, c.T["triage.incident.noted", name, note], c.Item.Id);
            return change;
        });
    }
}
