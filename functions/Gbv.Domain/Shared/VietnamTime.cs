using System.Globalization;

namespace Gbv.Domain.Shared;

/// <summary>Civil time in Vietnam: UTC+7 all year, no daylight saving. Periods and deadlines for people are in it; storage is in UTC.</summary>
public static class VietnamTime
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    public static DateTimeOffset ToVietnam(this DateTimeOffset instant) => instant.ToOffset(Offset);

    public static DateOnly VietnamDate(this DateTimeOffset instant) => DateOnly.FromDateTime(instant.ToVietnam().DateTime);

    /// <summary>The instant at which this Vietnamese day begins.</summary>
    public static DateTimeOffset StartInVietnam(this DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), Offset);

    /// <summary>As Vietnamese documents write a day: "24/11/2026".</summary>
    public static string Written(this DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);

    /// <summary>Hour and day in Vietnam: "08:46 24/11/2026".</summary>
    public static string Written(this DateTimeOffset instant) => instant.ToVietnam().ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture);
}
