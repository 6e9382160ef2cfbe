using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Retention;

namespace Gbv.Functions.Cases;

/// <summary>
/// Row <c>referral:&lt;id&gt;</c>: something that one named person must answer: triage, a referral, a confirmation. One kind of
/// row for all three, because deadline, escalation, mail, link and answer are the same.
/// </summary>
public sealed record WorkItem
{
    /// <summary>Three digits in the order of creation.</summary>
    public required string Id { get; init; }

    public required ItemKind Kind { get; init; }
    public Service? Service { get; init; }
    public required Basis Basis { get; init; }
    public PoliceConsent? Police { get; init; }
    public required Urgency Urgency { get; init; }
    public required ItemState State { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }
    public required string ResponderId { get; init; }
    public string? BackupId { get; init; }

    /// <summary>When an answer is due: the time of the first escalation.</summary>
    public required DateTimeOffset Deadline { get; init; }

    /// <summary>Number of the escalation step that comes next; 0 was the first mail.</summary>
    public int NextStep { get; init; } = 1;

    /// <summary>Null once a named person has accepted or the item has ended: then nobody is called any more.</summary>
    public DateTimeOffset? NextDueAt { get; init; }

    public string? AcceptedBy { get; init; }
    public DateTimeOffset? AcceptedAt { get; init; }
    public IReadOnlyList<string> DeclinedBy { get; init; } = [];
    public DeclineReason? LastDecline { get; init; }
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Services that were really given; a referral alone or a call about an appointment is none (domain §2, a1).</summary>
    public IReadOnlyList<Service> ServicesGiven { get; init; } = [];

    public IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>Attempts to reach the person; three at most.</summary>
    public int ContactAttempts { get; init; }

    /// <summary>What a wrong click is taken back to, within ten minutes.</summary>
    public TakeBack? TakeBack { get; init; }

    /// <summary>For a confirmation: the closing that is to be confirmed.</summary>
    public ClosureReason? Closure { get; init; }

    /// <summary>For a confirmation: the change of a legal hold that is to be confirmed.</summary>
    public HoldChange? Hold { get; init; }

    public bool IsOpen => State is ItemState.Planned or ItemState.Sent or ItemState.Delivered or ItemState.NoAnswer;
    public bool IsHeld => State is ItemState.Accepted or ItemState.InProgress;
}

/// <summary>The state before the last click, by whom and when it was left.</summary>
public sealed record TakeBack(ItemState From, string By, DateTimeOffset At, DateTimeOffset? NextDueAt);
