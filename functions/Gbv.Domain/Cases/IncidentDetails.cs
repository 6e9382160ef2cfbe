namespace Gbv.Domain.Cases;

/// <summary>
/// What block 2 of the reports tells besides (domain §4). Written down at triage as far as it is known already; nobody is asked for it.
/// Of several perpetrators, age and occupation are those of the main one.
/// </summary>
public sealed record IncidentDetails
{
    /// <summary>Nothing is known: how a record from before these questions reads.</summary>
    public static readonly IncidentDetails Unknown = new();

    public TimeOfDay Time { get; init; }

    /// <summary>Of the person, so on incident 1 alone.</summary>
    public MaritalStatus Marital { get; init; }

    /// <inheritdoc cref="Marital"/>
    public Displacement Displacement { get; init; }

    public PerpetratorCount Perpetrators { get; init; }
    public PerpetratorAge PerpetratorAge { get; init; }
    public PerpetratorOccupation PerpetratorOccupation { get; init; }

    /// <summary>As far as it tells of the person and of what happened, and of nobody else.</summary>
    public IncidentDetails WithoutPerpetrators() => this with { Perpetrators = default, PerpetratorAge = default, PerpetratorOccupation = default };

    /// <summary>
    /// What may stay when the case is gone: when it happened, and how old he was. Who somebody is by family, origin or work, and that there
    /// were several, are rare answers, and a rare answer in a small commune is a name.
    /// </summary>
    public IncidentDetails Coarse() => new() { Time = Time, PerpetratorAge = PerpetratorAge };
}
