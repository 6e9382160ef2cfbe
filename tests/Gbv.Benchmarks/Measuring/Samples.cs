namespace Gbv.Benchmarks.Measuring;

/// <summary>What to take from measured values.</summary>
internal static class Samples
{
    /// <summary>Runs that each figure is the median of.</summary>
    public const int Runs = 5;

    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Nearest rank: a value that was really seen.</summary>
    public static double Percentile(IEnumerable<double> values, double part)
    {
        double[] sorted = [.. values.Order()];
        return sorted[(int)Math.Ceiling(sorted.Length * part) - 1];
    }

    /// <summary>
    /// Does the same work in each of the ways, <see cref="Runs"/> times, each time beginning with another one, so that
    /// whatever else the machine does meets all of them alike. Result: for each way its values, by run.
    /// </summary>
    public static async Task<double[][]> InterleavedAsync(params Func<Task<double>>[] ways)
    {
        var values = ways.Select(_ => new double[Runs]).ToArray();
        for (var run = 0; run < Runs; run++)
            foreach (var way in Order(ways.Length, run))
                values[way][run] = await ways[way]();
        return values;
    }

    /// <summary>The median over the runs of one way's value divided by the other's in the same run.</summary>
    public static double Ratio(double[] one, double[] other) => Median(one.Zip(other, (a, b) => a / b));

    public static IEnumerable<int> Order(int ways, int turn) => Enumerable.Range(0, ways).Select(i => (i + turn) % ways);
}
