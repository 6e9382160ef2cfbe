namespace Gbv.Domain.Referrals;

/// <summary>What a responder can be asked for (domain §3).</summary>
public enum Service { Health, Psychosocial, LegalAid, Shelter, Police, ChildProtection, SocialWork, Livelihood, Education, CommunitySupport }

/// <summary>How fast somebody must answer (domain §3); ordered, so that the larger is the more urgent.</summary>
public enum Urgency { Normal, High, Immediate }

/// <summary>What a work item asks of its responder.</summary>
public enum ItemKind
{
    /// <summary>Read the report, classify it, decide who helps.</summary>
    Triage,

    /// <summary>Give one service to the person.</summary>
    Referral,

    /// <summary>Confirm a closing that one person alone may not decide.</summary>
    Confirmation,
}

/// <summary>On what an item rests; recorded with it.</summary>
public enum Basis { Consent, Law, LifeAtRisk, Coordination, RecordedConsent }

/// <summary>Life of an item (domain §3 "Referral states").</summary>
public enum ItemState { Planned, Sent, Delivered, Accepted, InProgress, Declined, NoAnswer, Completed, NotPossible, Withdrawn }

/// <summary>Why a responder says no; <see cref="Conflict"/> closes the page at once and moves on to the backup.</summary>
public enum DeclineReason { NotOurTask, NobodyFree, Conflict, AlreadyHelping, Other }
