using CsCheck;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Tests.Statistics;

public sealed class PeriodTests
{
    private static readonly Gen<Period> AnyPeriod =
        from kind in Gen.Int[0, 3].Select(n => (PeriodKind)n)
        from calendar in Gen.Int[0, 1].Select(n => (PeriodCalendar)n)
        from year in Gen.Int[2001, 2198]
        from index in Gen.Int[1, kind switch { PeriodKind.Month => 12, PeriodKind.Quarter => 4, PeriodKind.HalfYear => 2, _ => 1 }]
        select Period.Create(kind, calendar, year, index);

    [Theory]
    [InlineData("2026-10", "2026-10-01", "2026-10-31")]
    [InlineData("2026-02", "2026-02-01", "2026-02-28")]
    [InlineData("2026-Q4", "2026-10-01", "2026-12-31")]
    [InlineData("2026-H2", "2026-07-01", "2026-12-31")]
    [InlineData("2026", "2026-01-01", "2026-12-31")]
    [InlineData("cut-2026-10", "2026-09-15", "2026-10-14")]
    [InlineData("cut-2026-01", "2025-12-15", "2026-01-14")]
    [InlineData("cut-2026-Q1", "2025-12-15", "2026-03-14")]
    [InlineData("cut-2026", "2025-12-15", "2026-12-14")]
    [InlineData("2028-02", "2028-02-01", "2028-02-29")]
    [InlineData("cut-2028-03", "2028-02-15", "2028-03-14")]
    [InlineData("programme-2026", "2026-01-01", "2026-11-19")]
    [InlineData("programme-2027", "2026-11-20", "2027-11-19")]
    [InlineData("mid-term-2028", "2026-01-01", "2028-11-19")]
    [InlineData("final-2030", "2026-01-01", "2030-11-19")]
    [InlineData("fixed-20280229-20280531", "2028-02-29", "2028-05-31")]
    public void A_period_covers_the_days_of_its_calendar(string text, string first, string last)
    {
        var period = Period.Parse(text);

        Assert.Equal(first, period.FirstDay.ToString("yyyy-MM-dd", null));
        Assert.Equal(last, period.LastDay.ToString("yyyy-MM-dd", null));
        Assert.Equal(text, period.ToString());
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-00")]
    [InlineData("2026-1")]
    [InlineData("2026-Q5")]
    [InlineData("1999-01")]
    [InlineData("programme-2025")]
    [InlineData("mid-term-2029")]
    [InlineData("final-2028")]
    [InlineData("cut-programme-2026")]
    [InlineData("fixed-20260229-20260531")]
    [InlineData("fixed-20260531-20260301")]
    [InlineData("2026-10 ")]
    [InlineData("")]
    [InlineData(null)]
    public void Anything_else_is_no_period(string? text) => Assert.Null(Period.TryParse(text));

    [Fact]
    public void A_month_begins_and_ends_at_midnight_in_Vietnam()
    {
        var october = Period.Month(2026, 10);

        Assert.Equal(new DateTimeOffset(2026, 9, 30, 17, 0, 0, TimeSpan.Zero), october.From);
        Assert.True(october.Contains(new DateTimeOffset(2026, 9, 30, 17, 0, 0, TimeSpan.Zero)));
        Assert.False(october.Contains(new DateTimeOffset(2026, 9, 30, 16, 59, 59, TimeSpan.Zero)));
        Assert.True(october.Contains(new DateTimeOffset(2026, 10, 31, 16, 59, 59, TimeSpan.Zero)));
        Assert.False(october.Contains(new DateTimeOffset(2026, 10, 31, 17, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Every_instant_lies_in_exactly_one_month() =>
        Gen.Long[0, 198L * 365 * 86_400].Sample(seconds =>
        {
            var instant = new DateTimeOffset(2001, 1, 1, 0, 0, 0, TimeSpan.Zero).AddSeconds(seconds);
            var month = Period.MonthOf(instant);
            return month.Contains(instant) && !month.Next().Contains(instant) && !month.Previous().Contains(instant);
        });

    [Fact]
    public void Periods_join_without_gap_and_read_back_as_written() => AnyPeriod.Sample(period =>
        period.Until == period.Next().From && period.Next().Previous() == period && Period.Parse(period.ToString()) == period);

    [Fact]
    public void Years_of_the_programme_join_and_make_up_its_reviews()
    {
        List<Period> years = [Period.Programme(2026)];
        while (years[^1].Year < Period.FinalYear) years.Add(years[^1].Next());

        Assert.Null(years[0].Before);
        Assert.All(years.Zip(years.Skip(1)), pair => Assert.Equal(pair.First.Until, pair.Second.From));
        Assert.Equal((years[0].From, years[2].Until), (Period.Parse("mid-term-2028").From, Period.Parse("mid-term-2028").Until));
        Assert.Equal((years[0].From, years[4].Until), (Period.Parse("final-2030").From, Period.Parse("final-2030").Until));
        Assert.Null(Period.Parse("final-2030").After);
    }

    [Theory]
    [InlineData(PeriodKind.Month, PeriodCalendar.Civil, "2026-12-15", "2026-12")]
    [InlineData(PeriodKind.Month, PeriodCalendar.CutOff, "2026-12-14", "cut-2026-12")]
    [InlineData(PeriodKind.Month, PeriodCalendar.CutOff, "2026-12-15", "cut-2027-01")]
    [InlineData(PeriodKind.Quarter, PeriodCalendar.CutOff, "2026-12-31", "cut-2027-Q1")]
    [InlineData(PeriodKind.HalfYear, PeriodCalendar.Civil, "2026-06-30", "2026-H1")]
    [InlineData(PeriodKind.Year, PeriodCalendar.CutOff, "2026-12-15", "cut-2027")]
    [InlineData(PeriodKind.Programme, PeriodCalendar.Civil, "2026-11-19", "programme-2026")]
    [InlineData(PeriodKind.Programme, PeriodCalendar.CutOff, "2026-11-20", "programme-2027")]
    [InlineData(PeriodKind.Programme, PeriodCalendar.Civil, "2025-08-01", "programme-2026")]
    [InlineData(PeriodKind.MidTerm, PeriodCalendar.Civil, "2027-03-01", "mid-term-2028")]
    [InlineData(PeriodKind.MidTerm, PeriodCalendar.Civil, "2029-03-01", null)]
    [InlineData(PeriodKind.Final, PeriodCalendar.Civil, "2029-03-01", "final-2030")]
    public void A_day_lies_in_one_period_of_each_kind(PeriodKind kind, PeriodCalendar calendar, string day, string? period) =>
        Assert.Equal(period, Period.Of(kind, calendar, DateOnly.Parse(day, null))?.ToString());

    [Fact]
    public void Longer_periods_are_made_of_months_of_their_own_calendar() => AnyPeriod.Sample(period =>
    {
        var first = Period.Of(PeriodKind.Month, period.Calendar, period.FirstDay)!;
        var last = Period.Of(PeriodKind.Month, period.Calendar, period.LastDay)!;
        return first.FirstDay == period.FirstDay && last.LastDay == period.LastDay && Period.Of(period.Kind, period.Calendar, period.LastDay) == period;
    });

    [Fact]
    public void A_period_is_over_with_its_last_instant()
    {
        var period = Period.Month(2026, 10);

        Assert.False(period.IsOver(period.Until.AddTicks(-1)));
        Assert.True(period.IsOver(period.Until));
        Assert.Equal(new DateOnly(2026, 11, 1), period.Until.VietnamDate());
    }
}
