using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Tests.Referrals;

/// <summary>Domain §3 "Who is involved without or with consent": every cell of the table, then the sentences below it.</summary>
public sealed class ConsentTableTests
{
    private static readonly HelpWish[] AllWishes = Enum.GetValues<HelpWish>();

    // Adult survivor

    [Fact]
    public void Adult_the_coordinator_always() => Assert.Equal("coordinator", A.Report.Routed().Triage().ResponderId);

    [Fact]
    public void Adult_nobody_else_without_a_yes() => Assert.Empty(A.Report.InDanger().With(DangerSign.InjuredNow, DangerSign.ChildHarmed).ServicesAsked());

    [Fact]
    public void Adult_child_protection_never() => Assert.DoesNotContain(Service.ChildProtection, A.Report.InDanger().Wishing(AllWishes).ServicesAsked());

    [Theory]
    [InlineData(PoliceConsent.AdviceOnly)]
    [InlineData(PoliceConsent.MayContact)]
    [InlineData(PoliceConsent.MayVisit)]
    public void Adult_police_with_her_yes_as_far_as_she_said(PoliceConsent police)
    {
        var item = (A.Report with { Police = police }).Routed().For(Service.Police);
        Assert.Equal((police, Basis.Consent, "police", "police-2"), (item.Police, item.Basis, item.ResponderId, item.BackupId));
    }

    [Fact]
    public void Adult_in_danger_without_a_yes_to_the_police_a_second_person_is_needed()
    {
        Assert.Contains(RoutingFlag.SecondPersonNeeded, A.Report.InDanger().Routed().Flags);
        Assert.DoesNotContain(RoutingFlag.SecondPersonNeeded, (A.Report.InDanger() with { Police = PoliceConsent.MayContact }).Routed().Flags);
    }

    [Fact]
    public void Adult_others_with_her_yes() => Assert.Equal([Service.Health, Service.LegalAid], A.Report.Wishing(HelpWish.Health, HelpWish.LegalAdvice).ServicesAsked());

    // 16–17

    [Fact]
    public void Age_16_to_17_the_coordinator_always() => Assert.Equal("coordinator", Youth.Routed().Triage().ResponderId);

    [Fact]
    public void Age_16_to_17_child_protection_not_without_her_yes() => Assert.Empty(Youth.InDanger().With(Happening.ForcedSex).ServicesAsked());

    [Fact]
    public void Age_16_to_17_police_as_for_an_adult()
    {
        Assert.Contains(RoutingFlag.SecondPersonNeeded, Youth.InDanger().Routed().Flags);
        Assert.Equal([Service.Police], (Youth with { Police = PoliceConsent.MayContact }).ServicesAsked());
    }

    [Fact]
    public void Age_16_to_17_consents_alone_to_others() => Assert.Equal([Service.Health], Youth.Wishing(HelpWish.Health).ServicesAsked());

    // Under 16

    [Fact]
    public void Under_16_the_coordinator_always() => Assert.Equal("coordinator", A.Child.Routed().Triage().ResponderId);

    [Theory]
    [InlineData(Journey.Person)]
    [InlineData(Journey.Witness)]
    [InlineData(Journey.Professional)]
    [InlineData(Journey.Danger)]
    public void Under_16_child_protection_always_by_law(Journey journey)
    {
        var item = (A.Child with { Journey = journey, ReportedBy = new ThirdParty { Consent = RecordedConsent.Declined } }).Routed().For(Service.ChildProtection);
        Assert.Equal((Basis.Law, "child", "child-2"), (item.Basis, item.ResponderId, item.BackupId));
    }

    [Fact]
    public void Under_16_police_in_danger_now()
    {
        var item = A.Child.InDanger().Routed().For(Service.Police);
        Assert.Equal((Basis.Law, PoliceConsent.MayVisit), (item.Basis, item.Police));
    }

    [Theory]
    [InlineData(Happening.ForcedSex)]
    [InlineData(Happening.UnwantedTouch)]
    public void Under_16_police_after_sexual_violence_through_the_coordinator(Happening happening)
    {
        var item = A.Child.With(happening).Routed().For(Service.Police);
        Assert.Equal((Basis.Law, PoliceConsent.AdviceOnly), (item.Basis, item.Police));
    }

    [Fact]
    public void Under_16_no_police_otherwise() => Assert.Equal([Service.ChildProtection], A.Child.With(Happening.Beaten).ServicesAsked());

    [Fact]
    public void Under_16_school_and_others_never_by_the_system() => Assert.Equal([Service.ChildProtection], A.Child.Wishing(AllWishes).ServicesAsked());

    [Fact]
    public void Under_16_a_parent_may_be_the_abuser() =>
        Assert.Contains(RoutingFlag.PossibleGuardianAbuse, (A.Child with { Relation = RelationAnswer.Parent }).Routed().Flags);

    // Third party, adult

    [Fact]
    public void Third_party_the_coordinator_always() => Assert.Equal("coordinator", A.Witness.Routed().Triage().ResponderId);

    [Fact]
    public void Third_party_child_protection_never_for_an_adult() => Assert.DoesNotContain(Service.ChildProtection, A.Witness.InDanger().ServicesAsked());

    [Fact]
    public void Third_party_police_when_an_attack_is_going_on()
    {
        var item = A.Witness.InDanger().Routed().For(Service.Police);
        Assert.Equal((Basis.LifeAtRisk, PoliceConsent.MayVisit), (item.Basis, item.Police));
        Assert.Empty((A.Witness with { Police = PoliceConsent.MayVisit }).ServicesAsked());
    }

    [Fact]
    public void Third_party_others_only_after_her_consent() => Assert.Empty(A.Witness.Wishing(AllWishes).ServicesAsked());

    // The sentences below the table

    [Fact]
    public void Age_unknown_is_adult_and_flagged()
    {
        var report = A.Report with { Age = AgeAnswer.NotStated };
        Assert.Equal(PersonGroup.AdultSurvivor, ConsentTable.GroupOf(report));
        Assert.Contains(RoutingFlag.AgeUnknown, report.Routed().Flags);
        Assert.DoesNotContain(RoutingFlag.AgeUnknown, A.Report.Routed().Flags);
    }

    [Theory]
    [InlineData(AgeAnswer.From16To17)]
    [InlineData(AgeAnswer.NotStated)]
    public void Third_party_about_16_to_17_or_unknown_is_third_party_adult(AgeAnswer age) =>
        Assert.Equal(PersonGroup.ThirdPartyAdult, ConsentTable.GroupOf(A.Witness with { Age = age }));

    [Fact]
    public void Third_party_about_under_16_is_under_16() => Assert.Equal(PersonGroup.Under16, ConsentTable.GroupOf(A.Witness with { Age = AgeAnswer.Under16 }));

    [Fact]
    public void Consent_that_a_professional_recorded_counts_with_its_wishes()
    {
        var plan = (A.ByTeacher(RecordedConsent.Agreed).Wishing(HelpWish.Health) with { Police = PoliceConsent.MayContact }).Routed();
        Assert.Equal(Basis.RecordedConsent, plan.For(Service.Health).Basis);
        Assert.Equal(Basis.RecordedConsent, plan.For(Service.Police).Basis);
    }

    [Theory]
    [InlineData(RecordedConsent.NotAsked)]
    [InlineData(RecordedConsent.NotStated)]
    [InlineData(RecordedConsent.Declined)]
    public void Without_recorded_consent_only_the_coordinator_hears(RecordedConsent consent) =>
        Assert.Empty((A.ByTeacher(consent).Wishing(AllWishes) with { Police = PoliceConsent.MayVisit }).ServicesAsked());

    [Fact]
    public void Her_recorded_no_stops_at_the_coordinator_even_in_danger()
    {
        var plan = A.ByTeacher(RecordedConsent.Declined).InDanger().Routed();
        Assert.Equal(ItemKind.Triage, Assert.Single(plan.Items).Kind);
        Assert.Contains(RoutingFlag.SecondPersonNeeded, plan.Flags);
    }

    [Fact]
    public void A_professional_who_has_not_asked_yet_reports_an_attack_like_any_third_party() =>
        Assert.Equal([Service.Police], A.ByTeacher(RecordedConsent.NotAsked).InDanger().ServicesAsked());

    [Fact]
    public void That_she_knows_and_agrees_is_no_consent_to_a_service()
    {
        var report = A.Witness.Wishing(AllWishes);
        Assert.Empty((report with { ReportedBy = report.ReportedBy! with { SurvivorKnows = SurvivorKnows.KnowsAndAgrees } }).ServicesAsked());
    }

    [Fact]
    public void The_danger_form_is_consent_to_the_police_for_the_place_given()
    {
        var plan = A.DangerForm.Routed();
        Assert.Equal((Basis.Consent, PoliceConsent.MayVisit), (plan.For(Service.Police).Basis, plan.For(Service.Police).Police));
        Assert.Equal(Urgency.Immediate, plan.Urgency);
        Assert.Equal("coordinator", plan.Triage().ResponderId);
    }

    [Fact]
    public void The_danger_form_without_a_place_lets_the_police_make_contact() =>
        Assert.Equal(PoliceConsent.MayContact, (A.DangerForm with { Place = " " }).Routed().For(Service.Police).Police);

    [Theory]
    [InlineData(HelpWish.Health, Service.Health)]
    [InlineData(HelpWish.Counselling, Service.Psychosocial)]
    [InlineData(HelpWish.LegalAdvice, Service.LegalAid)]
    [InlineData(HelpWish.Shelter, Service.Shelter)]
    [InlineData(HelpWish.ChildAndSchool, Service.Education)]
    [InlineData(HelpWish.LivelihoodAndGoods, Service.Livelihood)]
    [InlineData(HelpWish.PeerSupport, Service.CommunitySupport)]
    public void Each_wish_goes_to_its_service(HelpWish wish, Service service) => Assert.Equal([service], A.Report.Wishing(wish).ServicesAsked());

    [Fact]
    public void Counselling_without_a_psychologist_goes_to_social_work() =>
        Assert.Equal([Service.SocialWork], A.Report.Wishing(HelpWish.Counselling).ServicesAsked(TheDirectory.Without("p-psychologist")));

    [Fact]
    public void Help_for_a_child_at_risk_leaves_child_protection_to_the_coordinator()
    {
        var plan = A.Report.Wishing(HelpWish.ChildAndSchool).With(DangerSign.ChildHarmed).Routed();
        Assert.Contains(RoutingFlag.ChildAtRisk, plan.Flags);
        Assert.DoesNotContain(plan.Items, i => i.Service == Service.ChildProtection);
    }

    [Theory]
    [InlineData(LastTime.TodayOrYesterday, true, true)]
    [InlineData(LastTime.Within3Days, true, true)]
    [InlineData(LastTime.Within5Days, false, true)]
    [InlineData(LastTime.ThisMonth, false, false)]
    public void Both_clocks_of_care_after_rape_are_shown_while_they_run(LastTime time, bool hiv, bool contraception)
    {
        var flags = (A.Report.With(Happening.ForcedSex) with { LastTime = time }).Routed().Flags;
        Assert.Equal((hiv, contraception), (flags.Contains(RoutingFlag.HivProphylaxisClock), flags.Contains(RoutingFlag.EmergencyContraceptionClock)));
    }

    [Theory]
    [InlineData(3, true, true)]
    [InlineData(4, false, true)]
    [InlineData(6, false, false)]
    public void A_report_told_days_ago_has_less_time_left(int daysAgo, bool hiv, bool contraception)
    {
        var told = DateOnly.FromDateTime(A.Now.UtcDateTime).AddDays(-daysAgo);
        var report = A.ByTeacher().With(Happening.ForcedSex) with { LastTime = LastTime.TodayOrYesterday };
        var flags = (report with { ReportedBy = report.ReportedBy! with { ToldOn = told } }).Routed().Flags;
        Assert.Equal((hiv, contraception), (flags.Contains(RoutingFlag.HivProphylaxisClock), flags.Contains(RoutingFlag.EmergencyContraceptionClock)));
    }

    [Fact]
    public void Every_group_has_exactly_one_row() => Assert.Equal(Enum.GetValues<PersonGroup>(), ConsentTable.Rows.Select(r => r.Group).Order());

    private static Report Youth => A.Report with { Age = AgeAnswer.From16To17 };
}
