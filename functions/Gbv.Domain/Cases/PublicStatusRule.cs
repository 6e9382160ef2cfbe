namespace Gbv.Domain.Cases;

/// <summary>What the reporter's receipt shows (journey: states).</summary>
public static class PublicStatusRule
{
    /// <param name="state">The case's state; a closing that waits for its second person is still open.</param>
    /// <param name="referralAccepted">A named person accepted a referral; an accepted triage is no help yet.</param>
    /// <param name="thirdParty">A third party learns nothing of what was arranged, to keep the person safe.</param>
    public static PublicStatus Of(CaseState state, bool referralAccepted, bool thirdParty)
    {
        if (state == CaseState.Closed) return PublicStatus.Closed;
        if (referralAccepted && !thirdParty) return PublicStatus.HelpArranged;
        return state == CaseState.Received && !referralAccepted ? PublicStatus.Received : PublicStatus.BeingLookedAt;
    }
}
