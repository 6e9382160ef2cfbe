using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Gbv.Functions.Registers;

/// <summary>What the style sheets of all our workbooks share: one typeface, and no line or a thin one around a cell.</summary>
internal static class SheetLooks
{
    public static Font Font(double size, OpenXmlElement? emphasis = null)
    {
        var font = new Font();
        if (emphasis is not null) font.Append(emphasis);
        font.Append(new FontSize { Val = size }, new FontName { Val = "Times New Roman" });
        return font;
    }

    public static Borders Borders() => new(
        new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder()),
        new Border(
            new LeftBorder { Style = BorderStyleValues.Thin }, new RightBorder { Style = BorderStyleValues.Thin },
            new TopBorder { Style = BorderStyleValues.Thin }, new BottomBorder { Style = BorderStyleValues.Thin }, new DiagonalBorder()));
}
