namespace Gbv.Domain.Cases;

/// <summary>Life of a case (domain §3 "Case states").</summary>
public enum CaseState { Received, Triage, Open, FollowUp, Closed }

/// <summary>Why a case was closed. <see cref="NotGbv"/>, <see cref="Duplicate"/> and <see cref="Transferred"/> need a second person.</summary>
public enum ClosureReason { NeedsMet, HerWish, Moved, Unreachable, NotGbv, Duplicate, Transferred }

/// <summary>GBVIMS incident types in the order in which they are asked; the first that applies is the type.</summary>
public enum CoreType { Unclassified, Rape, SexualAssault, PhysicalAssault, ForcedMarriage, DenialOfResources, PsychologicalAbuse, NotGbv }

/// <summary>Forms of violence of the Vietnamese statistics; several may apply, independent of the core type.</summary>
public enum ViolenceForm { Mental, Physical, Sexual, Economic }

/// <summary>Measures of Law 13/2022/QH15 Art. 22 and what may follow them.</summary>
public enum Measure
{
    StoppedAtOnce, SummonedToPolice, NoContact, EducationAndBehaviourChange, CommunityCriticism, CommunityWork, Administrative, CriminalProcedure,
}

/// <summary>The sixteen acts of Law 13/2022/QH15 Art. 3.1, letters a to q.</summary>
public enum DomesticViolenceAct
{
    HarmToBodyOrLife, Insult, ForcedToWitness, NeglectOfDependants, Discrimination, Isolation, BlockingFamilyRights,
    DisclosingPrivateLife, ForcedSexInMarriage, ForcedPornography, ForcedOrChildMarriageOrDivorce,
    ForcedPregnancyAbortionSexSelection, DestroyingProperty, ForcedLabourOrFinancialControl, Confinement, UnlawfulEviction,
}

/// <summary>What the reporter sees at <c>/follow-up</c> (journey: states).</summary>
public enum PublicStatus { Received, BeingLookedAt, HelpArranged, Closed }

/// <summary>Everything that can happen to a case; the public role may sign only those that a reporter causes (design §2).</summary>
public enum EventKind
{
    Received, Message, Contact, Consent, Lock, Request,
    Routed, Sent, MailState, Accepted, Declined, Progress, Outcome, TakenBack, Escalated, Withdrawn,
    Triaged, ConsentRecorded, ItemAdded, UrgencyChanged, Closed, ClosureConfirmed, Reopened, Note, Erased,
}
