using CsCheck;
using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Tests.Statistics;

public sealed class FactCoarseningTests
{
    [Theory]
    [InlineData("2026-10-01", "2026-10-01")]
    [InlineData("2026-10-14", "2026-10-01")]
    [InlineData("2026-10-15", "2026-10-15")]
    [InlineData("2026-10-31", "2026-10-15")]
    [InlineData("2026-11-19", "2026-11-15")]
    [InlineData("2026-11-20", "2026-11-20")]
    [InlineData("2026-12-25", "2026-12-15")]
    public void A_day_becomes_the_part_of_its_month_that_no_calendar_divides(string day, string kept) =>
        Assert.Equal(DateOnly.Parse(kept, null).StartInVietnam(), FactCoarsening.Of(DateOnly.Parse(day, null).StartInVietnam().AddHours(13)));

    [Fact]
    public void A_coarse_fact_counts_in_the_same_months_of_both_calendars_and_the_same_programme_year() =>
        Gen.Int[0, 4 * 365 * 24].Sample(hours =>
        {
            var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, VietnamTime.Offset).AddHours(hours);
            var coarse = FactCoarsening.Of(at);
            Assert.True(coarse <= at);
            Assert.Equal(Period.MonthOf(at), Period.MonthOf(coarse));
            foreach (var cut in new[] { 0, 1 }.Select(more => Period.MonthOf(at.AddMonths(more))).Select(m => Period.Month(m.Year, m.Index, PeriodCalendar.CutOff)))
                Assert.Equal(cut.Contains(at), cut.Contains(coarse));
            Assert.Equal(ProgrammeYear(at), ProgrammeYear(coarse));
        });

    [Fact]
    public void Nothing_leads_back_to_the_case_the_household_or_a_rare_answer()
    {
        var fact = FactBuilder.AFact("old") with
        {
            HouseholdKey = "house",
            Sex = Sex.Other,
            PerpetratorSex = Sex.Other,
            Relation = PerpetratorRelation.StepParent,
            State = CaseState.Open,
            Details = new()
            {
                Time = TimeOfDay.Morning,
                Marital = MaritalStatus.Widowed,
                Displacement = Displacement.Stateless,
                Perpetrators = PerpetratorCount.MoreThan3,
                PerpetratorAge = PerpetratorAge.From61,
                PerpetratorOccupation = PerpetratorOccupation.Religious,
            },
        };

        var coarse = FactCoarsening.Of(fact, "new", "new case", fact.ReceivedAt.AddDays(70));

        Assert.Equal(("new", "new case", null), (coarse.Key, coarse.CaseKey, coarse.HouseholdKey));
        Assert.Equal((Sex.NotStated, Sex.NotStated), (coarse.Sex, coarse.PerpetratorSex));
        Assert.Equal(PerpetratorRelation.Parent, coarse.Relation);
        Assert.Equal((CaseState.Closed, ClosureReason.HerWish), (coarse.State, coarse.Closure));
        Assert.Equal(FactCoarsening.Of(fact.ReceivedAt.AddDays(70)), coarse.ClosedAt);
        Assert.Equal(new IncidentDetails { Time = TimeOfDay.Morning, PerpetratorAge = PerpetratorAge.From61 }, coarse.Details);
        Assert.Equal((fact.CoreType, fact.Age, fact.Commune), (coarse.CoreType, coarse.Age, coarse.Commune));
    }

    private static int ProgrammeYear(DateTimeOffset at) => at.VietnamDate() is { Month: > 11 } or { Month: 11, Day: >= 20 } ? at.VietnamDate().Year + 1 : at.VietnamDate().Year;
}
