using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Gbv.Browser.Tests.Browser;

/// <summary>An XLSX file as somebody who opens it sees it: sheets of rows of texts and numbers.</summary>
internal sealed class Workbook
{
    private readonly IReadOnlyList<IReadOnlyList<string>> rows;

    private Workbook(IReadOnlyList<IReadOnlyList<string>> rows) => this.rows = rows;

    public static Workbook Open(string file)
    {
        using var document = SpreadsheetDocument.Open(file, isEditable: false);
        var book = document.WorkbookPart!;
        var shared = book.SharedStringTablePart?.SharedStringTable.Elements<SharedStringItem>().Select(item => item.InnerText).ToArray() ?? [];
        return new([.. book.WorksheetParts.SelectMany(sheet => sheet.Worksheet!.Descendants<Row>()).Select(row => Cells(row, shared))]);
    }

    /// <summary>The last number in the first row that has this label (the total where there are columns); null where there is no such row.</summary>
    public int? NumberOf(string label) => rows
        .Where(cells => cells.Any(cell => cell.Equals(label, StringComparison.OrdinalIgnoreCase)))
        .Select(cells => cells.Select(cell => int.TryParse(cell, out var number) ? number : (int?)null).LastOrDefault(number => number is not null))
        .FirstOrDefault(number => number is not null);

    public override string ToString() => string.Join(Environment.NewLine, rows.Select(cells => string.Join(" ; ", cells)));

    private static IReadOnlyList<string> Cells(Row row, string[] shared) => [.. row.Elements<Cell>().Select(cell =>
        cell.DataType?.Value == CellValues.SharedString ? shared[int.Parse(cell.CellValue!.Text, System.Globalization.CultureInfo.InvariantCulture)]
        : cell.DataType?.Value == CellValues.InlineString ? cell.InlineString!.InnerText
        : cell.CellValue?.Text ?? "")];
}
