namespace Gbv.Domain.Registers;

/// <summary>Where the rows of a register are kept.</summary>
public enum RegisterHome
{
    /// <summary>Table <c>registers</c>, with the history of each row.</summary>
    Registers,

    /// <summary>The directory that routes reports and tells where help is: area, named persons, places.</summary>
    Directory,
}

/// <summary>
/// A register of the plan, described once as data: validation, workbook, import, storage and indicators all read this. Keys are
/// what a person would call the thing by, so that the same row is found again whoever writes it.
/// </summary>
public sealed record Register(string Code, Words Title, IReadOnlyList<RegisterColumn> Own)
{
    /// <summary>Marks a row that was entered by mistake: it counts nowhere and its history stays. A row is never deleted.</summary>
    public const string Void = "void";

    private static readonly RegisterColumn VoidColumn = new(Void, ColumnKind.YesNo, new("Bỏ dòng (nhập nhầm)", "Withdrawn (entered by mistake)"))
    {
        Note = new("Chọn Có nếu dòng này nhập nhầm. Dòng không bị xóa: lịch sử vẫn còn nhưng không tính vào số liệu.", "Choose yes where the row was a mistake. It is not deleted: its history stays, but it counts nowhere."),
    };

    public required IReadOnlyList<string> Key { get; init; }
    public RegisterHome Home { get; init; }

    /// <summary>What people read when the row is named.</summary>
    public string NameColumn { get; init; } = "name";

    public Words? Note { get; init; }
    public IReadOnlyList<RegisterRule> Rules { get; init; } = [];

    /// <summary>Whether the row counts in its indicator at this moment.</summary>
    public Func<RegisterRow, RegisterScope, bool>? InScope { get; init; }

    /// <summary>What the row still lacks for its indicator; nothing: it counts as reached.</summary>
    public Func<RegisterRow, RegisterScope, IEnumerable<Words>>? Missing { get; init; }

    public IReadOnlyList<RegisterColumn> Columns { get; } = [.. Own, VoidColumn];

    public RegisterColumn Column(string code) => Columns.First(c => c.Code == code);
}

/// <summary>A rule over one row. <paramref name="Broken"/> gets the row and the day on which it is read.</summary>
public sealed record RegisterRule(string Column, Func<RegisterRow, DateOnly, bool> Broken, Words What, Words Fix);

/// <summary>What is wrong in one cell, and what to do about it.</summary>
public sealed record RegisterFault(string Column, Words What, Words Fix);

/// <summary>The registers of one commune at one moment: what an indicator is computed from.</summary>
public sealed record RegisterScope(CommuneRegisters All, DateOnly AsOf);
