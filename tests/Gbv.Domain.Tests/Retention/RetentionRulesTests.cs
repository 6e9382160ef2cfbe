using System.Globalization;
using Gbv.Domain.Retention;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Tests.Retention;

public sealed class RetentionRulesTests
{
    private static readonly DateTimeOffset Received = At("2026-03-10");
    private static readonly DateTimeOffset Closed = At("2026-11-24").AddHours(15);

    private static RetentionCase ACase => new(Received, Closed, AgeBand.From25To39, Held: false, FactsFrozen: true, NoticedAt: null);

    [Theory]
    [InlineData(AgeBand.From25To39, "2031-11-24")]
    [InlineData(AgeBand.From60, "2031-11-24")]
    [InlineData(AgeBand.Unknown, "2031-11-24")] // as everywhere: unknown counts as grown-up
    [InlineData(AgeBand.From18To24, "2031-11-24")]
    [InlineData(AgeBand.From16To17, "2039-01-01")] // 16 in 2026, 28 in 2038
    [InlineData(AgeBand.From12To15, "2043-01-01")]
    [InlineData(AgeBand.From0To11, "2055-01-01")]
    [InlineData(AgeBand.Under16, "2055-01-01")]
    public void Personal_data_are_kept_five_years_and_those_of_children_until_they_are_grown_up(AgeBand age, string until) =>
        Assert.Equal(At(until), RetentionRules.PersonalDataUntil(Received, Closed, age));

    [Fact]
    public void A_childs_case_that_was_open_for_long_is_kept_five_years_after_its_end() =>
        Assert.Equal(At("2045-01-01"), RetentionRules.PersonalDataUntil(Received, At("2040-01-01"), AgeBand.From16To17));

    [Fact]
    public void Nothing_runs_out_while_a_case_is_open() =>
        Assert.Null(RetentionRules.Next(ACase with { ClosedAt = null, FactsFrozen = false }, At("2090-01-01")));

    [Theory]
    [InlineData("2028-11-23", null)]
    [InlineData("2028-11-24", RetentionStep.CoarsenFacts)]
    [InlineData("2033-01-01", RetentionStep.CoarsenFacts)]
    public void Facts_are_coarsened_two_years_after_the_end_and_before_anything_else(string today, RetentionStep? step) =>
        Assert.Equal(step, RetentionRules.Next(ACase with { FactsFrozen = false }, At(today)));

    [Theory]
    [InlineData("2031-10-24", null, null)]
    [InlineData("2031-10-25", null, RetentionStep.GiveNotice)] // thirty days before
    [InlineData("2031-11-24", "2031-10-25", RetentionStep.Erase)]
    [InlineData("2031-11-23", "2031-10-25", null)]
    [InlineData("2032-06-01", null, RetentionStep.GiveNotice)] // late, and still thirty days
    [InlineData("2032-06-30", "2032-06-01", null)]
    [InlineData("2032-07-01", "2032-06-01", RetentionStep.Erase)]
    [InlineData("2031-11-24", "2026-11-01", RetentionStep.GiveNotice)] // a notice of an earlier closing
    public void Whoever_leads_the_case_is_told_thirty_days_before_it_is_erased(string today, string? noticed, RetentionStep? step) =>
        Assert.Equal(step, RetentionRules.Next(ACase with { NoticedAt = noticed is null ? null : At(noticed) }, At(today)));

    [Theory]
    [InlineData("2028-11-23", null)]
    [InlineData("2028-11-24", RetentionStep.RemoveFiles)]
    public void Files_of_the_reporter_go_two_years_after_the_end_unless_a_hold_keeps_them(string today, RetentionStep? step)
    {
        Assert.Equal(step, RetentionRules.Next(ACase with { HasFiles = true }, At(today)));
        Assert.Null(RetentionRules.Next(ACase with { HasFiles = true, Held = true }, At(today)));
    }

    [Fact]
    public void A_hold_keeps_personal_data_and_not_the_days_of_the_facts()
    {
        Assert.Null(RetentionRules.Next(ACase with { Held = true, NoticedAt = At("2031-10-25") }, At("2060-01-01")));
        Assert.Equal(RetentionStep.CoarsenFacts, RetentionRules.Next(ACase with { Held = true, FactsFrozen = false }, At("2060-01-01")));
    }

    private static DateTimeOffset At(string day) => DateOnly.Parse(day, CultureInfo.InvariantCulture).StartInVietnam();
}
