using System.Text.Encodings.Web;
using System.Text.Json;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

/// <summary>Every cell for programs, in the form of <c>docs/report.schema.json</c>; its keys are those of the other files.</summary>
internal static class JsonWriter
{
    public const string Schema = "gbv-report-1";

    // Letters as they are; nothing of it is ever put into a page.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(ReportDocument document)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Options)) Write(json, document);
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, ReportDocument document)
    {
        var report = document.Report;
        json.WriteStartObject();
        json.WriteString("schema", Schema);
        json.WriteString("title", document.Title);
        json.WriteString("mark", document.Internal);
        json.WriteString("variant", report.Variant.Code());
        json.WriteString("period", report.Period.ToString());
        json.WriteString("firstDay", Day(report.Period.FirstDay));
        json.WriteString("lastDay", Day(report.Period.LastDay));
        json.WriteString("area", report.Area.Value);
        json.WriteString("areaName", document.AreaName);
        json.WriteString("asOf", report.AsOf.ToVietnam());
        json.WriteBoolean("provisional", report.Provisional);
        json.WriteString("definitions", report.Definitions);
        json.WriteStartArray("cells");
        foreach (var block in report.Blocks)
            foreach (var table in block.Tables)
                foreach (var row in table.Rows)
                    for (var i = 0; i < row.Cells.Count; i++)
                        Cell(json, document, block, table, row, i);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Cell(Utf8JsonWriter json, ReportDocument document, ReportBlock block, ReportTable table, ReportRow row, int column)
    {
        var (t, cell) = (document.T, row.Cells[column]);
        json.WriteStartObject();
        json.WriteString("key", cell.Key);
        json.WriteString("block", block.Key);
        json.WriteString("table", t[table.Label]);
        if (row.Number is { } number) json.WriteString("number", number);
        json.WriteString("line", document.Label(row));
        json.WriteString("column", t[table.Columns[column]]);
        if (cell.Value is { } value) json.WriteNumber("value", value);
        else json.WriteNull("value");
        json.WriteString("unit", cell.Unit.Code());
        if (cell.Band is { } band) json.WriteString("band", band);
        json.WriteBoolean("suppressed", cell.Suppressed);
        json.WriteEndObject();
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
