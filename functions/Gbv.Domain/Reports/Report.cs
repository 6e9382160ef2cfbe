using Gbv.Domain.Shared;

namespace Gbv.Domain.Reports;

/// <summary>
/// What a reporter told, in journey codes and own words: the content that is sealed for the office.
/// Every part but the commune may be missing. Text parts are personal data and stop at the coordinator (domain §3).
/// </summary>
public sealed record Report
{
    public required Journey Journey { get; init; }

    /// <summary><c>vi</c> or <c>en</c>: the language in which the reporter is answered.</summary>
    public string Language { get; init; } = "vi";

    /// <summary>Where the person lives; the province where no commune was named.</summary>
    public required CommuneCode Commune { get; init; }

    /// <summary>"Gửi lên tỉnh, không gửi cho xã": the whole commune office is left out, as if it were excluded.</summary>
    public bool ToProvince { get; init; }

    public string? Hamlet { get; init; }

    /// <summary>Where it happens or where the person is now, in the reporter's words.</summary>
    public string? Place { get; init; }

    public SafetyNow? Safety { get; init; }
    public AgeAnswer Age { get; init; }
    public Sex Sex { get; init; }
    public IReadOnlyList<Happening> Happenings { get; init; } = [];

    /// <summary>Free text about what happened.</summary>
    public string? Narrative { get; init; }

    public LastTime LastTime { get; init; }
    public IReadOnlyList<DangerSign> DangerSigns { get; init; } = [];
    public RelationAnswer Relation { get; init; }

    /// <summary>Offices that must not be told. They outrank law, consent and urgency (design §5).</summary>
    public IReadOnlyList<Office> NotToBeTold { get; init; } = [];

    public IReadOnlyList<HelpWish> Wishes { get; init; } = [];

    /// <summary>Null: no yes to the police was given.</summary>
    public PoliceConsent? Police { get; init; }

    public IReadOnlyList<Need> Needs { get; init; } = [];

    /// <summary>Under 16: an adult whom the child trusts.</summary>
    public string? TrustedAdult { get; init; }

    /// <summary>Under 16: whom the child is afraid of or wants not to be told yet.</summary>
    public string? NotYetTold { get; init; }

    /// <summary>
    /// The services that the summary page named as recipients; null where none was shown (danger form, API). Whoever is not among
    /// them waits for the coordinator, even with consent (design §4).
    /// </summary>
    public IReadOnlyList<Referrals.Service>? ShownServices { get; init; }

    public SafeContact Contact { get; init; } = new();

    /// <summary>Only when somebody else reports.</summary>
    public ThirdParty? ReportedBy { get; init; }
}

/// <summary>How the person may be reached; the only way, binding for everybody (domain §3 "Safe contact").</summary>
public sealed record SafeContact
{
    public ContactChannel Channel { get; init; }
    public string? Address { get; init; }
    public YesNo OthersCanSee { get; init; }
    public IReadOnlyList<SafeHour> Hours { get; init; } = [];
    public YesNo MayLeaveMessage { get; init; }
    public string? NameToUse { get; init; }
    public string? SecretWord { get; init; }
}

/// <summary>Who told about somebody else, and how. Stops at the coordinator.</summary>
public sealed record ThirdParty
{
    public ReporterRole Role { get; init; } = ReporterRole.Other;
    public Channel Channel { get; init; } = Channel.Web;

    /// <summary>The day on which it was told to the professional; null means today.</summary>
    public DateOnly? ToldOn { get; init; }

    public string? Name { get; init; }
    public string? Phone { get; init; }
    public string? Unit { get; init; }

    /// <summary>Name, class or how to recognise the person in need.</summary>
    public string? PersonInNeed { get; init; }

    public SurvivorKnows SurvivorKnows { get; init; }
    public string? SafeWayToMeet { get; init; }
    public YesNo WorksAtThisUnit { get; init; }
    public RecordedConsent Consent { get; init; }

    /// <summary>How consent was given, in the professional's words.</summary>
    public string? ConsentHow { get; init; }

    /// <summary>Under 16: what the child wants, as the child said it.</summary>
    public string? ChildWish { get; init; }

    public YesNo ParentsKnow { get; init; }

    /// <summary>Whether it is safe to tell the parents.</summary>
    public YesNo SafeToTellParents { get; init; }

    public IReadOnlyList<ActionTaken> ActionsTaken { get; init; } = [];
}
