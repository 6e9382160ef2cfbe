using CsCheck;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Tests.Statistics;

public sealed class PeriodTests
{
    private static readonly Gen<Period> AnyPeriod =
        from kind in Gen.Enum<PeriodKind>()
        from calendar in Gen.Enum<PeriodCalendar>()
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
    public void A_period_is_over_with_its_last_instant()
    {
        var period = Period.Month(2026, 10);

        Assert.False(period.IsOver(period.Until.AddTicks(-1)));
        Assert.True(period.IsOver(period.Until));
        Assert.Equal(new DateOnly(2026, 11, 1), period.Until.VietnamDate());
    }
}
