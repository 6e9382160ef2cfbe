using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Domain.Shared;
using Gbv.Functions.Intake;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.FollowUp.Tasks;

/// <summary>Another safe way of contact. The old one is not shown: whoever reads over her shoulder must not learn it.</summary>
internal sealed class ChangeContact(RequestService requests) : InboxTask
{
    private const string Voice = "intake.me";

    public override string Name => "contact";
    public override ReporterAct Act => ReporterAct.ChangeContact;

    public override IReadOnlyList<Field> Fields(Texts t) =>
    [
        new Choice("channel", Options<ContactChannel>(t)) { Label = t["intake.q.channel"], Required = true },
        new Line("reach") { Label = t["intake.q.reach"], Hint = t["intake.q.reach.hint"], MaxLength = 200 },
        new Choice("seen", Options<YesNo>(t)) { Label = t["intake.q.seen"] },
        new Several("hours", Options<SafeHour>(t)) { Label = t["intake.q.hours"], Hint = t["intake.several"] },
        new Choice("message", Options<YesNo>(t)) { Label = t["intake.q.message"] },
        new Line("called") { Label = t["intake.q.called"], Hint = t["intake.q.called.hint"], MaxLength = 100 },
        new Line("newword") { Label = t["followup.contact.word"], Hint = t["followup.contact.word.hint"], MaxLength = 60 },
    ];

    public override IReadOnlyList<FieldError> Check(Texts t, StepPost post)
    {
        if (Channel(post) is not { } channel) return [new("channel", t["intake.error.channel"])];
        if (ContactShape.Problem(channel, post.One("reach")) is { } problem) return [new("reach", t["intake.error." + problem])];
        return [.. from field in new[] { ("reach", 200), ("called", 100), ("newword", 60) } where post.One(field.Item1)?.Length > field.Item2 select new FieldError(field.Item1, t["intake.error.long"])];
    }

    public override Task<ReporterResult> DoAsync(TaskPost post, CancellationToken cancellation) =>
        requests.AskAsync(post.Inbox.Code, post.Inbox.Form, RequestKind.Contact, new() { Contact = Contact(post.Fields) }, cancellation);

    private static SafeContact Contact(StepPost post)
    {
        var channel = Channel(post)!.Value;
        return new()
        {
            Channel = channel,
            Address = channel == ContactChannel.None ? null : post.One("reach")?.Trim(),
            OthersCanSee = Codes.Parse<YesNo>(post.One("seen")) ?? YesNo.NotStated,
            Hours = [.. post.Values("hours").Select(Codes.Parse<SafeHour>).OfType<SafeHour>().Distinct()],
            MayLeaveMessage = Codes.Parse<YesNo>(post.One("message")) ?? YesNo.NotStated,
            NameToUse = post.One("called")?.Trim(),
            SecretWord = post.One("newword") is { } word && SecretWord.Normalize(word) is not null ? word.Trim() : null,
        };
    }

    private static ContactChannel? Channel(StepPost post) => Codes.Parse<ContactChannel>(post.One("channel"));

    private static IReadOnlyList<Option> Options<T>(Texts t) where T : struct, Enum =>
        [.. Enum.GetValues<T>().Select(v => new Option(v.Code(), t.Label(v, Voice)))];
}
