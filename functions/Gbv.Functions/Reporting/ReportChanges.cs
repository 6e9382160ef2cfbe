using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

/// <summary>What a new version says otherwise than the one that was released before, line by line and with the reason.</summary>
internal static class ReportChanges
{
    /// <summary>More would bury the letter; the rest is in the files.</summary>
    private const int Longest = 30;

    /// <summary>The same figures have the same digest, in whatever version and file.</summary>
    public static string Digest(PeriodReport report)
    {
        var text = new StringBuilder();
        foreach (var cell in report.Cells) text.Append(CultureInfo.InvariantCulture, $"{cell.Key}={cell.Value}\n");
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    public static async Task<ReportDocument> TellAsync(LedgerEntry entry, ReportDocument document, ReportFiles files, CancellationToken ct)
    {
        // Versions from before there was a file for programs can't be compared cell by cell.
        if (entry.Released is not { } old || old.Files.FirstOrDefault(f => f.Format == "json") is not { } file) return document;
        using var json = JsonDocument.Parse(await files.ReadAsync(file, ct));
        return document with { Changed = Between(old, json.RootElement, document) };
    }

    internal static IReadOnlyList<string> Between(ReleasedReport old, JsonElement before, ReportDocument now)
    {
        var t = now.T;
        var earlier = before.GetProperty("cells").EnumerateArray().ToDictionary(c => c.GetProperty("key").GetString()!, Value);
        List<string> lines = [];
        foreach (var table in now.Report.Blocks.SelectMany(b => b.Tables))
            foreach (var row in table.Rows)
                for (var i = 0; i < row.Cells.Count; i++)
                    if (!earlier.TryGetValue(row.Cells[i].Key, out var value) || value != row.Cells[i].Value)
                        lines.Add(t["reporting.changed.line", t[table.Label], now.Label(row), t[table.Columns[i]], Text(value, t), now.Shown(row.Cells[i])]);
        var reason = old.Definitions == now.Report.Definitions ? t["reporting.changed.late"] : t["reporting.changed.definitions", old.Definitions, now.Report.Definitions];
        var head = t["reporting.changed.head", old.Version, old.ReleasedAt.Written(), reason, lines.Count];
        return [head, .. lines.Take(Longest), .. lines.Count > Longest ? (string[])[t["reporting.changed.more", lines.Count - Longest]] : []];
    }

    private static decimal? Value(JsonElement cell) => cell.GetProperty("value") is { ValueKind: JsonValueKind.Number } number ? number.GetDecimal() : null;

    private static string Text(decimal? value, Texts t) => value is { } number ? ReportDocument.Number(number) : t["reporting.not-available"];
}
