namespace Gbv.Domain.Cases;

/// <summary>What moves a case on.</summary>
public enum CaseAction { StartTriage, Open, FollowUp, Close, Reopen }

/// <summary>The life of a case, all in one table (domain §3 "Case states").</summary>
public static class CaseTransitions
{
    public static readonly IReadOnlyDictionary<(CaseState From, CaseAction Action), CaseState> Table = new Dictionary<(CaseState, CaseAction), CaseState>
    {
        [(CaseState.Received, CaseAction.StartTriage)] = CaseState.Triage,
        [(CaseState.Received, CaseAction.Open)] = CaseState.Open,
        [(CaseState.Triage, CaseAction.Open)] = CaseState.Open,
        [(CaseState.FollowUp, CaseAction.Open)] = CaseState.Open,
        [(CaseState.Open, CaseAction.FollowUp)] = CaseState.FollowUp,
        // A case is closed by somebody who has read it, so never straight from "received".
        [(CaseState.Triage, CaseAction.Close)] = CaseState.Closed,
        [(CaseState.Open, CaseAction.Close)] = CaseState.Closed,
        [(CaseState.FollowUp, CaseAction.Close)] = CaseState.Closed,
        [(CaseState.Closed, CaseAction.Reopen)] = CaseState.Open,
    };

    /// <summary>The state after this action, or null where it does not apply.</summary>
    public static CaseState? TryMove(CaseState from, CaseAction action) => Table.TryGetValue((from, action), out var to) ? to : null;
}

/// <summary>Rules of closing a case.</summary>
public static class ClosureRules
{
    /// <summary>"Unreachable" needs that many safe attempts; more are not made.</summary>
    public const int SafeAttempts = 3;

    /// <summary>Counts as open (indicator a1 too) until the stand-in confirms: one person alone could make a case disappear.</summary>
    public static bool NeedsSecondPerson(ClosureReason reason) => reason is ClosureReason.NotGbv or ClosureReason.Duplicate or ClosureReason.Transferred;

    public static bool MayClose(ClosureReason reason, int safeAttempts) => reason != ClosureReason.Unreachable || safeAttempts >= SafeAttempts;
}
