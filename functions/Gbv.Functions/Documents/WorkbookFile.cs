using System.Globalization;
using System.Xml;

namespace Gbv.Functions.Documents;

/// <summary>A sheet of a workbook: what stands on its tab, and what is in it.</summary>
internal sealed record WorkbookSheet(string Name, Action<XmlWriter> Write)
{
    /// <summary>For programs only: no menu of a spreadsheet brings it back.</summary>
    public bool IsHidden { get; init; }
}

/// <summary>A workbook out of its style sheet and its sheets.</summary>
internal static class WorkbookFile
{
    private const string Spreadsheet = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    private static readonly OfficePart Workbook = new("xl/workbook.xml", $"{Spreadsheet}.sheet.main+xml", "officeDocument");
    private static readonly OfficePart Styles = new("xl/styles.xml", $"{Spreadsheet}.styles+xml", "styles");

    /// <param name="before">What the schema has before the list of sheets.</param>
    /// <param name="after">What it has behind it.</param>
    public static byte[] Write(
        string title, string language, string styles, IReadOnlyList<WorkbookSheet> sheets, Action<XmlWriter>? before = null, Action<XmlWriter>? after = null) =>
        OfficeFile.Write(title, language, Workbook, to => Body(to, sheets, before, after), file =>
        {
            file.Add("styles", Styles, to => to.WriteRaw(styles));
            for (var i = 0; i < sheets.Count; i++) file.Add(Id(i), Part(i), sheets[i].Write);
        });

    private static void Body(XmlWriter to, IReadOnlyList<WorkbookSheet> sheets, Action<XmlWriter>? before, Action<XmlWriter>? after)
    {
        to.WriteStartElement("x", "workbook", SheetLooks.Namespace);
        to.WriteAttributeString("xmlns", "r", null, OfficeFile.Relations);
        before?.Invoke(to);
        to.WriteStartElement("sheets", SheetLooks.Namespace);
        for (var i = 0; i < sheets.Count; i++)
        {
            to.WriteStartElement("sheet", SheetLooks.Namespace);
            to.WriteAttributeString("name", sheets[i].Name);
            to.WriteAttributeString("sheetId", (i + 1).ToString(CultureInfo.InvariantCulture));
            if (sheets[i].IsHidden) to.WriteAttributeString("state", "veryHidden");
            to.WriteAttributeString("id", OfficeFile.Relations, Id(i));
            to.WriteEndElement();
        }

        to.WriteEndElement();
        after?.Invoke(to);
        to.WriteEndElement();
    }

    private static string Id(int sheet) => string.Create(CultureInfo.InvariantCulture, $"sheet{sheet + 1}");

    private static OfficePart Part(int sheet) => new($"xl/worksheets/{Id(sheet)}.xml", $"{Spreadsheet}.worksheet+xml", "worksheet");
}
