using System.Globalization;
using System.Xml;

namespace Gbv.Functions.Documents;

/// <summary>
/// What stands in a sheet, as XML. Marks are written as they stand and only texts go through the writer: objects for cells, and single
/// elements and attributes too, take most of the time of a workbook.
/// </summary>
internal static class SheetXml
{
    /// <summary>The only thing that every sheet of ours has: it is printed one page wide.</summary>
    public const string OnePageWide = "<x:sheetPr><x:pageSetUpPr fitToPage=\"1\"/></x:sheetPr>";

    public static void Sheet(XmlWriter to, Action content)
    {
        to.WriteStartElement("x", "worksheet", SheetLooks.Namespace);
        content();
        to.WriteEndElement();
    }

    public static void Columns(XmlWriter to, IEnumerable<(double Width, int Style)> columns)
    {
        to.WriteRaw("<x:cols>");
        foreach (var (index, (width, style)) in columns.Index())
            to.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<x:col min=\"{index + 1}\" max=\"{index + 1}\" width=\"{width}\" style=\"{style}\" customWidth=\"1\"/>"));
        to.WriteRaw("</x:cols>");
    }

    /// <param name="height">Null: as high as one line.</param>
    public static void Row(XmlWriter to, int number, double? height, Action cells, bool hidden = false)
    {
        to.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<x:row r=\"{number}\""));
        if (hidden) to.WriteRaw(" hidden=\"1\"");
        to.WriteRaw(height is { } points ? string.Create(CultureInfo.InvariantCulture, $" ht=\"{points}\" customHeight=\"1\">") : ">");
        cells();
        to.WriteRaw("</x:row>");
    }

    /// <summary>Text stands in the cell itself, typed as text: a spreadsheet never takes it for a formula.</summary>
    public static void Cell(XmlWriter to, string place, int style, string? text = null, decimal? value = null, string? formula = null)
    {
        var isText = !string.IsNullOrEmpty(text);
        to.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<x:c r=\"{place}\" s=\"{style}\"{(isText ? " t=\"inlineStr\"><x:is><x:t xml:space=\"preserve\">" : ">")}"));
        if (isText)
        {
            to.WriteString(text);
            to.WriteRaw("</x:t></x:is>");
        }

        if (formula is not null) to.WriteRaw($"<x:f>{formula}</x:f>");
        if (value is { } number) to.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"<x:v>{number}</x:v>"));
        to.WriteRaw("</x:c>");
    }

    public static void Merged(XmlWriter to, IEnumerable<string> ranges)
    {
        to.WriteRaw("<x:mergeCells>");
        foreach (var range in ranges) to.WriteRaw($"<x:mergeCell ref=\"{range}\"/>");
        to.WriteRaw("</x:mergeCells>");
    }
}
