using System.Globalization;
using Gbv.Domain.Registers;

namespace Gbv.Functions.Registers;

/// <summary>What a cell means for its column: the canonical value, or the key of what is wrong.</summary>
internal readonly record struct TypedValue(string? Value, string? Problem = null, string? Shown = null);

/// <summary>Turns what people typed into canonical values.</summary>
internal static class CellReader
{
    private static readonly string[] Days = ["d/M/yyyy", "dd/MM/yyyy", "d-M-yyyy", "d.M.yyyy", "yyyy-MM-dd"];

    /// <summary>Days are counted from 1899-12-30, or from 1904-01-01 in workbooks of old Macs.</summary>
    private const int DaysTo1904 = 1462;

    public static TypedValue Read(RegisterColumn column, RawCell cell, bool from1904, Texts t)
    {
        if (cell.Problem is { } problem) return new(null, problem, cell.Text);
        if (cell.IsEmpty) return new(null);
        var text = cell.Text?.Trim() ?? "";
        return column.Kind switch
        {
            ColumnKind.Whole => Whole(cell.Number, text),
            ColumnKind.Date => Date(cell.Number, text, from1904),
            ColumnKind.YesNo => Labels.YesOrNo(cell.Number is { } n ? Plain(n) : text, t) is { } yes ? new(yes ? "yes" : "no") : new(null, "yes-no", Shown(cell)),
            ColumnKind.One => Labels.CodeOf(column.List!, Shown(cell), t) is { } code ? new(code) : new(null, "list", Shown(cell)),
            ColumnKind.Several => Several(column, Shown(cell), t),
            _ => new(cell.Number is { } number ? Plain(number) : text.Replace("\r\n", "\n", StringComparison.Ordinal)),
        };
    }

    private static TypedValue Whole(decimal? number, string text)
    {
        if (number is { } n) return n == decimal.Truncate(n) ? new(Plain(n)) : new(null, "whole", Plain(n));
        return text.All(char.IsAsciiDigit) && decimal.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var read) ? new(Plain(read)) : new(null, "whole", text);
    }

    private static TypedValue Date(decimal? number, string text, bool from1904)
    {
        if (number is { } n)
        {
            var day = n + (from1904 ? DaysTo1904 : 0);
            return day is >= 1 and < 100_000 ? new(Iso(DateOnly.FromDateTime(DateTime.FromOADate((double)day)))) : new(null, "date", Plain(n));
        }

        return DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? new(Iso(date)) : new(null, "date", text);
    }

    private static TypedValue Several(RegisterColumn column, string text, Texts t)
    {
        List<string> codes = [];
        foreach (var part in text.Split([RegisterRow.Separator, '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (Labels.CodeOf(column.List!, part, t) is not { } code) return new(null, "list", part);
            codes.Add(code);
        }

        return new(string.Join(RegisterRow.Separator, codes.Distinct()));
    }

    private static string Shown(RawCell cell) => cell.Number is { } number ? Plain(number) : cell.Text!.Trim();

    private static string Plain(decimal number) => number.ToString("0.############", CultureInfo.InvariantCulture);

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
