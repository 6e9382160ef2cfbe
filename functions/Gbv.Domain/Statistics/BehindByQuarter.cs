using Gbv.Domain.Indicators;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// The communes that have not reached a target, with the figure of each: a line for each quarter of the whole, the least first, and in it
/// the communes of one figure together. One by one, those of a province filled three pages of its letter.
/// </summary>
internal static class BehindByQuarter
{
    private static readonly string[] Spans = ["0%", "dưới 25%", "từ 25% đến dưới 50%", "từ 50% đến dưới 75%", "từ 75% trở lên"];

    public static IEnumerable<string> Lines(IEnumerable<(string Name, Reached Reached)> communes) => communes.GroupBy(c => Span(c.Reached)).OrderBy(q => q.Key)
        .Select(q => $"chưa đạt, {Spans[q.Key]} ({q.Count()} địa bàn): {string.Join("; ", Figures(q))}");

    /// <summary>The least share first; of equal shares the one of which more is missing.</summary>
    private static IEnumerable<string> Figures(IEnumerable<(string Name, Reached Reached)> communes) => communes.GroupBy(c => c.Reached)
        .OrderBy(f => (decimal)f.Key.Numerator / f.Key.Denominator).ThenByDescending(f => f.Key.Denominator)
        .Select(f => $"{f.Key}: {AreaNames.Listed(f.Select(c => c.Name))}");

    private static int Span(Reached reached) => reached.Numerator == 0 ? 0 : Math.Min(4 * reached.Numerator / reached.Denominator, 3) + 1;
}
