using Kind = Gbv.Domain.Reports.Journey;

namespace Gbv.Functions.Intake.Journey;

/// <summary>Opens what a page carried, or starts anew.</summary>
internal sealed class JourneyStates(StateProtector protector, ReceiptKeys receipts, TimeProvider time)
{
    /// <summary>The answers so far. Lost: the day is over or the form is not ours, and only the page at hand is left.</summary>
    public (JourneyState State, bool Lost) Open(StepPost post, Kind kind)
    {
        var opened = protector.Unprotect(post.State);
        var state = opened ?? New(kind);
        return (post.FilledTrap ? state with { LooksAutomatic = true } : state, opened is null);
    }

    public JourneyState New(Kind kind) => new()
    {
        Journey = kind,
        Submission = SubmissionId.New().ToString(),
        DangerSubmission = SubmissionId.New().ToString(),
        Generation = receipts.Current,
        StartedAt = time.GetUtcNow(),
        SteppedAt = time.GetUtcNow(),
    };
}
