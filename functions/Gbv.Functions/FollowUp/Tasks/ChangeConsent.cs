using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Domain.Shared;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.FollowUp.Tasks;

/// <summary>
/// Yes and no, service by service. What she said before is not shown: it was told in the report, and a receipt does not open that.
/// </summary>
internal sealed class ChangeConsent(RequestService requests) : InboxTask
{
    private static readonly IReadOnlyList<Service> Asked = [.. Enum.GetValues<Service>().Where(s => s != Service.Police)];

    public override string Name => "consent";
    public override ReporterAct Act => ReporterAct.ChangeConsent;

    public override IReadOnlyList<Field> Fields(Texts t)
    {
        Option[] services = [.. Asked.Select(s => new Option(s.Code(), t.Label(s)))];
        return
        [
            new Several("yes", services) { Label = t["followup.consent.yes"], Hint = t["intake.several"] },
            new Several("no", services) { Label = t["followup.consent.no"], Hint = t["followup.consent.no.hint"] },
            new Choice("police",
            [
                new("", t["followup.consent.police.same"]), .. Enum.GetValues<PoliceConsent>().Select(p => new Option(p.Code(), t.Label(p, "intake.me"))), new("no", t["followup.consent.police.no"]),
            ]) { Label = t["followup.consent.police"], Hint = t["followup.consent.police.hint"] },
        ];
    }

    public override IReadOnlyList<FieldError> Check(Texts t, StepPost post)
    {
        var content = Content(post);
        if (content.Yes.Intersect(content.No).Any()) return [new("no", t["followup.consent.both"])];
        return content is { Yes.Count: 0, No.Count: 0, Police: null } ? [new("yes", t["followup.consent.nothing"])] : [];
    }

    public override Task<ReporterResult> DoAsync(TaskPost post, CancellationToken cancellation) =>
        requests.AskAsync(post.Inbox.Code, post.Inbox.Form, RequestKind.Consent, Content(post.Fields), cancellation);

    private static Cases.RequestContent Content(StepPost post) => new()
    {
        Yes = Services(post, "yes"),
        No = post.One("police") == "no" ? [.. Services(post, "no"), Service.Police] : Services(post, "no"),
        Police = Codes.Parse<PoliceConsent>(post.One("police")),
    };

    private static IReadOnlyList<Service> Services(StepPost post, string field) =>
        [.. post.Values(field).Select(Codes.Parse<Service>).OfType<Service>().Where(Asked.Contains).Distinct().Order()];
}
