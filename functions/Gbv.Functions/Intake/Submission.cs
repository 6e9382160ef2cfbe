using Gbv.Domain.Reports;

namespace Gbv.Functions.Intake;

/// <summary>A report as it arrives. <paramref name="LooksAutomatic"/> only flags it for triage.</summary>
/// <param name="Generation">
/// Generation of the receipt key with which a form began: sent again it leads to the same receipt, whatever is current by then. Null where
/// whoever sends knows of none.
/// </param>
public sealed record Submission(SubmissionId Id, Report Report, bool FromForm, bool LooksAutomatic = false, string? Generation = null);

/// <summary>What became of a submission.</summary>
public abstract record SubmissionResult
{
    private SubmissionResult()
    {
    }

    /// <summary>Durable. <paramref name="Repeated"/>: the same submission had arrived before; the receipt is the same.</summary>
    public sealed record Accepted(ReceiptCode Receipt, DateTimeOffset ReceivedAt, bool Repeated) : SubmissionResult;

    /// <summary>The same submission, longer than ten minutes ago: the receipt is not shown again.</summary>
    public sealed record AlreadyReceived(DateTimeOffset ReceivedAt) : SubmissionResult;

    /// <summary>API only: the idempotency key was used for another content.</summary>
    public sealed record DifferentContent : SubmissionResult;

    /// <summary>Nothing can be promised: send it again.</summary>
    public sealed record NotSaved : SubmissionResult;
}
