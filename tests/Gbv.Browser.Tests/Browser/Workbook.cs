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

    /// <summary>The last number in the first row that has this label: the total where there are columns.</summary>
    public int NumberOf(string label)
    {
        var row = rows.FirstOrDefault(cells => cells.Any(cell => cell.Equals(label, StringComparison.OrdinalIgnoreCase)) && cells.Any(cell => int.TryParse(cell, out _)));
        Assert.True(row is not null, $"No row '{label}'. Rows: {string.Join(" | ", rows.Select(cells => string.Join(" ; ", cells)))}");
        return row.Select(cell => int.TryParse(cell, out var number) ? number : (int?)null).Last(number => number is not null)!.Value;
    }

    private static IReadOnlyList<string> Cells(Row row, string[] shared) => [.. row.Elements<Cell>().Select(cell =>
        cell.DataType?.Value == CellValues.SharedString ? shared[int.Parse(cell.CellValue!.Text, System.Globalization.CultureInfo.InvariantCulture)]
        : cell.DataType?.Value == CellValues.InlineString ? cell.InlineString!.InnerText
        : cell.CellValue?.Text ?? "")];
}
