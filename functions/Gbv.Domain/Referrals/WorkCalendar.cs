using Gbv.Domain.Shared;

namespace Gbv.Domain.Referrals;

/// <summary>Working days and office hours in Vietnam, for deadlines of normal items (domain §3). Hours and holidays are settings.</summary>
public sealed record WorkCalendar
{
    /// <summary>Monday to Friday, 07:30 to 17:00, with the public holidays of Labour Code 2019 Art. 112.</summary>
    public static readonly WorkCalendar Default = new();

    public TimeOnly Opens { get; init; } = new(7, 30);
    public TimeOnly Closes { get; init; } = new(17, 0);
    public IReadOnlySet<DateOnly> Holidays { get; init; } = VietnameseHolidays.All;

    public bool IsWorkingDay(DateOnly day) => !VietnameseHolidays.IsWeekend(day) && !Holidays.Contains(day);

    public bool IsOfficeHour(DateTimeOffset instant)
    {
        var local = instant.ToVietnam();
        var time = TimeOnly.FromDateTime(local.DateTime);
        return IsWorkingDay(DateOnly.FromDateTime(local.DateTime)) && time >= Opens && time < Closes;
    }

    /// <summary>The same moment if the office is open, else the next opening.</summary>
    public DateTimeOffset NextOfficeHour(DateTimeOffset instant)
    {
        if (IsOfficeHour(instant)) return instant;
        var local = instant.ToVietnam();
        var day = DateOnly.FromDateTime(local.DateTime);
        if (TimeOnly.FromDateTime(local.DateTime) >= Opens) day = day.AddDays(1);
        while (!IsWorkingDay(day)) day = day.AddDays(1);
        return new DateTimeOffset(day.ToDateTime(Opens), VietnamTime.Offset);
    }

    /// <summary>The same time of day so many working days after the next office hour.</summary>
    public DateTimeOffset AddWorkingDays(DateTimeOffset instant, int days)
    {
        var start = NextOfficeHour(instant).ToVietnam();
        var day = DateOnly.FromDateTime(start.DateTime);
        for (var left = days; left > 0;)
        {
            day = day.AddDays(1);
            if (IsWorkingDay(day)) left--;
        }
        return new DateTimeOffset(day.ToDateTime(TimeOnly.FromDateTime(start.DateTime)), VietnamTime.Offset);
    }
}
