using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Kind = Gbv.Domain.Reports.Journey;

namespace Gbv.Functions.Intake.Journey;

/// <summary>From the answers of a journey to the report that is sealed and routed. Answers to questions that this person was not asked in the end do not count.</summary>
internal static class ReportFromAnswers
{
    public static Report Build(JourneyState state, string language)
    {
        var a = state.Answers;
        var asked = new Asked(state);
        return new()
        {
            Journey = state.Journey,
            Language = language,
            Commune = CommuneCode.TryParse(a.Text(Names.Commune)) ?? CommuneCode.Province,
            ToProvince = a.Has(Names.ToProvince) || CommuneCode.TryParse(a.Text(Names.Commune)) is null,
            Hamlet = a.Text(Names.Hamlet),
            Place = a.Text(Names.Place),
            Safety = a.One<SafetyNow>(Names.Safety),
            Age = a.Or<AgeAnswer>(Names.Age),
            Sex = a.Or<Sex>(Names.Sex),
            Happenings = a.Many<Happening>(Names.Happenings),
            Narrative = a.Text(Names.Narrative),
            LastTime = a.Or<LastTime>(Names.LastTime),
            DangerSigns = a.Many<DangerSign>(Names.Signs),
            Relation = a.Or<RelationAnswer>(Names.Relation),
            NotToBeTold = a.Many<Office>(Names.NotToBeTold),
            Wishes = asked.Wishes ? a.Many<HelpWish>(Names.Wishes) : [],
            Police = asked.Wishes ? a.One<PoliceConsent>(Names.Police) : null,
            Needs = a.Many<Need>(Names.Needs),
            TrustedAdult = state.IsUnder16 ? a.Text(Names.TrustedAdult) : null,
            NotYetTold = state.IsUnder16 ? a.Text(Names.NotYetTold) : null,
            Contact = ContactOf(a),
            ReportedBy = state.Journey == Kind.Person ? null : ReporterOf(state),
        };
    }

    /// <summary>
    /// The danger page's one step: the button is the yes to the police, for the place that was named (domain §3). Of what was told
    /// before, only what protects goes along: age, who must not know, how to make contact; the rest was not sent yet.
    /// </summary>
    public static Report BuildDanger(JourneyState state, string language)
    {
        var a = state.Answers;
        var herself = state.Journey == Kind.Person;
        var place = a.Text(Names.DangerPlace) ?? a.Text(Names.Place);
        return new()
        {
            Journey = herself ? Kind.Danger : Kind.Witness,
            Language = language,
            Commune = CommuneCode.TryParse(a.Text(Names.DangerCommune)) ?? CommuneCode.TryParse(a.Text(Names.Commune)) ?? CommuneCode.Province,
            ToProvince = a.Has(Names.DangerAvoid),
            NotToBeTold = [.. DangerExclusions(a).Union(a.Many<Office>(Names.NotToBeTold))],
            Hamlet = a.Text(Names.Hamlet),
            Place = place,
            Safety = SafetyNow.Danger,
            Age = a.Or<AgeAnswer>(Names.Age),
            Sex = a.Or<Sex>(Names.Sex),
            Police = !herself ? null : place is null ? PoliceConsent.MayContact : PoliceConsent.MayVisit,
            Contact = ContactOf(a),
            ReportedBy = herself ? null : new() { Role = a.Or(Names.Role, ReporterRole.Other) },
        };
    }

    private static Office[] DangerExclusions(Answers a) =>
        a.Has(Names.DangerAvoid) ? [Office.CommuneOffice, Office.Police]
        : a.Has(Names.ToProvince) ? [Office.CommuneOffice]
        : [];

    private static SafeContact ContactOf(Answers a) => new()
    {
        Channel = a.Or<ContactChannel>(Names.Channel),
        Address = a.Or<ContactChannel>(Names.Channel) == ContactChannel.None ? null : a.Text(Names.Address),
        OthersCanSee = a.Or<YesNo>(Names.OthersCanSee),
        Hours = a.Many<SafeHour>(Names.Hours),
        MayLeaveMessage = a.Or<YesNo>(Names.MayLeaveMessage),
        NameToUse = a.Text(Names.NameToUse),
        SecretWord = a.Text(Names.SecretWord),
    };

    private static ThirdParty ReporterOf(JourneyState state)
    {
        var a = state.Answers;
        return new()
        {
            Role = a.Or(Names.Role, ReporterRole.Other),
            Channel = a.Or(Names.ToldBy, Channel.Web),
            ToldOn = Days.Read(a.Text(Names.ToldOn)),
            Name = a.Text(Names.ReporterName),
            Phone = a.Text(Names.ReporterPhone),
            Unit = a.Text(Names.Unit),
            PersonInNeed = a.Text(Names.PersonInNeed),
            SurvivorKnows = a.Or<SurvivorKnows>(Names.SurvivorKnows),
            SafeWayToMeet = a.Text(Names.SafeWayToMeet),
            WorksAtThisUnit = a.Or<YesNo>(Names.WorksHere),
            Consent = state.IsUnder16 ? RecordedConsent.NotStated : a.Or<RecordedConsent>(Names.Consent),
            ConsentHow = state.IsUnder16 ? null : a.Text(Names.ConsentHow),
            ChildWish = state.IsUnder16 ? a.Text(Names.ChildWish) : null,
            ParentsKnow = state.IsUnder16 ? a.Or<YesNo>(Names.ParentsKnow) : YesNo.NotStated,
            SafeToTellParents = state.IsUnder16 ? a.Or<YesNo>(Names.SafeToTellParents) : YesNo.NotStated,
            ActionsTaken = a.Many<ActionTaken>(Names.Actions),
        };
    }

    /// <summary>Which variants of the questions hold for this person in the end.</summary>
    private readonly struct Asked(JourneyState state)
    {
        /// <summary>Ticks of P6 count for whoever decides alone, and where a professional recorded a yes.</summary>
        public bool Wishes => !state.IsUnder16 && state.Journey switch
        {
            Kind.Person => true,
            Kind.Professional => state.Answers.Or<RecordedConsent>(Names.Consent) == RecordedConsent.Agreed,
            _ => false,
        };
    }
}
