using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Tests.Referrals;

/// <summary>How the router finds people: leave, gaps in the directory, never silent.</summary>
public sealed class RouterTests
{
    [Fact]
    public void A_coordinator_on_leave_is_replaced_by_the_stand_in() =>
        Assert.Equal("stand-in", A.Report.Routed(TheDirectory.OnLeave("coordinator")).Triage().ResponderId);

    [Fact]
    public void Coordinator_and_stand_in_on_leave_the_province_decides() =>
        Assert.Equal("p-coordinator", A.Report.Routed(TheDirectory.OnLeave("coordinator", "stand-in")).Triage().ResponderId);

    [Fact]
    public void A_responder_on_leave_is_replaced_by_the_backup() =>
        Assert.Equal("health-2", A.Report.Wishing(HelpWish.Health).Routed(TheDirectory.OnLeave("health")).For(Service.Health).ResponderId);

    [Fact]
    public void A_whole_station_on_leave_is_replaced_by_the_province() =>
        Assert.Equal("p-hospital", A.Report.Wishing(HelpWish.Health).Routed(TheDirectory.OnLeave("health", "health-2")).For(Service.Health).ResponderId);

    [Fact]
    public void Everybody_on_leave_somebody_is_still_asked() =>
        Assert.Equal("coordinator", A.Report.Routed(TheDirectory.OnLeave([.. TheDirectory.Full.Entries.Select(e => e.Id)])).Triage().ResponderId);

    [Fact]
    public void A_commune_without_a_coordinator_falls_to_the_province() =>
        Assert.Equal("p-coordinator", A.Report.Routed(TheDirectory.Without("coordinator", "stand-in")).Triage().ResponderId);

    [Fact]
    public void Without_child_protection_anywhere_the_provinces_coordinator_answers_for_the_child()
    {
        var plan = A.Child.Routed(TheDirectory.Without("child", "child-2", "p-child", "p-child-2"));
        Assert.Equal("p-coordinator", plan.For(Service.ChildProtection).ResponderId);
        Assert.Contains(RoutingFlag.DirectoryIncomplete, plan.Flags);
    }

    [Fact]
    public void A_directory_without_any_named_duty_still_asks_whoever_is_left()
    {
        var plan = A.Report.Routed(TheDirectory.Of(TheDirectory.Entry("only", Office.HealthStation)));
        Assert.Equal("only", plan.Triage().ResponderId);
        Assert.Contains(RoutingFlag.DirectoryIncomplete, plan.Flags);
    }

    [Fact]
    public void An_empty_directory_is_flagged()
    {
        var plan = A.Child.InDanger().Routed(TheDirectory.Empty);
        Assert.Empty(plan.Items);
        Assert.Contains(RoutingFlag.DirectoryIncomplete, plan.Flags);
    }

    [Fact]
    public void A_wish_that_nobody_can_answer_is_flagged_for_the_coordinator() =>
        Assert.Contains(RoutingFlag.ServiceWithoutResponder, A.Report.Wishing(HelpWish.Shelter).Routed(TheDirectory.Without("p-shelter")).Flags);

    [Fact]
    public void A_service_is_asked_for_once_however_often_it_is_ticked() =>
        Assert.Equal([Service.Health], A.Report.Wishing(HelpWish.Health, HelpWish.Health).ServicesAsked());

    [Fact]
    public void The_page_offers_only_what_somebody_can_answer_without_an_excluded_office()
    {
        Assert.Equal(Enum.GetValues<HelpWish>(), Wishes.Offered(A.Report, TheDirectory.Full));
        Assert.DoesNotContain(HelpWish.PeerSupport, Wishes.Offered(A.Report.NotTelling(Office.Community), TheDirectory.Full));
        Assert.False(Wishes.PoliceOffered(A.Report.NotTelling(Office.Police), TheDirectory.Without("p-police", "p-police-2")));
    }

    [Fact]
    public void A_responder_in_conflict_is_never_picked_again()
    {
        var roster = new Roster(TheDirectory.Full, new HashSet<Office>(), new HashSet<string> { "health" });
        Assert.Equal("health-2", roster.For(Service.Health)!.Id);
    }
}
