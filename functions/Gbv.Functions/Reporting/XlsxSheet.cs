using System.Globalization;
using System.Xml;
using DocumentFormat.OpenXml.Spreadsheet;
using Gbv.Functions.Registers;

namespace Gbv.Functions.Reporting;

/// <summary>What stands in one cell: a text, or a figure, which may be a formula with its computed value.</summary>
internal readonly record struct SheetCell(CellStyle Style, string? Text = null, decimal? Value = null, string? Formula = null);

/// <summary>Rows of a sheet in the order in which they are written, for columns of these widths (in characters).</summary>
/// <remarks>
/// Kept as plain data and written as XML, marks as they stand and only texts through the writer: element objects, and single elements
/// and attributes too, took most of the time of a small report.
/// </remarks>
internal sealed class SheetRows(IReadOnlyList<double> widths)
{
    /// <summary>Of the elements of a sheet (ISO/IEC 29500-1, SpreadsheetML).</summary>
    public const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private const double LineHeight = 15;

    private readonly List<(double? Height, int Number, SheetCell[] Cells)> lines = [];

    public IReadOnlyList<double> Widths => widths;
    public List<string> Merged { get; } = [];

    /// <summary>Number of the row that comes next.</summary>
    public int Next { get; private set; } = 1;

    /// <summary>A line of text across all columns; it wraps, so that it never widens the printed page.</summary>
    public void Text(string text, CellStyle style)
    {
        Merged.Add($"{Reference(1, Next)}:{Reference(widths.Count, Next)}");
        Add(HeightOf(text, widths.Sum()) ?? (style == CellStyle.Title ? 18 : null), [TextCell(text, style), .. Enumerable.Range(1, widths.Count - 1).Select(_ => TextCell("", style))]);
    }

    /// <summary>A label over the first two columns, in a table whose lines have no number.</summary>
    public SheetCell[] Wide(string text, CellStyle style)
    {
        Merged.Add($"{Reference(1, Next)}:{Reference(2, Next)}");
        return [TextCell(text, style), TextCell("", style)];
    }

    /// <summary>Merged cells do not grow by themselves; null where one line is enough.</summary>
    public static double? HeightOf(string text, double width) => text.Length <= width ? null : Math.Ceiling(text.Length / width) * LineHeight;

    public void Blank() => Next++;

    public void Add(double? height, params ReadOnlySpan<SheetCell> cells)
    {
        lines.Add((height, Next, cells.ToArray()));
        Next++;
    }

    public static SheetCell TextCell(string text, CellStyle style) => new(style, text);

    public void Write(XmlWriter to)
    {
        to.WriteRaw("<x:sheetData>");
        foreach (var (height, number, cells) in lines)
        {
            to.WriteRaw(height is { } points
                ? string.Create(CultureInfo.InvariantCulture, $"<x:row r=\"{number}\" ht=\"{points}\" customHeight=\"1\">")
                : string.Create(CultureInfo.InvariantCulture, $"<x:row r=\"{number}\">"));
            for (var i = 0; i < cells.Length; i++) Write(to, cells[i], Reference(i + 1, number));
            to.WriteRaw("</x:row>");
        }

        to.WriteRaw("</x:sheetData>");
    }

    /// <summary>Text stands in the cell itself, typed as text: a spreadsheet never takes it for a formula.</summary>
    private static void Write(XmlWriter to, SheetCell cell, string place)
    {
        var isText = !string.IsNullOrEmpty(cell.Text);
        to.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<x:c r=\"{place}\" s=\"{(int)cell.Style}\"{(isText ? " t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">" : ">")}"));
        if (isText)
        {
            to.WriteString(cell.Text);
            to.WriteRaw("</x:t></x:is>");
        }

        if (cell.Formula is { } formula) to.WriteRaw($"<x:f>{formula}</x:f>");
        if (cell.Value is { } value) to.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<x:v>{value}</x:v>"));
        to.WriteRaw("</x:c>");
    }

    /// <summary>Written between the rows and the page set-up.</summary>
    public void WriteMerged(XmlWriter to)
    {
        to.WriteRaw("<x:mergeCells>");
        foreach (var merged in Merged) to.WriteRaw($"<x:mergeCell ref=\"{merged}\"/>");
        to.WriteRaw("</x:mergeCells>");
    }

    public static string Reference(int column, int row) => string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column - 1)}{row}");

    public static bool IsBelow(string upper, string lower) =>
        upper[0] == lower[0] && int.Parse(upper.AsSpan(1), CultureInfo.InvariantCulture) + 1 == int.Parse(lower.AsSpan(1), CultureInfo.InvariantCulture);
}

/// <summary>What surrounds the rows: frozen head, column widths, A4 portrait one page wide, page numbers and the mark on paper.</summary>
internal static class SheetFrame
{
    public static void Write(XmlWriter to, ReportDocument document, SheetRows rows)
    {
        to.WriteStartElement("x", "worksheet", SheetRows.Namespace);
        new SheetProperties(new PageSetupProperties { FitToPage = true }).WriteTo(to);
        new SheetViews(new SheetView(
            new Pane { VerticalSplit = BlockSheet.HeadRows, TopLeftCell = $"A{BlockSheet.HeadRows + 1}", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
        { WorkbookViewId = 0, ShowGridLines = false }).WriteTo(to);
        new Columns(rows.Widths.Select((w, i) => new Column { Min = (uint)i + 1, Max = (uint)i + 1, Width = w, CustomWidth = true })).WriteTo(to);
        rows.Write(to);
        rows.WriteMerged(to);
        // Decree 30/2020/NĐ-CP, Annex I: 20–25 mm above and below, 30–35 mm left, 15–20 mm right (inches here).
        new PageMargins { Left = 1.2, Right = 0.65, Top = 0.9, Bottom = 0.9, Header = 0.4, Footer = 0.4 }.WriteTo(to);
        new PageSetup { PaperSize = 9, Orientation = OrientationValues.Portrait, FitToWidth = 1, FitToHeight = 0 }.WriteTo(to);
        new HeaderFooter(new OddHeader("&C&P"), new OddFooter($"&C{document.Internal}")).WriteTo(to);
        to.WriteEndElement();
    }
}

/// <summary>Indexes into the cell formats of the workbook, in the order of <see cref="XlsxStyles"/>.</summary>
internal enum CellStyle : uint { Plain, Mark, Title, Note, Head, HeadRight, Line, LineIndented, LineTotal, Count, CountTotal, Decimal }

/// <summary>Fonts, borders and number formats.</summary>
internal static class XlsxStyles
{
    private const uint OneDecimal = 164;
    private const uint Thousands = 3;

    /// <summary>The same in every workbook.</summary>
    public static readonly string Xml = Create().OuterXml;

    private static Stylesheet Create() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = OneDecimal, FormatCode = "#,##0.0" }),
        new Fonts(SheetLooks.Font(11), SheetLooks.Font(11, new Bold()), SheetLooks.Font(13, new Bold()), SheetLooks.Font(10, new Italic())),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFEEEEEE" }, new BackgroundColor { Indexed = 64 }) { PatternType = PatternValues.Solid })),
        SheetLooks.Borders(),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            Format(wrap: true), Format(font: 1, wrap: true), Format(font: 2, wrap: true), Format(font: 3, wrap: true),
            Format(font: 1, fill: 2, border: 1, wrap: true), Format(font: 1, fill: 2, border: 1, wrap: true, right: true),
            Format(border: 1, wrap: true), Format(border: 1, wrap: true, indent: 2), Format(font: 1, border: 1, wrap: true),
            Format(border: 1, number: Thousands), Format(font: 1, border: 1, number: Thousands), Format(border: 1, number: OneDecimal)));

    private static CellFormat Format(uint font = 0, uint fill = 0, uint border = 0, uint number = 0, bool wrap = false, bool right = false, uint indent = 0) => new(
        new Alignment
        {
            Vertical = VerticalAlignmentValues.Top,
            WrapText = wrap,
            Horizontal = right ? HorizontalAlignmentValues.Right : indent > 0 ? HorizontalAlignmentValues.Left : HorizontalAlignmentValues.General,
            Indent = indent,
        })
    {
        FontId = font,
        FillId = fill,
        BorderId = border,
        NumberFormatId = number,
        ApplyFont = true,
        ApplyFill = fill > 0,
        ApplyBorder = border > 0,
        ApplyNumberFormat = number > 0,
        ApplyAlignment = true,
    };
}
