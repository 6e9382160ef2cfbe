using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Registers;

/// <summary>
/// One row as it is stored: a canonical text a column (numbers invariant, dates <c>yyyy-MM-dd</c>, yes and no, codes, several codes
/// joined by <c>;</c>), empty ones left out. Two rows with the same values are the same, whoever typed them.
/// </summary>
public sealed class RegisterRow(Register register, IReadOnlyDictionary<string, string> values)
{
    public const char Separator = ';';

    public Register Register { get; } = register;

    public IReadOnlyDictionary<string, string> Values { get; } =
        register.Columns.Where(c => !string.IsNullOrWhiteSpace(values.GetValueOrDefault(c.Code))).ToDictionary(c => c.Code, c => Canonical(c, values[c.Code].Trim()));

    /// <summary>The row's name in storage: a hash of its key, because names hold characters that storage does not take.</summary>
    public string Id => field ??= IdOf(Register, Register.Key.Select(k => Text(k) ?? ""));

    /// <summary>The key as other registers refer to it.</summary>
    public string Key => field ??= KeyOf(Register.Key.Select(k => Text(k) ?? ""));

    public string Name => Text(Register.NameColumn) ?? Key;

    public bool IsVoid => Is(Register.Void);

    public string? Text(string column) => Values.GetValueOrDefault(column);

    public decimal? Number(string column) => decimal.TryParse(Text(column), NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? number : null;

    public DateOnly? Date(string column) => DateOnly.TryParseExact(Text(column), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    public bool Is(string column) => Text(column) == "yes";

    public bool Is(string column, string code) => Text(column) == code;

    public IReadOnlyList<string> Several(string column) => Text(column)?.Split(Separator) ?? [];

    /// <summary>The date is there and not after this day.</summary>
    public bool By(string column, DateOnly day) => Date(column) is { } date && date <= day;

    public bool SameAs(RegisterRow other) => Values.Count == other.Values.Count && Values.All(v => other.Text(v.Key) == v.Value);

    /// <summary>Columns whose value differs.</summary>
    public IReadOnlyList<string> Differences(RegisterRow? other) => [.. Register.Columns.Select(c => c.Code).Where(c => Text(c) != other?.Text(c))];

    /// <summary>Several codes stand in the order of their list, whatever order somebody chose them in.</summary>
    private static string Canonical(RegisterColumn column, string value)
    {
        if (column.Kind != ColumnKind.Several || !value.Contains(Separator)) return value;
        var codes = value.Split(Separator, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return string.Join(Separator, column.List!.Items.Select(i => i.Code).Where(codes.Contains).Concat(codes.Where(c => !column.List.Has(c)).Distinct()));
    }

    /// <summary>Case, accents and spaces do not make another thing of it.</summary>
    public static string KeyOf(IEnumerable<string> parts) =>
        string.Join('|', parts.Select(p => string.Join(' ', PlainLetters.Of(p).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))));

    private static string IdOf(Register register, IEnumerable<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{register.Code}|{KeyOf(parts)}")))[..32];
}

/// <summary>All rows of one commune that count: withdrawn ones are left out.</summary>
public sealed class CommuneRegisters(CommuneCode commune, string name, IEnumerable<RegisterRow> rows)
{
    // Built when first asked for: a commune can hold thousands of staff, and each is looked up by every row that names one.
    private readonly Dictionary<string, Dictionary<string, RegisterRow>> byKey = [];
    private readonly Dictionary<(string Register, string Column), ILookup<string, RegisterRow>> byReference = [];
    private readonly Dictionary<string, RegisterRow[]> byRegister = rows.Where(r => !r.IsVoid).GroupBy(r => r.Register.Code).ToDictionary(g => g.Key, g => g.ToArray());

    public CommuneCode Commune { get; } = commune;

    /// <summary>The commune as people call it.</summary>
    public string Name { get; } = name;

    public IReadOnlyList<RegisterRow> Of(Register register) => byRegister.GetValueOrDefault(register.Code) ?? [];

    /// <summary>Nothing was ever entered: no data, which is not zero.</summary>
    public bool Has(Register register) => byRegister.ContainsKey(register.Code);

    public RegisterRow? Find(Register register, string? key)
    {
        if (key is null) return null;
        if (!byKey.TryGetValue(register.Code, out var rows)) byKey[register.Code] = rows = Of(register).DistinctBy(r => r.Key).ToDictionary(r => r.Key);
        return rows.GetValueOrDefault(RegisterRow.KeyOf([key]));
    }

    /// <summary>The rows of a register whose column refers to this row.</summary>
    public IEnumerable<RegisterRow> Referring(Register register, string column, RegisterRow to)
    {
        if (!byReference.TryGetValue((register.Code, column), out var rows))
            byReference[(register.Code, column)] = rows = Of(register).Where(r => r.Text(column) is not null).ToLookup(r => RegisterRow.KeyOf([r.Text(column)!]));
        return rows[to.Key];
    }
}
