namespace Gbv.Domain.Statistics;

/// <summary>Median and 90th percentile of waiting times, in hours with one decimal.</summary>
public static class Percentile
{
    /// <summary>The middle value, or the mean of the two in the middle; null for no values.</summary>
    public static decimal? Median(IEnumerable<TimeSpan> spans)
    {
        var hours = Sorted(spans);
        if (hours.Length == 0) return null;
        var middle = hours.Length / 2;
        return Round(hours.Length % 2 == 1 ? hours[middle] : (hours[middle - 1] + hours[middle]) / 2);
    }

    /// <summary>Nearest rank: the smallest value that at least nine in ten do not exceed; always one that was really seen.</summary>
    public static decimal? Ninetieth(IEnumerable<TimeSpan> spans)
    {
        var hours = Sorted(spans);
        return hours.Length == 0 ? null : Round(hours[(hours.Length * 9 + 9) / 10 - 1]);
    }

    private static double[] Sorted(IEnumerable<TimeSpan> spans) => [.. spans.Select(s => Math.Max(0, s.TotalHours)).Order()];

    private static decimal Round(double hours) => Math.Round((decimal)hours, 1, MidpointRounding.AwayFromZero);
}
