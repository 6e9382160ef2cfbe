using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>Age bands of the facts (domain §3); the page's <c>under 16</c> stays its own band until triage tells it apart.</summary>
public enum AgeBand { Unknown, From0To11, From12To15, Under16, From16To17, From18To24, From25To39, From40To59, From60 }

/// <summary>How long after the incident it was told; from the day where triage knows it, else from the answer of the page.</summary>
public enum ReportDelay { NotStated, UpTo3Days, UpTo5Days, UpTo30Days, Over30Days }

/// <summary>What makes a person more vulnerable, as far as anybody was asked (domain §3 "Flags").</summary>
public enum PersonFlag { Disability, Interpreter, Pregnant, InfantUnder36Months }

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

    /// <summary>The case's fact was coarsened: a report that is final is not built anew from it.</summary>
    public bool Coarse { get; init; }

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

    /// <summary>Set by hand at triage; contexts that follow from relation, age and type are not among them.</summary>
    public IReadOnlyList<IncidentContext> Context { get; init; } = [];

    public IncidentPlace Place { get; init; }
    public PerpetratorRelation Relation { get; init; }
    public ReportDelay Delay { get; init; }

    /// <summary>Something like it had happened before.</summary>
    public bool EarlierIncidents { get; init; }

    /// <summary>Of a rape only: at most so many days from the incident to the first referral to health; null where nobody knows or there is none.</summary>
    public int? DaysToHealth { get; init; }

    public IReadOnlyList<PersonFlag> Flags { get; init; } = [];

    public Sex Sex { get; init; }
    public AgeBand Age { get; init; }
    public Sex PerpetratorSex { get; init; }

    /// <summary>Null where nothing of it is known.</summary>
    public IncidentDetails? Details { get; init; }

    public IReadOnlyList<Measure> Measures { get; init; } = [];

    /// <summary>Case state and, when closed, why. Closures that await a second person count as open.</summary>
    public required CaseState State { get; init; }

    public ClosureReason? Closure { get; init; }
    public DateTimeOffset? TriagedAt { get; init; }
    public DateTimeOffset? FirstAcceptedAt { get; init; }
    public DateTimeOffset? FirstServiceAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public IReadOnlyList<ReferralFact> Referrals { get; init; } = [];

    /// <summary>Somebody gave a service. Asked of every fact of a province: an enumerator for each would be most of what a report leaves behind.</summary>
    public bool WasServed()
    {
        for (var n = 0; n < Referrals.Count; n++)
            if (Referrals[n].ServiceGiven) return true;
        return false;
    }

    /// <summary>Closed by two persons as no case of this record: it leaves the counts and stands on a line of its own.</summary>
    public bool IsLeftOut => State == CaseState.Closed && Closure is ClosureReason.NotGbv or ClosureReason.Duplicate or ClosureReason.Transferred;

    /// <summary>Whether the case had come and was not yet closed at this moment; where nobody knows when it was closed, it was closed all along.</summary>
    public bool IsOpenAt(DateTimeOffset moment) =>
        ReceivedAt < moment && !(State == CaseState.Closed && (ClosedAt is not { } closed || closed < moment));
}

/// <summary>One referral of a case, as the process figures need it.</summary>
public sealed record ReferralFact(Service Service, ItemState State, DateTimeOffset CreatedAt, DateTimeOffset? AcceptedAt, DateTimeOffset? DeadlineAt, bool ServiceGiven);
