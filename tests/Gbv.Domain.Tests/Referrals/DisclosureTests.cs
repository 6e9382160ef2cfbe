using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Part = Gbv.Domain.Referrals.DisclosedPart;

namespace Gbv.Domain.Tests.Referrals;

/// <summary>Domain §3 "Who is told what": a test a service.</summary>
public sealed class DisclosureTests
{
    private static readonly Report Told = A.Report with
    {
        Narrative = "lời kể",
        Hamlet = "Ấp 3",
        Place = "sau chợ",
        Contact = new SafeContact { Channel = ContactChannel.Phone, Address = "0900", SecretWord = "xoài" },
        ReportedBy = new ThirdParty { Name = "Chị Tư", Phone = "0901" },
        TrustedAdult = "cô Ba",
        NotYetTold = "mẹ",
        NotToBeTold = [Office.School],
        Needs = [Need.Interpreter, Need.Disability, Need.InfantUnder36Months],
        DangerSigns = [DangerSign.Weapon, DangerSign.ChildHarmed],
        Relation = RelationAnswer.Partner,
        Happenings = [Happening.Beaten],
        LastTime = LastTime.ThisMonth,
        Safety = SafetyNow.Unsure,
        Police = PoliceConsent.MayVisit,
        Wishes = [HelpWish.Health],
    };

    [Theory]
    [InlineData(null)]
    [InlineData(Service.Police)]
    [InlineData(Service.Health)]
    public void Before_acceptance_only_service_urgency_and_commune(Service? service) =>
        Assert.Equal([Part.Service, Part.Urgency, Part.Commune], Disclosure.For(service, Told, accepted: false, PoliceConsent.MayVisit));

    [Fact]
    public void Health_knows_age_type_when_and_needs() => Knows(Service.Health, Part.SafeContact, Part.Age, Part.Happenings, Part.LastTime, Part.Needs);

    [Fact]
    public void Health_knows_nothing_of_the_other_person()
    {
        var shown = Shown(Service.Health);
        Assert.Equal(RelationAnswer.NotStated, shown.Relation);
        Assert.Empty(shown.DangerSigns);
        Assert.Null(shown.Place);
    }

    [Theory]
    [InlineData(PoliceConsent.MayContact)]
    [InlineData(PoliceConsent.MayVisit)]
    public void Police_know_place_danger_relation_and_whether_they_may_visit(PoliceConsent police) =>
        Assert.Equal([.. Before, Part.SafeContact, Part.Place, Part.Danger, Part.Relation, Part.PoliceConsent], Disclosure.For(Service.Police, Told, true, police));

    [Theory]
    [InlineData(PoliceConsent.AdviceOnly)]
    [InlineData(null)]
    public void Police_for_advice_get_the_coordinators_number_instead_of_hers(PoliceConsent? police)
    {
        var parts = Disclosure.For(Service.Police, Told, true, police);
        Assert.Contains(Part.CoordinatorNumber, parts);
        Assert.DoesNotContain(Part.SafeContact, parts);
        Assert.Null(Disclosure.Reduce(Told, parts, police).Contact.Address);
    }

    [Fact]
    public void Legal_aid_knows_need_and_relation() => Knows(Service.LegalAid, Part.SafeContact, Part.Needs, Part.Relation);

    [Fact]
    public void Shelter_knows_children_and_disability()
    {
        Knows(Service.Shelter, Part.SafeContact, Part.Children, Part.Disability);
        var shown = Shown(Service.Shelter);
        Assert.Equal([Need.Disability, Need.InfantUnder36Months], shown.Needs);
        Assert.Equal([DangerSign.ChildHarmed], shown.DangerSigns);
    }

    [Theory]
    [InlineData(Service.Psychosocial)]
    [InlineData(Service.SocialWork)]
    public void Counsellors_know_age_band_type_and_needs(Service service) => Knows(service, Part.SafeContact, Part.AgeBand, Part.Happenings, Part.Needs);

    [Fact]
    public void Child_protection_knows_who_must_not_know()
    {
        Knows(Service.ChildProtection, Part.SafeContact, Part.Age, Part.Happenings, Part.Place, Part.Danger, Part.Relation, Part.WhoMustNotKnow);
        Assert.Equal("mẹ", Shown(Service.ChildProtection).NotYetTold);
    }

    [Theory]
    [InlineData(AgeAnswer.Under16, YesNo.No, YesNo.No)]
    [InlineData(AgeAnswer.Under16, YesNo.Yes, YesNo.Yes)]
    [InlineData(AgeAnswer.Under16, YesNo.NotStated, YesNo.NotStated)]
    [InlineData(AgeAnswer.From16To17, YesNo.No, YesNo.No)]
    [InlineData(AgeAnswer.From16To17, YesNo.NotStated, null)]
    public void Child_protection_knows_whether_the_parents_may_be_told(AgeAnswer age, YesNo judged, YesNo? told)
    {
        var report = Told with { Age = age, ReportedBy = new ThirdParty { SafeToTellParents = judged } };

        Assert.Equal(told, Disclosure.TellingParents(report, Disclosure.For(Service.ChildProtection, report, accepted: true)));
    }

    [Fact]
    public void Of_a_child_that_told_by_itself_nobody_has_judged_whether_the_parents_may_be_told() =>
        Assert.Equal(YesNo.NotStated, Disclosure.TellingParents(A.Child, Disclosure.For(Service.ChildProtection, A.Child, accepted: true)));

    [Fact]
    public void Nobody_else_learns_whether_the_parents_may_be_told_nor_child_protection_before_it_accepts()
    {
        var report = Told with { Age = AgeAnswer.Under16, ReportedBy = new ThirdParty { SafeToTellParents = YesNo.No } };

        Assert.All(
            Enum.GetValues<Service>().Where(s => s != Service.ChildProtection),
            s => Assert.Null(Disclosure.TellingParents(report, Disclosure.For(s, report, accepted: true, PoliceConsent.MayVisit))));
        Assert.Null(Disclosure.TellingParents(report, Disclosure.For(Service.ChildProtection, report, accepted: false)));
    }

    [Fact]
    public void Livelihood_knows_need_and_children() => Knows(Service.Livelihood, Part.SafeContact, Part.Needs, Part.Children);

    [Fact]
    public void Education_knows_need_and_an_age_band_only_of_a_child()
    {
        Knows(Service.Education, Part.SafeContact, Part.Needs);
        Assert.Contains(Part.AgeBand, Disclosure.For(Service.Education, A.Child, true));
    }

    [Fact]
    public void Community_support_knows_the_need_alone() => Knows(Service.CommunitySupport, Part.SafeContact, Part.Needs);

    [Fact]
    public void The_coordinator_reads_everything_after_accepting() =>
        Assert.Same(Told, Disclosure.Reduce(Told, Disclosure.For(null, Told, accepted: true)));

    [Fact]
    public void Every_service_has_a_row() => Assert.Equal(Enum.GetValues<Service>(), Disclosure.Table.Keys.Order());

    private static readonly DisclosedPart[] Before = [Part.Service, Part.Urgency, Part.Commune];

    private static void Knows(Service service, params DisclosedPart[] parts) => Assert.Equal([.. Before, .. parts], Disclosure.For(service, Told, accepted: true));

    private static Report Shown(Service service) => Disclosure.Reduce(Told, Disclosure.For(service, Told, accepted: true));
}
