using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Tests.Referrals;

/// <summary>Domain §3 "Who must not be told": every office, every way to say it, and that it outranks law, consent and urgency.</summary>
public sealed class ExclusionTests
{
    [Fact]
    public void Commune_office_excluded_sends_triage_to_the_province_alone()
    {
        var triage = A.Report.NotTelling(Office.CommuneOffice).Routed().Triage();
        Assert.Equal(("p-coordinator", "p-stand-in"), (triage.ResponderId, triage.BackupId));
    }

    [Fact]
    public void Commune_office_excluded_outranks_the_law_for_a_child() =>
        Assert.Equal("p-child", A.Child.NotTelling(Office.CommuneOffice).Routed().For(Service.ChildProtection).ResponderId);

    [Fact]
    public void Police_excluded_outranks_an_attack_going_on()
    {
        var item = A.Witness.InDanger().NotTelling(Office.Police).Routed().For(Service.Police);
        Assert.Equal(("p-police", "p-police-2"), (item.ResponderId, item.BackupId));
    }

    [Fact]
    public void Police_excluded_on_the_danger_form_reaches_the_province() =>
        Assert.Equal("p-police", A.DangerForm.NotTelling(Office.Police).Routed().For(Service.Police).ResponderId);

    [Fact]
    public void Health_station_excluded_outranks_her_own_tick() =>
        Assert.Equal("p-hospital", A.Report.Wishing(HelpWish.Health).NotTelling(Office.HealthStation).Routed().For(Service.Health).ResponderId);

    [Fact]
    public void School_excluded_leaves_education_to_the_coordinator()
    {
        var plan = A.Report.Wishing(HelpWish.ChildAndSchool).NotTelling(Office.School).Routed();
        Assert.DoesNotContain(plan.Items, i => i.Service == Service.Education);
        Assert.Contains(RoutingFlag.ServiceWithoutResponder, plan.Flags);
    }

    [Fact]
    public void Community_excluded_is_not_asked_for_support() =>
        Assert.Empty(A.Report.Wishing(HelpWish.PeerSupport, HelpWish.LivelihoodAndGoods).NotTelling(Office.Community).ServicesAsked());

    [Fact]
    public void Province_excluded_keeps_the_report_in_the_commune()
    {
        var plan = A.Report.Wishing(HelpWish.Counselling, HelpWish.Shelter).NotTelling(Office.Province).Routed();
        Assert.All(plan.Items, i => Assert.DoesNotContain("p-", i.ResponderId + i.BackupId, StringComparison.Ordinal));
        Assert.Equal([Service.SocialWork], plan.Items.Where(i => i.Service is not null).Select(i => i.Service!.Value));
    }

    [Fact]
    public void To_the_province_leaves_the_commune_office_out() =>
        Assert.Equal("p-coordinator", (A.Report with { ToProvince = true }).Routed().Triage().ResponderId);

    [Fact]
    public void To_the_province_on_the_danger_form_leaves_the_commune_police_out_too()
    {
        var plan = (A.DangerForm with { ToProvince = true }).Routed();
        Assert.Equal(("p-coordinator", "p-police"), (plan.Triage().ResponderId, plan.For(Service.Police).ResponderId));
    }

    [Theory]
    [InlineData(ReporterRole.TeacherOrSchoolCounsellor, Office.School)]
    [InlineData(ReporterRole.HealthWorker, Office.HealthStation)]
    [InlineData(ReporterRole.HamletHeadOrFront, Office.Community)]
    [InlineData(ReporterRole.Official, Office.Police)]
    public void Somebody_of_the_reporting_unit_excludes_the_unit_and_goes_to_the_province(ReporterRole role, Office unit)
    {
        var report = A.ByTeacher(worksHere: YesNo.Yes);
        var excluded = Exclusions.Of(report with { ReportedBy = report.ReportedBy! with { Role = role } });
        Assert.Equal([Office.CommuneOffice, unit], excluded.Order());
    }

    [Theory]
    [InlineData(Channel.Police, Office.Police)]
    [InlineData(Channel.School, Office.School)]
    [InlineData(Channel.HealthStation, Office.HealthStation)]
    [InlineData(Channel.Hamlet, Office.Community)]
    public void The_channel_tells_the_unit_where_the_role_does_not(Channel channel, Office unit)
    {
        var report = A.ByTeacher(worksHere: YesNo.Yes);
        Assert.Contains(unit, Exclusions.Of(report with { ReportedBy = report.ReportedBy! with { Role = ReporterRole.Other, Channel = channel } }));
    }

    [Fact]
    public void A_reporting_unit_where_the_person_does_not_work_is_not_excluded() => Assert.Empty(Exclusions.Of(A.ByTeacher(worksHere: YesNo.No)));

    [Fact]
    public void A_wrong_office_in_the_directory_does_not_let_the_commune_office_through()
    {
        var mistaken = TheDirectory.Entry("c", Office.Community, services: [Service.LegalAid]);
        var plan = A.Report.Wishing(HelpWish.LegalAdvice).NotTelling(Office.CommuneOffice).Routed(TheDirectory.Of(mistaken));
        Assert.Empty(plan.Items);
    }

    [Fact]
    public void Nobody_of_the_commune_office_may_approve_or_confirm_when_it_is_excluded()
    {
        var roster = new Roster(TheDirectory.Full, new HashSet<Office> { Office.CommuneOffice });
        Assert.Equal(["p-stand-in"], roster.Approvers("p-coordinator").Select(e => e.Id));
        Assert.Equal("p-stand-in", roster.Confirmer("p-coordinator")!.Id);
        Assert.Null(roster.Chairman());
    }
}
