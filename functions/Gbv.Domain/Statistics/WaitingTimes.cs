namespace Gbv.Domain.Statistics;

/// <summary>Median and 90th percentile of waiting times, in hours with one decimal.</summary>
public sealed class WaitingTimes
{
    private readonly List<long> ticks = [];
    private bool sorted;

    public int Count => ticks.Count;

    /// <summary>The middle value, or the mean of the two in the middle; null for no values.</summary>
    public decimal? Median =>
        Count == 0 ? null : Round(Count % 2 == 1 ? Hours(Count / 2) : (Hours(Count / 2 - 1) + Hours(Count / 2)) / 2);

    /// <summary>Nearest rank: the smallest value that at least nine in ten do not exceed; always one that was really seen.</summary>
    public decimal? Ninetieth => Count == 0 ? null : Round(Hours((Count * 9 + 9) / 10 - 1));

    /// <summary>Clocks may differ: nobody waited less than no time.</summary>
    public void Add(TimeSpan time)
    {
        ticks.Add(Math.Max(0, time.Ticks));
        sorted = false;
    }

    /// <summary>Sorted where they stand, once for all that is asked.</summary>
    private double Hours(int place)
    {
        if (!sorted) ticks.Sort();
        sorted = true;
        return TimeSpan.FromTicks(ticks[place]).TotalHours;
    }

    private static decimal Round(double hours) => Math.Round((decimal)hours, 1, MidpointRounding.AwayFromZero);
}
