using System.Globalization;
using DocumentFormat.OpenXml.Spreadsheet;
using Gbv.Domain.Directory;
using Gbv.Domain.Registers;
using static Gbv.Functions.Registers.SheetCells;

namespace Gbv.Functions.Registers;

/// <summary>The sheets that nobody fills in: guide, lists, mark.</summary>
internal sealed class ListSheets(IReadOnlyList<Register> registers, Texts t)
{
    private readonly CodeList[] all = [.. registers.SelectMany(r => r.Columns).Select(c => c.List).OfType<CodeList>().DistinctBy(l => l.Name)];

    /// <summary>What the workbook is called: the province's holds its directory alone.</summary>
    public static string Title(Area area, Texts t) => t[area.Code.IsProvince ? "registers.workbook.title-directory" : "registers.workbook.title", area.Name];

    public Worksheet Guide(Area area, ILookup<string, RegisterRow> rows, DateOnly made)
    {
        List<Row> lines = [Line(1, Title(area, t), WorkbookStyle.Title), Line(2, t["registers.workbook.made", made.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture)], WorkbookStyle.Plain)];
        for (var i = 1; i <= 6; i++) lines.Add(Line(lines.Count + 2, $"{i}. {t[$"registers.workbook.how.{i}"]}", WorkbookStyle.Plain));
        var at = (uint)lines.Count + 3;
        lines.Add(Row(at, Text(t["registers.workbook.sheet"], WorkbookStyle.Head, $"A{at}"), Text(t["registers.workbook.rows"], WorkbookStyle.Head, $"B{at}"), Text(t["registers.workbook.note"], WorkbookStyle.Head, $"C{at}")));
        foreach (var register in registers)
        {
            at++;
            var line = Row(at, Text(register.Title.In(t.Language), WorkbookStyle.Listed, $"A{at}"), Number(rows[register.Code].Count(), WorkbookStyle.Listed, $"B{at}"), Text(register.Note?.In(t.Language) ?? "", WorkbookStyle.Listed, $"C{at}"));
            line.Height = 16 * Math.Max(1, Math.Ceiling((register.Note?.In(t.Language).Length ?? 0) / 62.0));
            line.CustomHeight = true;
            lines.Add(line);
        }

        var merged = lines.Where(l => l.Elements<Cell>().Count() == 1).Select(l => new MergeCell { Reference = $"A{l.RowIndex}:C{l.RowIndex}" });
        return new Worksheet(new SheetProperties(new PageSetupProperties { FitToPage = true }), new Columns(Width(1, 36), Width(2, 18), Width(3, 70)), new SheetData(lines), new SheetProtection { Sheet = true }, new MergeCells(merged),
            new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
    }

    /// <summary>A column a list, its heading the columns that use it.</summary>
    public Worksheet Lists()
    {
        List<Row> lines = [Row(1, all.Select((l, i) => Text(Users(l), WorkbookStyle.Head, WorkbookForm.Letters(i + 1) + "1")))];
        for (var r = 0; r < all.Max(l => l.Items.Count); r++)
        {
            var at = r;
            lines.Add(Row((uint)r + 2, all.Index().Where(l => l.Item.Items.Count > at)
                .Select(l => Text(Labels.Of(l.Item, l.Item.Items[at], t), WorkbookStyle.Listed, $"{WorkbookForm.Letters(l.Index + 1)}{at + 2}"))));
        }

        return new Worksheet(new SheetProperties(new PageSetupProperties { FitToPage = true }), new Columns(all.Select((_, i) => Width(i + 1, 30))), new SheetData(lines), new SheetProtection { Sheet = true },
            new PageSetup { PaperSize = 9, Orientation = OrientationValues.Landscape, FitToWidth = 1, FitToHeight = 0 });
    }

    public static Worksheet Mark(Area area) => new(new SheetData(Row(1,
        Text(WorkbookForm.Mark, WorkbookStyle.Plain, "A1"), Text(WorkbookForm.FormVersion, WorkbookStyle.Plain, "B1"), Text(area.Code.Value, WorkbookStyle.Plain, "C1"))));

    /// <summary>Where the labels of a list stand, for a drop-down.</summary>
    public string RangeOf(CodeList list)
    {
        var column = WorkbookForm.Letters(Array.FindIndex(all, l => l.Name == list.Name) + 1);
        return string.Create(CultureInfo.InvariantCulture, $"'{t["registers.workbook.lists"]}'!${column}$2:${column}${list.Items.Count + 1}");
    }

    private string Users(CodeList list) =>
        string.Join("; ", registers.SelectMany(r => r.Columns.Where(c => c.List?.Name == list.Name).Select(c => $"{r.Title.In(t.Language)}: {c.Title.In(t.Language)}")));

    private static Row Line(int number, string text, WorkbookStyle style)
    {
        var row = Row((uint)number, Text(text, style, $"A{number}"));

        // Merged cells do not grow by themselves.
        row.Height = style == WorkbookStyle.Title ? 24 : 16 * Math.Ceiling(text.Length / 120.0);
        row.CustomHeight = true;
        return row;
    }
}
