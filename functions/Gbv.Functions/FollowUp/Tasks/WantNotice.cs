using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Functions.Intake;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.FollowUp.Tasks;

/// <summary>A neutral mail when there is a message: only to an address given for this, never shown again, taken back the same way.</summary>
internal sealed class WantNotice(RequestService requests) : InboxTask
{
    private const string Want = "notice";
    private const string Address = "mail";
    private const int Longest = 200;

    public override string Name => "notice";
    public override ReporterAct Act => ReporterAct.Notice;

    public override IReadOnlyList<Field> Fields(Texts t) =>
    [
        new Choice(Want, [new("yes", t["followup.notice.yes"]), new("no", t["followup.notice.no"])]) { Label = t["followup.notice.want"], Required = true },
        new Line(Address) { Label = t["followup.notice.mail"], Hint = t["followup.notice.mail.hint"], InputMode = "email", MaxLength = Longest },
    ];

    public override IReadOnlyList<FieldError> Check(Texts t, StepPost post) => post.One(Want) switch
    {
        "no" => [],
        "yes" when post.One(Address) is { Length: <= Longest } address && ContactShape.Problem(ContactChannel.Email, address) is null => [],
        "yes" => [new(Address, t["intake.error.email"])],
        _ => [new(Want, t["followup.notice.choose"])],
    };

    public override Task<ReporterResult> DoAsync(TaskPost post, CancellationToken cancellation) => requests.AskAsync(
        post.Inbox.Code, post.Inbox.Form, RequestKind.Notice, new() { NoticeTo = post.Fields.One(Want) == "yes" ? post.Fields.One(Address)!.Trim() : null }, cancellation);
}
