using Gbv.Domain.Reports;
using Gbv.Domain.Statistics;
using static Gbv.Domain.Tests.Statistics.FactBuilder;

namespace Gbv.Domain.Tests.Statistics;

public sealed class CircumstancesTests
{
    [Theory]
    [InlineData(LastTime.TodayOrYesterday, ReportDelay.UpTo3Days)]
    [InlineData(LastTime.Within3Days, ReportDelay.UpTo3Days)]
    [InlineData(LastTime.Within5Days, ReportDelay.UpTo5Days)]
    [InlineData(LastTime.ThisMonth, ReportDelay.UpTo30Days)]
    [InlineData(LastTime.LongerAgo, ReportDelay.Over30Days)]
    [InlineData(LastTime.NotStated, ReportDelay.NotStated)]
    public void Without_a_day_the_pages_answer_tells_how_long_it_took(LastTime answer, ReportDelay delay) =>
        Assert.Equal(delay, Circumstances.DelayOf(Circumstances.DaysToReport(Vn(10, 10), answer, null), answer));

    [Theory]
    [InlineData(10, ReportDelay.UpTo3Days)]
    [InlineData(7, ReportDelay.UpTo3Days)]
    [InlineData(6, ReportDelay.UpTo5Days)]
    [InlineData(5, ReportDelay.UpTo5Days)]
    [InlineData(4, ReportDelay.UpTo30Days)]
    public void The_day_that_triage_knows_goes_before_the_answer(int october, ReportDelay delay) =>
        Assert.Equal(delay, Circumstances.DelayOf(Circumstances.DaysToReport(Vn(10, 10), LastTime.LongerAgo, new DateOnly(2026, 10, october)), LastTime.LongerAgo));

    [Fact]
    public void An_incident_of_the_year_before_took_long() =>
        Assert.Equal(ReportDelay.Over30Days, Circumstances.DelayOf(Circumstances.DaysToReport(Vn(10, 10), LastTime.NotStated, new DateOnly(2025, 12, 31)), LastTime.NotStated));

    [Fact]
    public void Days_to_health_are_Vietnamese_days()
    {
        // 23:30 and 00:30 are two days, though an hour apart.
        Assert.Equal(4, Circumstances.DaysToHealth(Vn(10, 10, 23, 30), 3, Vn(10, 11, 0, 30)));
        Assert.Equal(3, Circumstances.DaysToHealth(Vn(10, 10, 0, 30), 3, Vn(10, 10, 23, 30)));
    }

    [Fact]
    public void Where_the_day_or_the_referral_is_missing_nothing_is_said()
    {
        Assert.Null(Circumstances.DaysToHealth(Vn(10, 10), null, Vn(10, 10)));
        Assert.Null(Circumstances.DaysToHealth(Vn(10, 10), 1, null));
    }

    [Fact]
    public void Flags_are_only_what_was_told()
    {
        var report = new Report { Journey = Journey.Person, Commune = CaiNhum, Needs = [Need.Disability, Need.FemaleStaff, Need.InfantUnder36Months], DangerSigns = [DangerSign.Pregnant, DangerSign.Repeats] };

        Assert.Equal([PersonFlag.Disability, PersonFlag.Pregnant, PersonFlag.InfantUnder36Months], Circumstances.FlagsOf(report));
        Assert.Empty(Circumstances.FlagsOf(report with { Needs = [], DangerSigns = [] }));
    }
}
