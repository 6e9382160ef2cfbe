using Gbv.Domain.Requests;

namespace Gbv.Functions.FollowUp.Tasks;

/// <summary>"Xin bản sao": handed over by a person through the safe contact, never shown here, because a code can be found by somebody else.</summary>
internal sealed class AskCopy(RequestService requests) : InboxTask
{
    public override string Name => "copy";
    public override ReporterAct Act => ReporterAct.Copy;

    public override Task<ReporterResult> DoAsync(TaskPost post, CancellationToken cancellation) =>
        requests.AskAsync(post.Inbox.Code, post.Inbox.Form, RequestKind.Copy, null, cancellation);
}
