using Gbv.Domain.Requests;

namespace Gbv.Functions.FollowUp.Tasks;

/// <summary>"Gửi ảnh hoặc PDF": its form carries a file and is taken by <see cref="UploadHandler"/>.</summary>
internal sealed class SendFile : InboxTask
{
    public override string Name => "file";
    public override ReporterAct Act => ReporterAct.Add;
    public override bool IsUpload => true;

    /// <summary>Without a file nothing is sent.</summary>
    public override Task<ReporterResult> DoAsync(TaskPost post, CancellationToken cancellation) => Task.FromResult(ReporterResult.Refused);
}
