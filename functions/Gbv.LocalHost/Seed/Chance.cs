using System.Security.Cryptography;
using System.Text;

namespace Gbv.LocalHost.Seed;

/// <summary>Chance that repeats itself: the same seed, case and question always give the same answer, in whatever order it is asked.</summary>
internal sealed class Chance
{
    private readonly ulong state;
    private ulong draws;

    private Chance(ulong state) => this.state = state;

    public static Chance Of(params ReadOnlySpan<object> parts) =>
        new(BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('|', parts.ToArray())))));

    /// <summary>From 0 up to, but not including, 1.</summary>
    public double Next()
    {
        // SplitMix64: small, and the same on every machine and version.
        var z = unchecked(state + (++draws) * 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return ((z ^ (z >> 31)) >> 11) / (double)(1UL << 53);
    }

    public bool Is(double probability) => Next() < probability;

    public int Between(int from, int to) => from + (int)(Next() * (to - from + 1));

    public T Pick<T>(params ReadOnlySpan<T> among) => among[(int)(Next() * among.Length)];

    /// <summary>One of several, by weight.</summary>
    public T Pick<T>(params ReadOnlySpan<(T Value, int Weight)> among)
    {
        var total = 0;
        foreach (var (_, weight) in among) total += weight;
        var left = Next() * total;
        foreach (var (value, weight) in among)
            if ((left -= weight) < 0) return value;
        return among[^1].Value;
    }

    public List<T> Some<T>(double probability, params ReadOnlySpan<T> among)
    {
        List<T> chosen = [];
        foreach (var one in among)
            if (Is(probability)) chosen.Add(one);
        return chosen;
    }

    /// <summary>A waiting time with a long tail: half of them shorter than the median, one in ten longer than about three and a half times it.</summary>
    public TimeSpan Wait(TimeSpan median)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - Next())) * Math.Cos(2 * Math.PI * Next());
        return median * Math.Exp(normal);
    }
}
