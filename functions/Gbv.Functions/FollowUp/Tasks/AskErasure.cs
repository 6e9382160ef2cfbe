using Gbv.Domain.Requests;

namespace Gbv.Functions.FollowUp.Tasks;

/// <summary>"Xin xóa tin đã gửi": waits three days, in which the code alone takes it back.</summary>
internal sealed class AskErasure(RequestService requests) : InboxTask
{
    public override string Name => "erase";
    public override ReporterAct Act => ReporterAct.Erase;
    public override bool IsGrave => true;

    public override Task<ReporterResult> DoAsync(TaskPost post, CancellationToken cancellation) =>
        requests.AskAsync(post.Inbox.Code, post.Inbox.Form, RequestKind.Erasure, null, cancellation);
}
