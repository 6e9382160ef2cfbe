namespace Gbv.Domain.Statistics;

/// <summary>What anybody can know of a count: it lies between these, both included.</summary>
public readonly record struct Interval(int Low, int High)
{
    public static readonly Interval Any = new(0, int.MaxValue);

    public bool IsInside(Interval other) => Low >= other.Low && High <= other.High;

    public Interval With(Interval other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));
}

/// <summary>
/// Bounds every count from all that is published: counts with their intervals, sums of counts, and counts that can't be larger than
/// others. The sums of a shareable report form a tree, so passing bounds to and fro until nothing changes gives the exact ones: a linear
/// programme would find no narrower.
/// </summary>
public sealed class IntervalAudit
{
    private readonly List<Interval> known = [];
    private readonly List<(int Sum, int[] Parts)> sums = [];
    private readonly List<(int Small, int Large)> orders = [];

    public int Add(Interval interval)
    {
        known.Add(interval);
        return known.Count - 1;
    }

    public void IsSum(int sum, params int[] parts) => sums.Add((sum, parts));

    public void IsAtMost(int small, int large) => orders.Add((small, large));

    /// <summary>What is known of each count, where some are known from what was published besides.</summary>
    public IReadOnlyList<Interval> Known(IEnumerable<(int Count, Interval Published)> published)
    {
        var bounds = known.ToArray();
        foreach (var (count, interval) in published) bounds[count] = bounds[count].With(interval);
        while (Narrow(bounds)) { }

        return bounds;
    }

    private bool Narrow(Interval[] bounds)
    {
        var changed = false;
        foreach (var (sum, parts) in sums)
        {
            long low = 0, high = 0;
            foreach (var part in parts)
            {
                low += bounds[part].Low;
                high += bounds[part].High;
            }

            changed |= Set(bounds, sum, low, high);
            foreach (var part in parts)
                changed |= Set(bounds, part, bounds[sum].Low - (high - bounds[part].High), bounds[sum].High - (low - bounds[part].Low));
        }

        foreach (var (small, large) in orders)
        {
            changed |= Set(bounds, small, 0, bounds[large].High);
            changed |= Set(bounds, large, bounds[small].Low, int.MaxValue);
        }

        return changed;
    }

    private static bool Set(Interval[] bounds, int count, long low, long high)
    {
        var narrower = bounds[count].With(new Interval((int)Math.Clamp(low, 0, int.MaxValue), (int)Math.Clamp(high, 0, int.MaxValue)));
        if (narrower == bounds[count]) return false;
        bounds[count] = narrower;
        return true;
    }
}
