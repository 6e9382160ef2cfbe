using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>Age bands of the facts (domain §3); the page's <c>under 16</c> stays its own band until triage tells it apart.</summary>
public enum AgeBand { Unknown, From0To11, From12To15, Under16, From16To17, From18To24, From25To39, From40To59, From60 }

/// <summary>
/// The coded facts of one incident: all that a report may be built from. No text, no hamlet, no name; process figures and
/// referrals stand on incident 1 only, so that a case counts once (design §4).
/// </summary>
public sealed record CaseFact
{
    /// <summary>Keyed MAC of case and incident: the same in every projection, unrelated to the receipt.</summary>
    public required string Key { get; init; }

    /// <summary>Keyed MAC of the case: tells incidents of one person together.</summary>
    public required string CaseKey { get; init; }

    public string? HouseholdKey { get; init; }
    public required CommuneCode Commune { get; init; }
    public required int Incident { get; init; }

    /// <summary>When the report was received, UTC; the period it counts in comes from the Vietnamese day.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    public required Journey Journey { get; init; }
    public required ReporterRole Reporter { get; init; }
    public required Channel Channel { get; init; }
    public required Urgency Urgency { get; init; }
    public required CoreType CoreType { get; init; }
    public IReadOnlyList<ViolenceForm> Forms { get; init; } = [];

    /// <summary>Null until triage or the relation tells: violence in the family under Law 13/2022.</summary>
    public bool? Domestic { get; init; }

    public Sex Sex { get; init; }
    public AgeBand Age { get; init; }
    public Sex PerpetratorSex { get; init; }
    public IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>Case state and, when closed, why. Closures that await a second person count as open.</summary>
    public required CaseState State { get; init; }

    public ClosureReason? Closure { get; init; }
    public DateTimeOffset? TriagedAt { get; init; }
    public DateTimeOffset? FirstAcceptedAt { get; init; }
    public DateTimeOffset? FirstServiceAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public IReadOnlyList<ReferralFact> Referrals { get; init; } = [];

    /// <summary>Whether the case had come and was not yet closed at this moment; where nobody knows when it was closed, it was closed all along.</summary>
    public bool IsOpenAt(DateTimeOffset moment) =>
        ReceivedAt < moment && !(State == CaseState.Closed && (ClosedAt is not { } closed || closed < moment));
}

/// <summary>One referral of a case, as the process figures need it.</summary>
public sealed record ReferralFact(Service Service, ItemState State, DateTimeOffset CreatedAt, DateTimeOffset? AcceptedAt, DateTimeOffset? DeadlineAt, bool ServiceGiven);
