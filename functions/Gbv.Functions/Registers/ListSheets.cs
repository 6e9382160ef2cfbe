using System.Globalization;
using System.Xml;
using Gbv.Domain.Directory;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Functions.Documents;

namespace Gbv.Functions.Registers;

/// <summary>The sheets that nobody fills in: guide, lists, mark.</summary>
internal sealed class ListSheets(IReadOnlyList<Register> registers, Texts t)
{
    private const string Protected = "<x:sheetProtection sheet=\"1\"/>";
    private const string Landscape = "<x:pageSetup paperSize=\"9\" fitToWidth=\"1\" fitToHeight=\"0\" orientation=\"landscape\"/>";

    private readonly CodeList[] all = [.. registers.SelectMany(r => r.Columns).Select(c => c.List).OfType<CodeList>().DistinctBy(l => l.Name)];

    /// <summary>What the workbook is called: the province's holds its directory alone.</summary>
    public static string Title(Area area, Texts t) => t[area.Code.IsProvince ? "registers.workbook.title-directory" : "registers.workbook.title", area.Name];

    public void Guide(XmlWriter to, Area area, ILookup<string, RegisterRow> rows, DateOnly made) => SheetXml.Sheet(to, () =>
    {
        List<string> merged = [];
        to.WriteRaw(SheetXml.OnePageWide);
        SheetXml.Columns(to, [(36, 0), (18, 0), (70, 0)]);
        to.WriteRaw("<x:sheetData>");
        Line(1, Title(area, t), WorkbookStyle.Title);
        Line(2, t["registers.workbook.made", made.Written()], WorkbookStyle.Plain);
        for (var i = 1; i <= 6; i++) Line(i + 3, $"{i}. {t[$"registers.workbook.how.{i}"]}", WorkbookStyle.Plain);
        var at = 11;
        SheetXml.Row(to, at, null, () =>
        {
            Text(to, t["registers.workbook.sheet"], WorkbookStyle.Head, $"A{at}");
            Text(to, t["registers.workbook.rows"], WorkbookStyle.Head, $"B{at}");
            Text(to, t["registers.workbook.note"], WorkbookStyle.Head, $"C{at}");
        });
        foreach (var register in registers)
        {
            at++;
            var note = register.Note?.In(t.Language) ?? "";
            SheetXml.Row(to, at, 16 * Math.Max(1, Math.Ceiling(note.Length / 62.0)), () =>
            {
                Text(to, register.Title.In(t.Language), WorkbookStyle.Listed, $"A{at}");
                SheetXml.Cell(to, $"B{at}", (int)WorkbookStyle.Listed, value: rows[register.Code].Count());
                Text(to, note, WorkbookStyle.Listed, $"C{at}");
            });
        }

        to.WriteRaw("</x:sheetData>" + Protected);
        SheetXml.Merged(to, merged);
        to.WriteRaw(Landscape);

        // Merged cells do not grow by themselves.
        void Line(int number, string text, WorkbookStyle style)
        {
            SheetXml.Row(to, number, style == WorkbookStyle.Title ? 24 : 16 * Math.Ceiling(text.Length / 120.0), () => Text(to, text, style, $"A{number}"));
            merged.Add($"A{number}:C{number}");
        }
    });

    /// <summary>A column a list, its heading the columns that use it.</summary>
    public void Lists(XmlWriter to) => SheetXml.Sheet(to, () =>
    {
        to.WriteRaw(SheetXml.OnePageWide);
        SheetXml.Columns(to, all.Select(_ => (30.0, 0)));
        to.WriteRaw("<x:sheetData>");
        SheetXml.Row(to, 1, null, () =>
        {
            foreach (var (index, list) in all.Index()) Text(to, Users(list), WorkbookStyle.Head, WorkbookForm.Letters(index + 1) + "1");
        });
        for (var r = 0; r < all.Max(l => l.Items.Count); r++)
        {
            var at = r;
            SheetXml.Row(to, at + 2, null, () =>
            {
                foreach (var (index, list) in all.Index().Where(l => l.Item.Items.Count > at))
                    Text(to, Labels.Of(list, list.Items[at], t), WorkbookStyle.Listed, $"{WorkbookForm.Letters(index + 1)}{at + 2}");
            });
        }

        to.WriteRaw("</x:sheetData>" + Protected + Landscape);
    });

    public static void Mark(XmlWriter to, Area area) => SheetXml.Sheet(to, () =>
    {
        to.WriteRaw("<x:sheetData>");
        SheetXml.Row(to, 1, null, () =>
        {
            Text(to, WorkbookForm.Mark, WorkbookStyle.Plain, "A1");
            Text(to, WorkbookForm.FormVersion, WorkbookStyle.Plain, "B1");
            Text(to, area.Code.Value, WorkbookStyle.Plain, "C1");
        });
        to.WriteRaw("</x:sheetData>");
    });

    /// <summary>Where the labels of a list stand, for a drop-down.</summary>
    public string RangeOf(CodeList list)
    {
        var column = WorkbookForm.Letters(Array.FindIndex(all, l => l.Name == list.Name) + 1);
        return string.Create(CultureInfo.InvariantCulture, $"'{t["registers.workbook.lists"]}'!${column}$2:${column}${list.Items.Count + 1}");
    }

    private string Users(CodeList list) =>
        string.Join("; ", registers.SelectMany(r => r.Columns.Where(c => c.List?.Name == list.Name).Select(c => $"{r.Title.In(t.Language)}: {c.Title.In(t.Language)}")));

    private static void Text(XmlWriter to, string text, WorkbookStyle style, string place) => SheetXml.Cell(to, place, (int)style, text);
}
