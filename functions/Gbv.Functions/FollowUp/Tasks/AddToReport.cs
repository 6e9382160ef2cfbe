using Gbv.Domain.Requests;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.FollowUp.Tasks;

/// <summary>"Kể thêm cho tin của bạn": sealed for the office, and so never shown here again.</summary>
internal sealed class AddToReport(FollowUpService service) : InboxTask
{
    private const string Text = "text";

    public override string Name => "add";
    public override ReporterAct Act => ReporterAct.Add;

    public override IReadOnlyList<Field> Fields(Texts t) => [new LongText(Text) { Label = t["followup.add.label"], MaxLength = FollowUpService.LongestMessage, Rows = 8 }];

    public override IReadOnlyList<FieldError> Check(Texts t, StepPost post) => Typed(post) switch
    {
        null => [new(Text, t["followup.add.empty"])],
        { Length: > FollowUpService.LongestMessage } => [new(Text, t["followup.error.long"])],
        _ => [],
    };

    public override Task<ReporterResult> DoAsync(TaskPost post, CancellationToken cancellation) =>
        service.AddAsync(post.Inbox.Code, Typed(post.Fields)!, post.Inbox.Form, cancellation);

    private static string? Typed(StepPost post) => post.One(Text)?.Trim().ReplaceLineEndings("\n") is { Length: > 0 } text ? text : null;
}
