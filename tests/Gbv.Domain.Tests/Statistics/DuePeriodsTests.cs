using CsCheck;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Tests.Statistics;

public sealed class DuePeriodsTests
{
    private static readonly Period July = Period.Month(2026, 7);

    private static IEnumerable<string> Due(Period first, DateTimeOffset now, PeriodCalendar calendar = PeriodCalendar.Civil) =>
        DuePeriods.Of(first, Period.CalendarKinds, calendar, now).Select(p => p.ToString());

    [Fact]
    public void After_seven_months_without_a_timer_every_period_is_owed_once_in_the_order_of_their_ends() => Assert.Equal(
        ["2026-07", "2026-08", "2026-09", "2026-Q3", "2026-10", "programme-2026", "2026-11", "2026-12", "2026-Q4", "2026-H2", "2026", "2027-01"],
        Due(July, At(2027, 2, 1)));

    [Fact]
    public void The_programme_year_is_owed_from_midnight_of_20_November_in_Vietnam()
    {
        Assert.DoesNotContain("programme-2026", Due(July, At(2026, 11, 20).AddTicks(-1)));
        Assert.Contains("programme-2026", Due(July, At(2026, 11, 20)));
    }

    [Fact]
    public void The_calendar_year_is_owed_in_January_and_the_reviews_of_the_programme_at_their_ends()
    {
        Assert.Equal("2026", Due(July, At(2027, 1, 1)).Last());
        Assert.Contains("mid-term-2028", Due(July, At(2028, 11, 20)));
        Assert.DoesNotContain("mid-term-2028", Due(Period.Month(2029, 1), At(2031, 1, 1)));
        Assert.Contains("final-2030", Due(Period.Month(2029, 1), At(2030, 11, 20)));
    }

    [Fact]
    public void The_cut_off_calendar_owes_its_own_months() => Assert.Equal(
        ["cut-2026-07", "cut-2026-08", "cut-2026-09", "cut-2026-Q3", "cut-2026-10"], Due(July, At(2026, 10, 15), PeriodCalendar.CutOff));

    [Fact]
    public void Looking_later_only_adds_to_what_was_owed() =>
        Gen.Select(Gen.Int[0, 2000], Gen.Int[0, 400]).Sample((days, more) =>
        {
            var (before, after) = (Due(July, At(2026, 7, 1).AddDays(days)).ToList(), Due(July, At(2026, 7, 1).AddDays(days + more)).ToList());
            return before.SequenceEqual(after.Take(before.Count)) && after.Distinct().Count() == after.Count;
        }, iter: 100);

    private static DateTimeOffset At(int year, int month, int day) => new DateOnly(year, month, day).StartInVietnam();
}
