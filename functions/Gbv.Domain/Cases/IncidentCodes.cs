namespace Gbv.Domain.Cases;

/// <summary>
/// Circumstances of an incident (domain §3 "Context"), several at once. Intimate partner, child sexual abuse and domestic are
/// derived from relation, age and answers and therefore not in the list.
/// </summary>
public enum IncidentContext
{
    EarlyMarriage, School, Workplace, Online, Trafficking, SexualExploitation, SexualSlavery, HarmfulPractice, ConsanguineousMarriage, Other,
}

/// <summary>Where it happened (domain §3 "Place").</summary>
public enum IncidentPlace
{
    NotStated, Home, PerpetratorsHome, School, Workplace, Lodging, Hotel, FieldRiverRoad, HealthFacility, PublicPlace, Online, Other,
}
