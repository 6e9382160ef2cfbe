using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Gbv.Domain.Directory;
using Gbv.Domain.Registers;

namespace Gbv.Functions.Registers;

/// <summary>
/// The workbook of one commune, or of the province: a guide, a sheet a register with what is known, the lists, and a hidden sheet that says whose it is. Headings
/// are protected, cells to fill are not; lists drop down, and what a column takes is said when its cell is chosen.
/// </summary>
internal static class WorkbookWriter
{
    public static byte[] Write(Area area, IReadOnlyList<RegisterRow> rows, DateOnly made, Texts t)
    {
        using var stream = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var workbook = file.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = WorkbookStyles.Create();
            var sheets = new Sheets();
            var registers = RegisterCatalogue.Of(area.Code);
            var byRegister = rows.ToLookup(r => r.Register.Code);
            var lists = new ListSheets(registers, t);
            Add(workbook, sheets, t["registers.workbook.guide"], lists.Guide(area, byRegister, made));
            foreach (var register in registers) Add(workbook, sheets, register.Title.In(t.Language), new RegisterSheet(register, [.. byRegister[register.Code]], lists, t).Build());
            Add(workbook, sheets, t["registers.workbook.lists"], lists.Lists());
            Add(workbook, sheets, WorkbookForm.MarkSheet, ListSheets.Mark(area), SheetStateValues.VeryHidden);
            workbook.Workbook = new Workbook(new WorkbookProtection { LockStructure = true }, sheets);
            file.PackageProperties.Title = ListSheets.Title(area, t);
        }

        return stream.ToArray();
    }

    private static void Add(WorkbookPart workbook, Sheets sheets, string name, Worksheet sheet, SheetStateValues? state = null)
    {
        var part = workbook.AddNewPart<WorksheetPart>();
        part.Worksheet = sheet;
        var entry = new Sheet { Name = name, SheetId = (uint)sheets.Count() + 1, Id = workbook.GetIdOfPart(part) };
        if (state is { } hidden) entry.State = hidden;
        sheets.Append(entry);
    }
}

/// <summary>Cells, in few words.</summary>
internal static class SheetCells
{
    public static Cell Text(string text, WorkbookStyle style, string place) => new()
    {
        CellReference = place,
        StyleIndex = (uint)style,
        DataType = CellValues.InlineString,
        InlineString = new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }),
    };

    public static Cell Number(decimal number, WorkbookStyle style, string place) =>
        new() { CellReference = place, StyleIndex = (uint)style, CellValue = new CellValue(number.ToString(CultureInfo.InvariantCulture)) };

    public static Row Row(uint number, params IEnumerable<Cell> cells) => new(cells) { RowIndex = number };

    public static Column Width(int column, double width, WorkbookStyle style = WorkbookStyle.Plain) =>
        new() { Min = (uint)column, Max = (uint)column, Width = width, CustomWidth = true, Style = (uint)style };
}
