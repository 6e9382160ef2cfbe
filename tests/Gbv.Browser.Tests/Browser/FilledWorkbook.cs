using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Gbv.Browser.Tests.Browser;

/// <summary>A workbook as somebody fills it in: the same file with other texts in some cells.</summary>
internal static class FilledWorkbook
{
    public static byte[] With(byte[] file, params (string Sheet, string Place, string Text)[] cells)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var document = SpreadsheetDocument.Open(stream, true))
            foreach (var (sheet, place, text) in cells)
            {
                var cell = Sheet(document.WorkbookPart!, sheet).Descendants<Cell>().Single(c => c.CellReference == place);
                (cell.DataType, cell.CellValue, cell.InlineString) = (CellValues.InlineString, null, new InlineString(new Text(text)));
            }

        return stream.ToArray();
    }

    private static Worksheet Sheet(WorkbookPart book, string name) =>
        ((WorksheetPart)book.GetPartById(book.Workbook!.Sheets!.Elements<Sheet>().Single(s => s.Name == name).Id!)).Worksheet!;
}
