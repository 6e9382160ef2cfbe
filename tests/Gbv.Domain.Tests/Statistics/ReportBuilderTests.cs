using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using static Gbv.Domain.Tests.Statistics.FactBuilder;

namespace Gbv.Domain.Tests.Statistics;

public sealed class ReportBuilderTests
{
    /// <summary>Seven persons and nine incidents whose cells were counted by hand.</summary>
    private static readonly CaseFact[] AMonth =
    [
        // A woman of 30 and her husband: two incidents, clinic and police helped, a no-contact decision.
        AFact("a1", "A") with
        {
            Domestic = true, CoreType = CoreType.PhysicalAssault, Forms = [ViolenceForm.Physical, ViolenceForm.Mental], Sex = Sex.Female, Age = AgeBand.From25To39,
            PerpetratorSex = Sex.Male, Measures = [Measure.NoContact], HouseholdKey = "h1", State = CaseState.FollowUp, TriagedAt = Vn(10, 10, 13),
            FirstAcceptedAt = Vn(10, 10, 19), FirstServiceAt = Vn(10, 11, 9),
            Referrals =
            [
                AReferral(Service.Health, ItemState.Completed, Vn(10, 10, 19), given: true),
                AReferral(Service.Police, ItemState.Accepted, Vn(10, 12)),
            ],
        },
        AFact("a2", "A", 2) with { Domestic = true, CoreType = CoreType.PsychologicalAbuse, Forms = [ViolenceForm.Mental], Sex = Sex.Female, Age = AgeBand.From25To39, PerpetratorSex = Sex.Male, State = CaseState.FollowUp },

        // Her daughter of 10, same household, father.
        AFact("b1", "B") with
        {
            Domestic = true, CoreType = CoreType.PsychologicalAbuse, Forms = [ViolenceForm.Mental], Sex = Sex.Female, Age = AgeBand.From0To11, PerpetratorSex = Sex.Male,
            HouseholdKey = "h1", Channel = Channel.School, State = CaseState.Open, TriagedAt = Vn(10, 10, 11),
            Referrals = [AReferral(Service.ChildProtection, ItemState.Sent)],
        },

        // A man of 70 and his son; money withheld; not triaged.
        AFact("c1", "C") with { Domestic = true, Sex = Sex.Male, Age = AgeBand.From60, PerpetratorSex = Sex.NotStated },

        // Outside the family, at work; closed in the month.
        AFact("d1", "D") with
        {
            Domestic = false, CoreType = CoreType.SexualAssault, Forms = [ViolenceForm.Sexual], Sex = Sex.Female, Age = AgeBand.From18To24, PerpetratorSex = Sex.Male,
            State = CaseState.Closed, Closure = ClosureReason.NeedsMet, ClosedAt = Vn(10, 25), TriagedAt = Vn(10, 11, 9),
        },

        // Nobody knows yet who did it.
        AFact("e1", "E") with { Domestic = null, Channel = Channel.Phone },

        // Two persons closed it as no GBV: on its own line only.
        AFact("f1", "F") with { Domestic = null, CoreType = CoreType.NotGbv, State = CaseState.Closed, Closure = ClosureReason.NotGbv, ClosedAt = Vn(10, 20) },

        // One person closed it; the second has not confirmed: still open, still counted.
        AFact("g1", "G") with { Domestic = true, CoreType = CoreType.NotGbv, Sex = Sex.Female, Age = AgeBand.Unknown, State = CaseState.Open, Closure = ClosureReason.NotGbv },
        AFact("g2", "G", 2) with { Domestic = null, CoreType = CoreType.NotGbv, Sex = Sex.Female, Age = AgeBand.Unknown, State = CaseState.Open },
    ];

    [Theory]
    [InlineData("received.domestic", 5)]
    [InlineData("received.outside", 1)]
    [InlineData("received.relation-unknown", 2)]
    [InlineData("received.left-out", 1)]
    [InlineData("received.total", 9)]
    [InlineData("persons.counted", 6)]
    [InlineData("persons.left-out", 1)]
    [InlineData("core-type.unclassified", 2)]
    [InlineData("core-type.physical-assault", 1)]
    [InlineData("core-type.psychological-abuse", 2)]
    [InlineData("core-type.sexual-assault", 1)]
    [InlineData("core-type.not-gbv", 2)]
    [InlineData("core-type.total", 8)]
    [InlineData("form.domestic.households", 3)]
    [InlineData("form.domestic.incidents", 5)]
    [InlineData("form.domestic.form.mental", 3)]
    [InlineData("form.domestic.form.physical", 1)]
    [InlineData("form.domestic.form.sexual", 0)]
    [InlineData("form.domestic.form.unclassified", 2)]
    [InlineData("form.domestic.perpetrators", 4)]
    [InlineData("form.domestic.perpetrators.male", 2)]
    [InlineData("form.domestic.perpetrators.female", 0)]
    [InlineData("form.domestic.perpetrators.other", 2)]
    [InlineData("form.domestic.measure.no-contact", 1)]
    [InlineData("form.domestic.measure.criminal", 0)]
    [InlineData("form.domestic.persons.male", 1)]
    [InlineData("form.domestic.persons.female", 3)]
    [InlineData("form.domestic.persons.under-16", 1)]
    [InlineData("form.domestic.persons.women-16-59", 1)]
    [InlineData("form.domestic.persons.from-60", 1)]
    [InlineData("form.domestic.persons.age-unknown", 1)]
    [InlineData("form.domestic.persons.age", 4)]
    [InlineData("form.domestic.handled", 1)]
    [InlineData("form.domestic.handled.women-16-59", 1)]
    [InlineData("form.domestic.helped.medical", 1)]
    [InlineData("form.domestic.helped.counselled", 0)]
    [InlineData("form.outside.incidents", 1)]
    [InlineData("form.outside.form.sexual", 1)]
    [InlineData("form.outside.persons.female", 1)]
    public void The_months_counts_are_those_counted_by_hand(string cell, int expected) => Assert.Equal(expected, Build(AMonth).Value(cell));

    [Theory]
    [InlineData("channel.web", 5)]
    [InlineData("channel.school", 1)]
    [InlineData("channel.phone", 1)]
    [InlineData("channel.total", 7)]
    [InlineData("times.triage.reports", 3)]
    [InlineData("times.triage.median", 4)] // 2, 4 and 24 hours
    [InlineData("times.triage.p90", 24)]
    [InlineData("times.triage.waiting", 3)]
    [InlineData("times.acceptance.median", 10)]
    [InlineData("times.first-service.p90", 24)]
    [InlineData("deadline.due", 3)]
    [InlineData("deadline.in-time", 1)]
    [InlineData("deadline.overdue", 1)]
    [InlineData("service.health.sent", 1)]
    [InlineData("service.health.given", 1)]
    [InlineData("service.total.sent", 3)]
    [InlineData("state.completed", 1)]
    [InlineData("state.sent", 1)]
    [InlineData("open.to-30", 5)]
    [InlineData("open.total", 5)]
    [InlineData("closed.needs-met", 1)]
    [InlineData("closed.not-gbv", 1)]
    [InlineData("closed.total", 2)]
    [InlineData("closed.share-not-gbv", 50)]
    [InlineData("closed.unconfirmed", 1)]
    public void The_months_process_is_the_one_counted_by_hand(string cell, int expected) => Assert.Equal(expected, Build(AMonth).Value(cell));

    [Fact]
    public void The_share_within_the_deadline_has_one_decimal() => Assert.Equal(33.3m, Build(AMonth).Value("deadline.share"));

    [Fact]
    public void A_month_without_reports_is_a_report_of_zeros_and_of_figures_that_are_not_available()
    {
        var report = Build();

        Assert.Equal(0, report.Value("received.total"));
        Assert.Null(report.Value("times.triage.median"));
        Assert.Null(report.Value("deadline.share"));
        Assert.Null(report.Value("closed.share-not-gbv"));
    }

    [Fact]
    public void The_month_is_that_of_the_Vietnamese_day()
    {
        var lastSecond = AFact("a") with { ReceivedAt = Vn(10, 31, 23, 59) };
        var nextMonth = AFact("b") with { ReceivedAt = Vn(11, 1, 0) };

        Assert.Equal(1, Build(lastSecond, nextMonth).Value("received.total"));
    }

    [Fact]
    public void A_fact_delivered_twice_counts_once() => Assert.Equal(1, Build(AFact("a"), AFact("a")).Value("received.total"));

    [Fact]
    public void What_happened_after_the_month_leaves_its_report_unchanged()
    {
        var open = AFact("a") with { Referrals = [AReferral(Service.Health, ItemState.Sent)] };
        var later = open with
        {
            State = CaseState.Closed,
            Closure = ClosureReason.Moved,
            ClosedAt = Vn(11, 2),
            TriagedAt = Vn(11, 1),
            FirstAcceptedAt = Vn(11, 1),
            Referrals = [AReferral(Service.Health, ItemState.Accepted, Vn(11, 1))],
        };

        foreach (var cell in new[] { "open.total", "times.triage.waiting", "times.triage.reports", "deadline.overdue", "deadline.share", "closed.total" })
            Assert.Equal(Build(open).Value(cell), Build(later).Value(cell));
    }

    [Fact]
    public void An_older_open_case_is_open_in_this_month_but_was_not_received_in_it()
    {
        var report = Build(AFact("a") with { ReceivedAt = Vn(6, 1) });

        Assert.Equal(0, report.Value("received.total"));
        Assert.Equal(1, report.Value("open.over-90"));
    }

    [Fact]
    public void A_commune_sees_only_its_own_and_the_province_the_sum_of_all()
    {
        var elsewhere = AFact("b") with { Commune = new CommuneCode("song-phu") };
        var ours = AFact("a");
        var province = ReportBuilder.Build(new ReportInput(October, CommuneCode.Province, [ours, elsewhere], InNovember, [(CaiNhum, "xã Cái Nhum")]));

        Assert.Equal(1, Build(ours, elsewhere).Value("received.total"));
        Assert.Equal(2, province.Value("received.total"));
        Assert.Equal(1, province.Value("area.cai-nhum.received"));
        Assert.Equal(1, province.Value("area.elsewhere.received"));
        Assert.Equal(2, province.Value("area.total.received"));
    }

    [Fact]
    public void A_running_month_is_provisional_and_told_up_to_now()
    {
        var report = ReportBuilder.Build(new ReportInput(October, CaiNhum, [AFact("a"), AFact("b") with { ReceivedAt = Vn(10, 30) }], Vn(10, 20)));

        Assert.True(report.Provisional);
        Assert.Equal(1, report.Value("received.total"));
        Assert.False(Build().Provisional);
    }

    [Fact]
    public void A_communes_month_holds_no_crossing() =>
        Assert.DoesNotContain(Build(AMonth).Blocks.SelectMany(b => b.Tables), t => t.Key == "area" || t.Columns.Count > 1 && t.Key is not ("times" or "service" or "changes"));
}
