using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Referrals;

namespace Gbv.Functions.Triage.Actions;

/// <summary>
/// How the person may be reached, once somebody has asked her: a third party's report comes without it, and every referral box
/// shows what stands here (domain §3 "Safe contact").
/// </summary>
internal sealed class SetContact : TriageAction
{
    public override string Name => "contact";

    public override IEnumerable<FormModel> Forms(TriageCase c)
    {
        if (c.IsClosed) yield break;
        var (t, known) = (c.T, c.Report.Contact);
        Option[] yesNo = [new("yes", t["triage.yes"]), new("no", t["triage.no"])];
        yield return new FormModel(Name, t["triage.setcontact.title"], t["triage.save"],
        [
            new Choice("contact-channel", [.. Enum.GetValues<ContactChannel>().Select(v => new Option(v.Code(), t.Label(v, "triage")))])
            {
                Label = t["triage.setcontact.channel"], Required = true,
            },
            new Line("contact-address") { Label = t["triage.setcontact.address"], MaxLength = 200 },
            new Choice("contact-seen", yesNo) { Label = t["triage.setcontact.seen"] },
            new Several("contact-hours", [.. Enum.GetValues<SafeHour>().Select(v => new Option(v.Code(), t.Label(v, "triage")))]) { Label = t["triage.setcontact.hours"] },
            new Choice("contact-message", yesNo) { Label = t["triage.setcontact.message"] },
            new Line("contact-name") { Label = t["triage.setcontact.name"], MaxLength = 100 },
            new Line("contact-word") { Label = t["triage.setcontact.word"], Hint = t["triage.setcontact.word.hint"], MaxLength = 100 },
            new Line("contact-how") { Label = t["triage.setcontact.how"], Required = true, MaxLength = 300 },
        ])
        {
            Intro = t["triage.setcontact.intro"],
            Values = Values(known),
        };
    }

    public override ActionPlan Plan(TriageCase c, FormValues form)
    {
        var t = c.T;
        if (form.One<ContactChannel>("contact-channel") is not { } channel) return ActionPlan.Wrong(new FieldError("contact-channel", t["triage.setcontact.channel-missing"]));
        if (ContactShape.Problem(channel, form.Text("contact-address")) is not null)
            return ActionPlan.Wrong(new FieldError("contact-address", t["triage.setcontact.address-wrong"]));
        if (form.Text("contact-how", 300) is not { } how) return ActionPlan.Wrong(new FieldError("contact-how", t["triage.setcontact.how-missing"]));
        var contact = new SafeContact
        {
            Channel = channel,
            Address = channel == ContactChannel.None ? null : form.Text("contact-address", 200),
            OthersCanSee = Answer(form, "contact-seen"),
            Hours = form.Several<SafeHour>("contact-hours"),
            MayLeaveMessage = Answer(form, "contact-message"),
            NameToUse = form.Text("contact-name", 100),
            SecretWord = form.Text("contact-word", 100),
        };
        return ActionPlan.Do((read, now) =>
        {
            if (Recording.ByHolder(c.Context, read, now, EventKind.Contact, detail: channel.Code()) is not { } change) return null;
            Updating.Contact(change, read, contact, read.Incidents[0].NoticeTo);
            change.Note(NoteKind.Decision, c.Context.ActingName, t["triage.setcontact.noted", t.Label(channel, "triage"), how], c.Item.Id);
            return change;
        });
    }

    private static YesNo Answer(FormValues form, string name) => form.YesOrNo(name) switch { true => YesNo.Yes, false => YesNo.No, _ => YesNo.NotStated };

    private static Dictionary<string, IReadOnlyList<string>> Values(SafeContact known)
    {
        Dictionary<string, IReadOnlyList<string>> values = new()
        {
            ["contact-channel"] = [known.Channel.Code()],
            ["contact-hours"] = [.. known.Hours.Select(h => h.Code())],
            ["contact-seen"] = [known.OthersCanSee.Code()],
            ["contact-message"] = [known.MayLeaveMessage.Code()],
        };
        if (known.Address is { } address) values["contact-address"] = [address];
        if (known.NameToUse is { } name) values["contact-name"] = [name];
        if (known.SecretWord is { } word) values["contact-word"] = [word];
        return values;
    }
}
