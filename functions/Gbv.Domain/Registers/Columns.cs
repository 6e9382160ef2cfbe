namespace Gbv.Domain.Registers;

/// <summary>Short words for describing registers.</summary>
internal static class Columns
{
    public static RegisterColumn Text(string code, string vi, string en, bool required = false, int max = 200, Words? note = null, bool personal = false) =>
        new(code, ColumnKind.Text, new(vi, en)) { Required = required, MaxLength = max, Note = note, Sensitivity = personal ? Sensitivity.Personal : Sensitivity.Open };

    public static RegisterColumn Number(string code, string vi, string en, bool required = false, decimal min = 0, decimal max = 1_000_000, Words? note = null) =>
        new(code, ColumnKind.Whole, new(vi, en)) { Required = required, Min = min, Max = max, Note = note };

    public static RegisterColumn Year(bool required = true) => Number("year", "Năm", "Year", required, 2026, 2030);

    public static RegisterColumn Date(string code, string vi, string en, bool required = false, Words? note = null) =>
        new(code, ColumnKind.Date, new(vi, en)) { Required = required, Note = note };

    public static RegisterColumn YesNo(string code, string vi, string en, bool required = false, Words? note = null) =>
        new(code, ColumnKind.YesNo, new(vi, en)) { Required = required, Note = note };

    public static RegisterColumn One(string code, string vi, string en, CodeList list, bool required = false, Words? note = null) =>
        new(code, ColumnKind.One, new(vi, en)) { Required = required, List = list, Note = note };

    public static RegisterColumn Several(string code, string vi, string en, CodeList list, bool required = false, Words? note = null) =>
        new(code, ColumnKind.Several, new(vi, en)) { Required = required, List = list, MaxLength = 1000, Note = note };

    public static RegisterColumn Reference(string code, string vi, string en, string register, bool required = false, Words? note = null) =>
        new(code, ColumnKind.Reference, new(vi, en)) { Required = required, References = register, Note = note };

    public static CodeList List(string name, params (string Code, string Vi, string En)[] items) =>
        new(name, [.. items.Select(i => new CodeItem(i.Code, new Words(i.Vi, i.En)))]);

    /// <summary>A day that has not come yet is a slip of the pen: registers hold what happened.</summary>
    public static RegisterRule NotInFuture(string column, string vi, string en) => new(
        column, (row, today) => row.Date(column) > today,
        new($"{vi} là ngày chưa đến", $"{en} lies in the future"),
        new("Ghi ngày đã diễn ra; việc chưa làm thì để trống.", "Write the day on which it happened; leave it empty if it has not."));

    public static RegisterRule Ordered(string first, string second, string vi, string en) => new(
        second, (row, _) => row.Date(first) is { } a && row.Date(second) is { } b && b < a,
        new(vi, en), new("Sửa một trong hai ngày.", "Correct one of the two days."));

    /// <summary>The parts of a number must not be more than the number.</summary>
    public static RegisterRule NoMoreThan(string whole, string[] parts, string vi, string en) => new(
        whole, (row, _) => parts.Sum(p => row.Number(p) ?? 0) > (row.Number(whole) ?? 0),
        new(vi, en), new("Sửa các số để phần không lớn hơn tổng.", "Correct the numbers so that the parts are not more than the whole."));

    public static RegisterRule Needs(string column, string because, string vi, string en) => new(
        column, (row, _) => row.Text(because) is not (null or "no") && row.Text(column) is null,
        new(vi, en), new("Điền ô này.", "Fill in this cell."));
}
