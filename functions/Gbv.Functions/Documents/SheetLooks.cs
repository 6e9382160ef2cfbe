using System.Globalization;

namespace Gbv.Functions.Documents;

/// <summary>What the style sheets of all our workbooks share: one typeface, no line or a thin one around a cell, text at the top of its cell.</summary>
internal static class SheetLooks
{
    /// <summary>Of the elements of workbooks and their sheets (ISO/IEC 29500-1, SpreadsheetML).</summary>
    public const string Namespace = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <summary>By their places: no line, a thin one.</summary>
    private const string Borders = "<x:borders><x:border><x:left/><x:right/><x:top/><x:bottom/><x:diagonal/></x:border>"
        + "<x:border><x:left style=\"thin\"/><x:right style=\"thin\"/><x:top style=\"thin\"/><x:bottom style=\"thin\"/><x:diagonal/></x:border></x:borders>";

    /// <summary>By their places: nothing, what every program expects as the second one, and one colour.</summary>
    private static string Fills(string colour) =>
        "<x:fills><x:fill><x:patternFill patternType=\"none\"/></x:fill><x:fill><x:patternFill patternType=\"gray125\"/></x:fill>"
        + $"<x:fill><x:patternFill patternType=\"solid\"><x:fgColor rgb=\"{colour}\"/><x:bgColor indexed=\"64\"/></x:patternFill></x:fill></x:fills>";

    /// <param name="number">A number format of its own, which cell formats name by its number.</param>
    public static string StyleSheet((uint Id, string Code) number, string colour, IEnumerable<string> fonts, IEnumerable<string> formats) =>
        string.Create(CultureInfo.InvariantCulture, $"<x:styleSheet xmlns:x=\"{Namespace}\"><x:numFmts><x:numFmt numFmtId=\"{number.Id}\" formatCode=\"{number.Code}\"/></x:numFmts><x:fonts>{string.Concat(fonts)}</x:fonts>")
        + $"{Fills(colour)}{Borders}<x:cellStyleXfs><x:xf/></x:cellStyleXfs><x:cellXfs>{string.Concat(formats)}</x:cellXfs></x:styleSheet>";

    public static string Font(double size, bool bold = false, bool italic = false) =>
        string.Create(CultureInfo.InvariantCulture, $"<x:font>{(bold ? "<x:b/>" : "")}{(italic ? "<x:i/>" : "")}<x:sz val=\"{size}\"/><x:name val=\"Times New Roman\"/></x:font>");

    /// <param name="alignment">Further attributes of the alignment.</param>
    /// <param name="isLocked">Null where the sheet is not protected at all.</param>
    public static string Format(uint font = 0, uint fill = 0, uint border = 0, uint number = 0, bool wrap = true, string alignment = "", bool? isLocked = null) => string.Create(CultureInfo.InvariantCulture, $"""
        <x:xf numFmtId="{number}" fontId="{font}" fillId="{fill}" borderId="{border}" applyNumberFormat="{One(number > 0)}" applyFont="1" applyFill="{One(fill > 0)}" applyBorder="{One(border > 0)}" applyAlignment="1"{(isLocked is null ? "" : " applyProtection=\"1\"")}><x:alignment vertical="top" wrapText="{One(wrap)}"{alignment}/>{(isLocked is { } locked ? $"<x:protection locked=\"{One(locked)}\"/>" : "")}</x:xf>
        """);

    private static char One(bool value) => value ? '1' : '0';
}
