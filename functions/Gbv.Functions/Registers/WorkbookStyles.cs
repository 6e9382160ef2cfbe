using static Gbv.Functions.Documents.SheetLooks;

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

    /// <summary>The same in every workbook.</summary>
    public static readonly string Xml = StyleSheet((DayMonthYear, "dd/mm/yyyy"), "FFE4E4E4",
        [Font(12), Font(15, bold: true), Font(12, bold: true), Font(10, italic: true)],
        [
            Format(isLocked: true), Format(font: 1, isLocked: true), Format(font: 2, fill: 2, border: 1, isLocked: true), Format(font: 3, border: 1, isLocked: true),
            ToFill(AsText), ToFill(DayMonthYear), ToFill(Digits), ToFill(Thousands), Format(border: 1, isLocked: true),
        ]);

    private static string ToFill(uint number) => Format(border: 1, number: number, isLocked: false);
}
