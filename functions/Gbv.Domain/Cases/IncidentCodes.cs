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

/// <summary>When in the day it happened, in the three parts of GBVIMS.</summary>
public enum TimeOfDay { NotStated, Morning, Afternoon, EveningOrNight }

public enum MaritalStatus { NotStated, NeverMarried, MarriedOrLivingTogether, DivorcedOrSeparated, Widowed }

/// <summary>
/// Where the person belongs (GBVIMS "displacement status", with the migrant of whom the plan speaks). Refugees and asylum seekers count
/// as foreign nationals, because the law here knows neither.
/// </summary>
public enum Displacement { NotStated, Resident, Migrant, InternallyDisplaced, Returnee, ForeignNational, Stateless }

public enum PerpetratorCount { NotStated, One, Two, Three, MoreThan3 }

/// <summary>Age groups of GBVIMS; estimated by whoever saw him, and therefore none of the bands of <see cref="Statistics.AgeBand"/>.</summary>
public enum PerpetratorAge { NotStated, From0To11, From12To17, From18To25, From26To40, From41To60, From61 }

/// <summary>Main occupation, wide enough that in a commune it is no name. GBVIMS leaves this list to each country.</summary>
public enum PerpetratorOccupation
{
    NotStated, FarmerOrFisher, Worker, TraderOrSelfEmployed, PupilOrStudent, SchoolStaff, HealthWorker, Official, PoliceOrMilitary, Religious, NotWorking, Other,
}

/// <summary>
/// Who the perpetrator is to the person (domain §3). What the pages do not tell apart keeps their code (<see cref="Partner"/>,
/// <see cref="Dating"/>, <see cref="Parent"/>, <see cref="OtherKin"/>, <see cref="NeighbourOrAcquaintance"/>) until triage makes it precise.
/// </summary>
public enum PerpetratorRelation
{
    NotStated, Partner, Spouse, LivingTogether, FormerSpouse, Dating, DatingPartner, FormerDatingPartner, Parent, OwnParent, StepParent, Child,
    OtherKin, Sibling, InLaw, OtherRelative, SchoolStaff, FellowPupil, SuperiorOrColleague, Official, NeighbourOrAcquaintance, Neighbour,
    Acquaintance, OnlineAcquaintance, Stranger, Other,
}
