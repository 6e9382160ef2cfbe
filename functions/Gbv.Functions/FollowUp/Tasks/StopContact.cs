using Gbv.Domain.Requests;

namespace Gbv.Functions.FollowUp.Tasks;

/// <summary>"Đừng liên lạc với tôi nữa": needs the code alone, because waiting could be dangerous.</summary>
internal sealed class StopContact(RequestService requests) : InboxTask
{
    public override string Name => "stop";
    public override ReporterAct Act => ReporterAct.StopContact;

    public override Task<ReporterResult> DoAsync(TaskPost post, CancellationToken cancellation) =>
        requests.AskAsync(post.Inbox.Code, post.Inbox.Form, RequestKind.StopContact, null, cancellation);
}
