using System.Globalization;
using System.Text;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

/// <summary>One line a cell, with its stable key; UTF-8 with BOM, so that spreadsheets read the accents. Text can't become a formula.</summary>
internal static class CsvWriter
{
    private static readonly string[] Columns = ["period", "area", "block", "table", "number", "line", "column", "suppressed", "value", "unit", "key"];
    private const int ValueColumn = 8;

    public static byte[] Write(ReportDocument document)
    {
        var csv = new StringBuilder();
        var t = document.T;
        Line(csv, [.. Columns.Select(c => t["reporting.csv." + c])]);
        var (period, area) = (document.Report.Period.ToString(), document.Report.Area.Value);
        foreach (var info in new[] { document.Internal, document.Title, document.Range, document.AsOf, document.Provisional, document.Caution }.Concat(document.Changed).OfType<string>())
            Line(csv, period, area, t["reporting.csv.info"], "", "", info, "", "", "", "", "");
        foreach (var block in document.Report.Blocks)
            foreach (var table in block.Tables)
                foreach (var row in table.Rows)
                    for (var i = 0; i < row.Cells.Count; i++)
                        Cell(csv, document, period, block, table, row, i);
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    private static void Cell(StringBuilder csv, ReportDocument document, string period, ReportBlock block, ReportTable table, ReportRow row, int column)
    {
        var (t, cell) = (document.T, row.Cells[column]);
        Line(
            csv, period, document.Report.Area.Value,
            t[block.Label], t[table.Label], row.Number ?? "", document.Label(row), t[table.Columns[column]], t[cell.Suppressed ? "reporting.csv.yes" : "reporting.csv.no"],
            cell.Value?.ToString(CultureInfo.InvariantCulture) ?? cell.Band ?? "", t["reporting.unit." + cell.Unit.Code()], cell.Key);
    }

    /// <summary>Figures are written as they are: a change can be below zero and stays a number.</summary>
    private static void Line(StringBuilder csv, params ReadOnlySpan<string> fields)
    {
        for (var n = 0; n < fields.Length; n++)
        {
            if (n > 0) csv.Append(',');
            csv.Append(n == ValueColumn ? fields[n] : Field(fields[n]));
        }

        csv.Append("\r\n");
    }

    /// <summary>A field that begins like a formula is given an apostrophe.</summary>
    internal static string Field(string text)
    {
        var safe = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
