using Gbv.Domain.Referrals;

namespace Gbv.Domain.Tests.Referrals;

public sealed class WorkCalendarTests
{
    [Theory]
    [InlineData("2026-01-01")]
    [InlineData("2026-02-16")]
    [InlineData("2026-02-20")]
    [InlineData("2026-04-27")]
    [InlineData("2026-04-30")]
    [InlineData("2026-05-01")]
    [InlineData("2026-09-01")]
    [InlineData("2026-09-02")]
    [InlineData("2027-01-01")]
    [InlineData("2027-02-09")]
    [InlineData("2030-02-04")]
    public void Public_holidays_and_their_make_up_days_are_no_working_days(string day) =>
        Assert.False(WorkCalendar.Default.IsWorkingDay(DateOnly.ParseExact(day, "yyyy-MM-dd")));

    [Fact]
    public void The_lunar_days_agree_with_the_lunisolar_calendar()
    {
        // Vietnam and China reckon the same days from 2026 to 2031 but for Tết 2030: the new moon falls between their midnights.
        var lunar = new System.Globalization.ChineseLunisolarCalendar();
        foreach (var year in new[] { 2026, 2027, 2028, 2029, 2031 })
            Assert.Contains(DateOnly.FromDateTime(lunar.ToDateTime(year, 1, 1, 0, 0, 0, 0)), WorkCalendar.Default.Holidays);
    }

    [Fact]
    public void Office_hours_are_Vietnamese_time()
    {
        Assert.True(WorkCalendar.Default.IsOfficeHour(new DateTimeOffset(2026, 11, 24, 0, 30, 0, TimeSpan.Zero)));
        Assert.False(WorkCalendar.Default.IsOfficeHour(new DateTimeOffset(2026, 11, 24, 10, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void Hours_and_holidays_can_be_set()
    {
        var calendar = new WorkCalendar { Opens = new(8, 0), Holidays = new HashSet<DateOnly> { new(2026, 11, 25) } };
        var created = new DateTimeOffset(2026, 11, 24, 7, 45, 0, TimeSpan.FromHours(7));
        Assert.Equal(new DateTimeOffset(2026, 11, 26, 8, 0, 0, TimeSpan.FromHours(7)), calendar.AddWorkingDays(created, 1));
    }
}
