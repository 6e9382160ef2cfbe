using Gbv.Domain.Registers;

namespace Gbv.Functions.Registers;

/// <summary>What writer and reader of the workbook agree on.</summary>
internal static class WorkbookForm
{
    public const string Mark = "gbv-workbook";
    public const string FormVersion = "1";

    /// <summary>The hidden sheet that says whose workbook it is.</summary>
    public const string MarkSheet = "gbv";

    /// <summary>Row 1 holds codes (hidden), 2 titles, 3 what to write; people begin below.</summary>
    public const int FirstRow = 4;

    public const int MostRows = 3000;
    public const int LastRow = FirstRow + MostRows - 1;
    public const int LargestFile = 10 * 1024 * 1024;

    public static string CodeOf(Register register, RegisterColumn column) => $"{register.Code}.{column.Code}";

    /// <summary>A column as spreadsheets count: A, B, …, AA.</summary>
    public static string Letters(int column)
    {
        var letters = "";
        for (var rest = column; rest > 0; rest = (rest - 1) / 26) letters = (char)('A' + (rest - 1) % 26) + letters;
        return letters;
    }

    /// <summary>The column of a reference such as AB12; 0 where it is none.</summary>
    public static int Column(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? "")
        {
            if (!char.IsAsciiLetterUpper(letter)) break;
            column = column * 26 + (letter - 'A' + 1);
            if (column > 20_000) return 0;
        }

        return column;
    }
}
