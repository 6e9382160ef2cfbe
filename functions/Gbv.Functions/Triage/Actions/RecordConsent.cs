using System.Globalization;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Referrals;

namespace Gbv.Functions.Triage.Actions;

/// <summary>
/// What she said to each service, asked by a safe contact: who said it, how and when stand beside it (domain §3 "Consent"). Her own no
/// holds at once, also for what is urgent: a named person has spoken with her.
/// </summary>
internal sealed class RecordConsent : TriageAction
{
    private static readonly IReadOnlyList<Service> Asked = [.. Enum.GetValues<Service>().Where(s => s != Service.Police)];

    public override string Name => "consent";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.IsClosed) yield break;
        var t = c.T;
        Option[] services = [.. Asked.Select(s => new Option(s.Code(), t.Label(s, "triage")))];
        var local = c.Now.ToVietnam();
        yield return new FormModel(Name, t["triage.consent.title"], t["triage.save"],
        [
            new Several("consent-yes", services) { Label = t["triage.consent.yes"] },
            new Choice("consent-police",
            [
                .. Enum.GetValues<PoliceConsent>().Select(p => new Option(p.Code(), t.Label(p, "triage"))), new("no", t["triage.consent.police.no"]),
            ]) { Label = t["triage.consent.police"], Hint = t["triage.consent.police.hint"] },
            new Several("consent-no", services) { Label = t["triage.consent.no"], Hint = t["triage.consent.no.hint"] },
            new Choice("consent-who", [new("person", t["triage.consent.who.person"]), new("representative", t["triage.consent.who.representative"])])
            {
                Label = t["triage.consent.who"], Required = true,
            },
            new Line("consent-how") { Label = t["triage.consent.how"], Hint = t["triage.consent.how.hint"], Required = true, MaxLength = 300 },
            new Line("consent-at-date") { Label = t["triage.when.day"], Type = "date", Required = true },
            new Line("consent-at-time") { Label = t["triage.when.time"], Type = "time", Required = true },
        ])
        {
            Intro = t["triage.consent.intro"],
            Contact = true,
            Open = IsDue(c),
            Values = new Dictionary<string, IReadOnlyList<string>>
            {
                ["consent-at-date"] = [local.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)],
                ["consent-at-time"] = [local.ToString("HH:mm", CultureInfo.InvariantCulture)],
            },
        };
    }

    /// <summary>Classified, nobody asked for help yet, and she has not been asked: nothing can go on before that.</summary>
    internal static bool IsDue(TriageCase c) =>
        c.Record.TriagedAt is not null && c.Consents.Given.Count == 0
        && !c.Case.Items.Any(i => i.Kind == ItemKind.Referral) && !c.Case.Events.Any(e => e.Kind == EventKind.ConsentRecorded);

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        var t = c.T;
        var (yes, no) = (form.Several<Service>("consent-yes"), form.Several<Service>("consent-no").ToList());
        var police = form.One<PoliceConsent>("consent-police");
        if (form.Text("consent-police") == "no") no.Add(Service.Police);
        List<FieldError> errors = [];
        if (yes.Count == 0 && no.Count == 0 && police is null) errors.Add(new("consent-yes", t["triage.consent.nothing"]));
        if (yes.Intersect(no).Any()) errors.Add(new("consent-no", t["triage.consent.both"]));
        if (form.Text("consent-who") is not ("person" or "representative")) errors.Add(new("consent-who", t["triage.consent.who-missing"]));
        if (form.Text("consent-how", 300) is null) errors.Add(new("consent-how", t["triage.consent.how-missing"]));
        if (form.Moment("consent-at") is not { } at || at > c.Now.AddMinutes(5)) errors.Add(new("consent-at-date", t["triage.when-wrong"]));
        if (errors.Count > 0) return ActionPlan.Wrong([.. errors]);

        var detail = Consents.Detail(yes, police, no);
        var words = Words(t, form, yes, police, no);
        // A representative may be the one who harms: what they say is noted, and ends nothing by itself.
        var herOwn = form.Text("consent-who") == "person";
        return ActionPlan.Do((read, now) =>
        {
            if (Recording.ByHolder(c.Context, read, now, EventKind.ConsentRecorded, detail: detail) is not { } change) return null;
            if (herOwn) NewestWord.Follow(change, read, yes, police, no);
            change.Note(NoteKind.Consent, c.Context.ActingName, words, c.Item.Id);
            return change;
        });
    }

    private static string Words(Texts t, FormValues form, IReadOnlyList<Service> yes, PoliceConsent? police, IReadOnlyList<Service> no)
    {
        List<string> parts = [];
        if (yes.Count > 0) parts.Add($"{t["triage.consent.yes"]} {t.Labels(yes, "triage")}.");
        if (police is { } level) parts.Add($"{t["triage.consent.police"]} {t.Label(level, "triage")}.");
        if (no.Count > 0) parts.Add($"{t["triage.consent.no"]} {t.Labels(no, "triage")}.");
        parts.Add(t["triage.consent.noted", t["triage.consent.who." + form.Text("consent-who")], form.Text("consent-how", 300), When.Text(t, form.Moment("consent-at")!.Value)]);
        return string.Join(' ', parts);
    }
}
