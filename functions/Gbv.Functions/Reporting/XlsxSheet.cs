using System.Globalization;
using System.Xml;
using Gbv.Functions.Documents;
using static Gbv.Functions.Documents.SheetLooks;

namespace Gbv.Functions.Reporting;

/// <summary>What stands in one cell: a text, or a figure, which may be a formula with its computed value.</summary>
internal readonly record struct SheetCell(CellStyle Style, string? Text = null, decimal? Value = null, string? Formula = null);

/// <summary>Rows of a sheet in the order in which they are written, for columns of these widths (in characters).</summary>
internal sealed class SheetRows(IReadOnlyList<double> widths)
{
    private const double LineHeight = 15;

    /// <summary>Characters that can still be read well on A4 portrait.</summary>
    private const double Upright = 150;

    /// <summary>A row of Excel is at most 409 points high.</summary>
    private const int MostLines = 27;

    private readonly List<(double? Height, int Number, SheetCell[] Cells)> lines = [];

    public IReadOnlyList<double> Widths => widths;
    public bool IsWide => widths.Sum() > Upright;
    public List<string> Merged { get; } = [];

    /// <summary>Number of the row that comes next.</summary>
    public int Next { get; private set; } = 1;

    /// <summary>A line of text across all columns; it wraps, so that it never widens the printed page, and goes on in the next row where it has to.</summary>
    public void Text(string text, CellStyle style)
    {
        var most = (int)(MostLines * widths.Sum());
        while (text.Length > most && text.LastIndexOf(' ', most) is var end and > 0)
        {
            Row(text[..end], style);
            text = text[(end + 1)..];
        }

        Row(text, style);
    }

    private void Row(string text, CellStyle style)
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
            SheetXml.Row(to, number, height, () =>
            {
                for (var i = 0; i < cells.Length; i++) SheetXml.Cell(to, Reference(i + 1, number), (int)cells[i].Style, cells[i].Text, cells[i].Value, cells[i].Formula);
            });
        to.WriteRaw("</x:sheetData>");
    }

    public static string Reference(int column, int row) => string.Create(CultureInfo.InvariantCulture, $"{(char)('A' + column - 1)}{row}");

    public static bool IsBelow(string upper, string lower) =>
        upper[0] == lower[0] && int.Parse(upper.AsSpan(1), CultureInfo.InvariantCulture) + 1 == int.Parse(lower.AsSpan(1), CultureInfo.InvariantCulture);
}

/// <summary>What surrounds the rows: frozen head, column widths, A4 one page wide, page numbers and the mark on paper.</summary>
internal static class SheetFrame
{
    public static void Write(XmlWriter to, ReportDocument document, SheetRows rows) => SheetXml.Sheet(to, () =>
    {
        to.WriteRaw(SheetXml.OnePageWide);
        to.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""
            <x:sheetViews><x:sheetView showGridLines="0" workbookViewId="0"><x:pane ySplit="{BlockSheet.HeadRows}" topLeftCell="A{BlockSheet.HeadRows + 1}" activePane="bottomLeft" state="frozen"/></x:sheetView></x:sheetViews>
            """));
        SheetXml.Columns(to, rows.Widths.Select(w => (w, 0)));
        rows.Write(to);
        SheetXml.Merged(to, rows.Merged);
        // Decree 30/2020/NĐ-CP, Annex I: 20–25 mm above and below, 30–35 mm left, 15–20 mm right (inches here).
        to.WriteRaw($"""
            <x:pageMargins left="1.2" right="0.65" top="0.9" bottom="0.9" header="0.4" footer="0.4"/><x:pageSetup paperSize="9" fitToWidth="1" fitToHeight="0" orientation="{(rows.IsWide ? "landscape" : "portrait")}"/><x:headerFooter><x:oddHeader>&amp;C&amp;P</x:oddHeader><x:oddFooter>
            """);
        to.WriteString($"&C{document.Internal}");
        to.WriteRaw("</x:oddFooter></x:headerFooter>");
    });
}

/// <summary>Indexes into the cell formats of the workbook, in the order of <see cref="XlsxStyles"/>.</summary>
internal enum CellStyle : uint { Plain, Mark, Title, Note, Head, HeadRight, Line, LineIndented, LineTotal, Count, CountTotal, Decimal }

/// <summary>Fonts, borders and number formats.</summary>
internal static class XlsxStyles
{
    private const uint OneDecimal = 164;
    private const uint Thousands = 3;

    /// <summary>The same in every workbook.</summary>
    public static readonly string Xml = StyleSheet((OneDecimal, "#,##0.0"), "FFEEEEEE",
        [Font(11), Font(11, bold: true), Font(13, bold: true), Font(10, italic: true)],
        [
            Line(), Line(font: 1), Line(font: 2), Line(font: 3),
            Line(font: 1, fill: 2, border: 1), Line(font: 1, fill: 2, border: 1, alignment: " horizontal=\"right\" indent=\"0\""),
            Line(border: 1), Line(border: 1, alignment: " horizontal=\"left\" indent=\"2\""), Line(font: 1, border: 1),
            Figure(Thousands), Figure(Thousands, font: 1), Figure(OneDecimal),
        ]);

    private const string General = " horizontal=\"general\" indent=\"0\"";

    private static string Line(uint font = 0, uint fill = 0, uint border = 0, string alignment = General) => Format(font, fill, border, alignment: alignment);

    private static string Figure(uint number, uint font = 0) => Format(font, border: 1, number: number, wrap: false, alignment: General);
}
