using DocumentFormat.OpenXml.Spreadsheet;

namespace Gbv.Functions.Registers;

/// <summary>Looks of cells, by their place in the style sheet.</summary>
internal enum WorkbookStyle { Plain, Title, Head, Hint, Text, Date, Whole, Amount, Listed }

/// <summary>The style sheet: black on white, Times New Roman; headings are locked, cells to fill are not.</summary>
internal static class WorkbookStyles
{
    private const uint DayMonthYear = 170;
    private const uint AsText = 49;
    private const uint Digits = 1;
    private const uint Thousands = 3;

    public static Stylesheet Create() => new(
        new NumberingFormats(new NumberingFormat { NumberFormatId = DayMonthYear, FormatCode = "dd/mm/yyyy" }),
        new Fonts(SheetLooks.Font(12), SheetLooks.Font(15, new Bold()), SheetLooks.Font(12, new Bold()), SheetLooks.Font(10, new Italic())),
        new Fills(new Fill(new PatternFill { PatternType = PatternValues.None }), new Fill(new PatternFill { PatternType = PatternValues.Gray125 }),
            new Fill(new PatternFill(new ForegroundColor { Rgb = "FFE4E4E4" }) { PatternType = PatternValues.Solid })),
        SheetLooks.Borders(),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            Format(), Format(font: 1), Format(font: 2, fill: 2, border: 1), Format(font: 3, border: 1),
            Format(border: 1, number: AsText, open: true), Format(border: 1, number: DayMonthYear, open: true), Format(border: 1, number: Digits, open: true), Format(border: 1, number: Thousands, open: true), Format(border: 1)));

    private static CellFormat Format(uint font = 0, uint fill = 0, uint border = 0, uint number = 0, bool open = false) => new(
        new Alignment { Vertical = VerticalAlignmentValues.Top, WrapText = true }, new Protection { Locked = !open })
    {
        FontId = font,
        FillId = fill,
        BorderId = border,
        NumberFormatId = number,
        ApplyFont = true,
        ApplyFill = fill > 0,
        ApplyBorder = border > 0,
        ApplyNumberFormat = number > 0,
        ApplyAlignment = true,
        ApplyProtection = true,
    };
}
