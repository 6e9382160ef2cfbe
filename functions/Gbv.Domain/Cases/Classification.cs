using Gbv.Domain.Reports;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Cases;

/// <summary>
/// How the coordinator classified one incident at triage: a social-work classification, no finding of an offence (domain §3).
/// </summary>
public sealed record Classification
{
    public CoreType CoreType { get; init; }
    public IReadOnlyList<ViolenceForm> Forms { get; init; } = [];
    public IReadOnlyList<DomesticViolenceAct> Acts { get; init; } = [];

    /// <summary>Codes of the context list that are set by hand; derived ones are not stored.</summary>
    public IReadOnlyList<string> Context { get; init; } = [];

    /// <summary>Violence in the family under Law 13/2022/QH15; null while it is not known.</summary>
    public bool? Domestic { get; init; }

    public AgeBand Age { get; init; }
    public Sex Sex { get; init; }
    public Sex PerpetratorSex { get; init; }

    /// <summary>As triage made it precise; not stated: what the report said stands.</summary>
    public PerpetratorRelation PerpetratorRelation { get; init; }

    public DateOnly? HappenedOn { get; init; }
    public string? Place { get; init; }

    /// <summary>Null where nothing of it is known.</summary>
    public IncidentDetails? Details { get; init; }
}
