using System.Globalization;

namespace Gbv.Domain.Registers;

/// <summary>Checks a row that has been read: what must be there, limits, lists, references, and the register's own rules.</summary>
public static class RowCheck
{
    private static readonly DateOnly Earliest = new(1990, 1, 1);
    private static readonly DateOnly Latest = new(2035, 12, 31);

    /// <param name="knows">Whether the register named has a row with this key.</param>
    public static IReadOnlyList<RegisterFault> Faults(RegisterRow row, Func<string, string, bool> knows, DateOnly today)
    {
        List<RegisterFault> faults = [.. row.Register.Columns.SelectMany(c => Cell(row, c, knows))];

        // A rule over cells that are wrong themselves would only say it again.
        faults.AddRange(row.Register.Rules.Where(r => faults.All(f => f.Column != r.Column) && r.Broken(row, today)).Select(r => new RegisterFault(r.Column, r.What, r.Fix)));
        return faults;
    }

    private static IEnumerable<RegisterFault> Cell(RegisterRow row, RegisterColumn column, Func<string, string, bool> knows)
    {
        var text = row.Text(column.Code);
        if (text is null)
        {
            if (column.Required) yield return new(column.Code, new("Ô bắt buộc đang trống", "A required cell is empty"), new($"Điền “{column.Title.Vi}”.", $"Fill in “{column.Title.En}”."));
            yield break;
        }

        if (text.Length > column.MaxLength)
            yield return new(column.Code, new($"Dài hơn {column.MaxLength} ký tự", $"Longer than {column.MaxLength} characters"), new("Viết ngắn lại.", "Make it shorter."));
        if (text.Any(c => char.IsControl(c) && c != '\n'))
            yield return new(column.Code, new("Có ký tự ẩn, không đọc được", "Has hidden characters"), new("Xóa và gõ lại ô này.", "Clear it and type it again."));
        if (column.Kind == ColumnKind.Whole && Number(row, column) is { } numberFault) yield return numberFault;
        if (column.Kind == ColumnKind.Date && Day(row, column) is { } dateFault) yield return dateFault;
        if (column.Kind == ColumnKind.YesNo && text is not ("yes" or "no"))
            yield return new(column.Code, new("Không phải Có hoặc Không", "Neither yes nor no"), new("Chọn Có hoặc Không trong danh sách.", "Choose from the list."));
        if (column.List is { } list && row.Several(column.Code).FirstOrDefault(c => !list.Has(c)) is { } unknown)
            yield return new(column.Code, new($"“{unknown}” không có trong danh sách", $"“{unknown}” is not in the list"), new("Chọn trong danh sách của ô.", "Choose from the cell's list."));
        if (column is { Kind: ColumnKind.Reference, References: { } register } && !knows(register, text))
        {
            var title = RegisterCatalogue.Find(register)!.Title;
            yield return new(column.Code, new($"“{text}” không có ở trang {title.Vi}", $"“{text}” is not in {title.En}"), new($"Thêm vào trang {title.Vi} trước, hoặc sửa cho khớp.", $"Add it to {title.En} first, or correct it."));
        }
    }

    private static RegisterFault? Day(RegisterRow row, RegisterColumn column)
    {
        if (row.Date(column.Code) is not { } date)
            return new(column.Code, new("Không phải ngày hợp lệ", "Not a valid date"), new("Ghi ngày/tháng/năm, ví dụ 05/11/2026.", "Write day/month/year, for example 05/11/2026."));
        return date < Earliest || date > Latest
            ? new(column.Code, new($"Năm {date.Year} nằm ngoài khoảng {Earliest.Year}–{Latest.Year}", $"The year {date.Year} is not between {Earliest.Year} and {Latest.Year}"), new("Xem lại năm.", "Look at the year again."))
            : null;
    }

    private static RegisterFault? Number(RegisterRow row, RegisterColumn column)
    {
        if (row.Number(column.Code) is not { } number || number != decimal.Truncate(number))
            return new(column.Code, new("Không phải số nguyên", "Not a whole number"), new("Ghi số, không có chữ, dấu chấm hay dấu phẩy.", "Write digits only."));
        return number < column.Min || number > column.Max
            ? new(column.Code, new(string.Create(CultureInfo.InvariantCulture, $"Số phải từ {column.Min:0} đến {column.Max:0}"), string.Create(CultureInfo.InvariantCulture, $"The number must lie between {column.Min:0} and {column.Max:0}")), new("Sửa lại số.", "Correct the number."))
            : null;
    }
}
