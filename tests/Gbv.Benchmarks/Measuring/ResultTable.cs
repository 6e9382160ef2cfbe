namespace Gbv.Benchmarks.Measuring;

/// <summary>The figures as a markdown table, as docs/performance.md shows it.</summary>
internal static class ResultTable
{
    public static void Write(TextWriter to, IReadOnlyList<Figure> figures)
    {
        to.WriteLine("| figure | measured | limit | verdict | of which |");
        to.WriteLine("|---|---:|---:|---|---|");
        foreach (var f in figures) to.WriteLine($"| {f.Name} | {f.ValueText} | {f.LimitText} | {f.Verdict} | {f.Detail} |");
    }
}
