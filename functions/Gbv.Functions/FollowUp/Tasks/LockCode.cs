using Gbv.Domain.Requests;

namespace Gbv.Functions.FollowUp.Tasks;

/// <summary>"Có người khác biết mã?": at once and for good. Afterwards the code is answered like one that never was.</summary>
internal sealed class LockCode(FollowUpService service) : InboxTask
{
    public override string Name => "lock";
    public override ReporterAct Act => ReporterAct.LockCode;
    public override bool Ends => true;
    public override bool IsGrave => true;

    public override Task<ReporterResult> DoAsync(TaskPost post, CancellationToken cancellation) =>
        service.LockAsync(post.Inbox.Code, post.Inbox.Form, cancellation);
}
