using Gbv.Domain.Reports;

namespace Gbv.Domain.Referrals;

/// <summary>The parts of a report that can be shown or kept back.</summary>
public enum DisclosedPart
{
    Service, Urgency, Commune,

    /// <summary>Name to use, channel, hours, message allowed, secret word.</summary>
    SafeContact,

    /// <summary>Instead of the safe contact: ring the coordinator.</summary>
    CoordinatorNumber,

    Age, AgeBand, Happenings, LastTime, Needs, Place, Danger, Relation,

    /// <summary>How far the police may go.</summary>
    PoliceConsent,

    Children, Disability, WhoMustNotKnow,

    /// <summary>Everything else stops at the coordinator: free text, who reported, how to recognise the person, hamlet, exclusions, wishes.</summary>
    FullReport,
}

/// <summary>Who is told what (domain §3, design §5 "minimum disclosure"). The responder's page shows these parts and no others.</summary>
public static class Disclosure
{
    /// <summary>All that anybody sees before accepting.</summary>
    public static readonly IReadOnlyList<DisclosedPart> BeforeAcceptance = [DisclosedPart.Service, DisclosedPart.Urgency, DisclosedPart.Commune];

    /// <summary>What each service needs besides the safe contact.</summary>
    public static readonly IReadOnlyDictionary<Service, IReadOnlyList<DisclosedPart>> Table = new Dictionary<Service, IReadOnlyList<DisclosedPart>>
    {
        [Service.Health] = [DisclosedPart.Age, DisclosedPart.Happenings, DisclosedPart.LastTime, DisclosedPart.Needs],
        [Service.Police] = [DisclosedPart.Place, DisclosedPart.Danger, DisclosedPart.Relation, DisclosedPart.PoliceConsent],
        [Service.LegalAid] = [DisclosedPart.Needs, DisclosedPart.Relation],
        [Service.Shelter] = [DisclosedPart.Children, DisclosedPart.Disability],
        [Service.Psychosocial] = [DisclosedPart.AgeBand, DisclosedPart.Happenings, DisclosedPart.Needs],
        [Service.SocialWork] = [DisclosedPart.AgeBand, DisclosedPart.Happenings, DisclosedPart.Needs],
        [Service.ChildProtection] =
        [
            DisclosedPart.Age, DisclosedPart.Happenings, DisclosedPart.Place, DisclosedPart.Danger, DisclosedPart.Relation, DisclosedPart.WhoMustNotKnow,
        ],
        [Service.Livelihood] = [DisclosedPart.Needs, DisclosedPart.Children],
        // The school's name only with her own yes, which no answer of the journeys gives: the coordinator passes it on.
        [Service.Education] = [DisclosedPart.AgeBand, DisclosedPart.Needs],
        [Service.CommunitySupport] = [DisclosedPart.Needs],
    };

    /// <summary>The coordinator (no service) reads the whole report; <paramref name="police"/> counts on a police referral only.</summary>
    public static IReadOnlyList<DisclosedPart> For(Service? service, Report report, bool accepted, PoliceConsent? police = null)
    {
        if (!accepted) return BeforeAcceptance;
        if (service is not { } given) return Enum.GetValues<DisclosedPart>();

        // Police asked for advice, or involved by law without her yes to contact, speak with the coordinator and never ring her.
        var throughCoordinator = given == Service.Police && police is (null or PoliceConsent.AdviceOnly);
        var contact = throughCoordinator ? DisclosedPart.CoordinatorNumber : DisclosedPart.SafeContact;
        var parts = Table[given].Where(p => Applies(p, given, report));
        return [.. BeforeAcceptance, contact, .. parts];
    }

    /// <summary>The report with every part taken out that is not disclosed, so that a page cannot show more by mistake.</summary>
    public static Report Reduce(Report report, IReadOnlyList<DisclosedPart> parts, PoliceConsent? police = null)
    {
        if (parts.Contains(DisclosedPart.FullReport)) return report;
        bool Shows(DisclosedPart part) => parts.Contains(part);
        IReadOnlyList<Need> needs = Shows(DisclosedPart.Needs) ? report.Needs
            : [.. report.Needs.Where(n => (n == Need.Disability && Shows(DisclosedPart.Disability)) || (n == Need.InfantUnder36Months && Shows(DisclosedPart.Children)))];
        IReadOnlyList<DangerSign> danger = Shows(DisclosedPart.Danger) ? report.DangerSigns
            : [.. report.DangerSigns.Where(s => s == DangerSign.ChildHarmed && Shows(DisclosedPart.Children))];
        return new Report
        {
            // That a third party told at all stays with the coordinator too.
            Journey = Journey.Person,
            Language = report.Language,
            Commune = report.Commune,
            Age = Shows(DisclosedPart.Age) || Shows(DisclosedPart.AgeBand) ? report.Age : AgeAnswer.NotStated,
            Happenings = Shows(DisclosedPart.Happenings) ? report.Happenings : [],
            LastTime = Shows(DisclosedPart.LastTime) ? report.LastTime : LastTime.NotStated,
            Needs = needs,
            Place = Shows(DisclosedPart.Place) ? report.Place : null,
            Safety = Shows(DisclosedPart.Danger) ? report.Safety : null,
            DangerSigns = danger,
            Relation = Shows(DisclosedPart.Relation) ? report.Relation : RelationAnswer.NotStated,
            Police = Shows(DisclosedPart.PoliceConsent) ? police : null,
            NotToBeTold = Shows(DisclosedPart.WhoMustNotKnow) ? report.NotToBeTold : [],
            NotYetTold = Shows(DisclosedPart.WhoMustNotKnow) ? report.NotYetTold : null,
            Contact = Shows(DisclosedPart.SafeContact) ? report.Contact : new SafeContact(),
        };
    }

    /// <summary>
    /// Whether a child's parents may be told, as whoever reported sees it; null where that is nobody's business here. Not stated:
    /// nobody has judged it, and the guardian may be the abuser. It alone is passed on of what a third party told.
    /// </summary>
    public static YesNo? TellingParents(Report report, IReadOnlyList<DisclosedPart> parts)
    {
        if (!parts.Contains(DisclosedPart.WhoMustNotKnow)) return null;
        var judged = report.ReportedBy?.SafeToTellParents ?? YesNo.NotStated;
        return judged != YesNo.NotStated || report.Age == AgeAnswer.Under16 ? judged : null;
    }

    /// <summary>An adult's age is not the age of the child for whom education is asked.</summary>
    private static bool Applies(DisclosedPart part, Service service, Report report) =>
        !(service == Service.Education && part == DisclosedPart.AgeBand && report.Age is not (AgeAnswer.Under16 or AgeAnswer.From16To17));
}
