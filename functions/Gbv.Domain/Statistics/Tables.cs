namespace Gbv.Domain.Statistics;

/// <summary>Shapes of tables that several blocks use.</summary>
internal static class Tables
{
    internal readonly record struct Line(string Key, string Label, int Value);

    /// <summary>A line for each member of a code list.</summary>
    internal static IReadOnlyList<Line> Lines<TItem, T>(IEnumerable<TItem> items, Func<TItem, T> of, Func<T, string> label) where T : struct, Enum
    {
        var counts = new CodeCounts<T>();
        foreach (var item in items) counts.Add(of(item));
        return counts.Lines(label);
    }

    /// <summary>Lines that exclude each other, and their sum as the last line.</summary>
    internal static ReportTable OneWay(string key, string label, string column, string totalLabel, IReadOnlyList<Line> lines) =>
        new(key, label, [column],
        [
            .. lines.Select(l => new ReportRow(l.Key, l.Label, [new ReportCell($"{key}.{l.Key}", l.Value)]) { Level = 1 }),
            new ReportRow("total", totalLabel, [new ReportCell($"{key}.total", lines.Sum(l => l.Value)) { SumOf = [.. lines.Select(l => $"{key}.{l.Key}")] }]) { IsTotal = true },
        ]);

    internal static ReportRow Single(string table, string key, string label, decimal? value, CellUnit unit = CellUnit.Count) =>
        new(key, label, [new ReportCell($"{table}.{key}", value, unit)]);

    /// <summary>A share in percent with one decimal; not available where there is nothing to share.</summary>
    internal static decimal? Share(int part, int whole) =>
        whole == 0 ? null : Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero);
}
