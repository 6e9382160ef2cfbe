namespace Gbv.Domain.Tests.Statistics;

/// <summary>Tables that were counted by other means; no field of them holds a comma.</summary>
internal static class GoldenFile
{
    public static IEnumerable<Dictionary<string, string>> Lines(string file)
    {
        using var reader = new StreamReader(typeof(GoldenFile).Assembly.GetManifestResourceStream(file)!);
        var rows = reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.TrimEnd('\r').Split(',')).ToList();
        return rows.Skip(1).Select(r => rows[0].Zip(r).ToDictionary(p => p.First, p => p.Second));
    }

    /// <summary>A share that is a whole number is written with and without its decimal.</summary>
    public static string Figure(string value) => value.EndsWith(".0", StringComparison.Ordinal) ? value[..^2] : value;
}
