namespace Gbv.Domain.Referrals;

/// <summary>Who is asked for what, before anything is written or sent: the router's whole answer.</summary>
public sealed record RoutingPlan
{
    public required Urgency Urgency { get; init; }
    public required IReadOnlyList<PlannedItem> Items { get; init; }

    /// <summary>What the coordinator must be told beside the answers, for example that the age is unknown.</summary>
    public IReadOnlyList<RoutingFlag> Flags { get; init; } = [];
}

/// <summary>One item to be created. Ids are directory entries that no exclusion touches.</summary>
public sealed record PlannedItem
{
    public required ItemKind Kind { get; init; }

    /// <summary>Null for triage and confirmation.</summary>
    public Service? Service { get; init; }

    public required string ResponderId { get; init; }
    public string? BackupId { get; init; }
    public required Basis Basis { get; init; }

    /// <summary>How far the police may go; only on a police referral.</summary>
    public Reports.PoliceConsent? Police { get; init; }
}

/// <summary>Things that the coordinator decides and the router only points at.</summary>
public enum RoutingFlag
{
    AgeUnknown, SecondPersonNeeded, ChildAtRisk, ServiceWithoutResponder, DirectoryIncomplete, PossibleGuardianAbuse,
    HivProphylaxisClock, EmergencyContraceptionClock, MoreThanShown,
}
