using System.Globalization;

namespace Gbv.Domain.Statistics;

/// <summary>How a count is told to everybody (design §5): a commune's as a band, a province's rounded to five.</summary>
public static class Disclosure
{
    /// <summary>Counts below this are never known more narrowly than <see cref="Smallest"/>.</summary>
    public const int Protected = 5;

    private const int Base = 5;
    private static readonly int[] Bands = [0, 5, 10, 20, 50, 100, 200, 500];

    public static readonly Interval Smallest = new(0, Protected - 1);

    public static Interval BandOf(int count)
    {
        var n = Bands.Length - 1;
        while (Bands[n] > count) n--;
        return new Interval(Bands[n], n == Bands.Length - 1 ? int.MaxValue : Bands[n + 1] - 1);
    }

    public static string Text(Interval band) => band.High == int.MaxValue
        ? string.Create(CultureInfo.InvariantCulture, $"{band.Low}+")
        : string.Create(CultureInfo.InvariantCulture, $"{band.Low}–{band.High}");

    /// <summary>The band that was told by this text.</summary>
    public static Interval Read(string band) => band.EndsWith('+')
        ? new Interval(int.Parse(band[..^1], CultureInfo.InvariantCulture), int.MaxValue)
        : band.Split('–') is [var low, var high]
            ? new Interval(int.Parse(low, CultureInfo.InvariantCulture), int.Parse(high, CultureInfo.InvariantCulture))
            : throw new FormatException("Not a band.");

    /// <summary>
    /// To a multiple of five above or below. The chance belongs to the cell, so that the same count is told in the same way in every
    /// version, and nobody learns more by looking twice.
    /// </summary>
    /// <param name="chance">At least 0 and below 1, from the cell's name under a key.</param>
    public static int Round(int count, double chance) => count / Base * Base + (count % Base / (double)Base > chance ? Base : 0);

    /// <summary>What a rounded count gives away to somebody who does not know the key.</summary>
    public static Interval Behind(int rounded) => new(Math.Max(0, rounded - Base + 1), rounded + Base - 1);
}
