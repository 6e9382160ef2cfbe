using Gbv.Domain.Directory;
using Gbv.Domain.Registers;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Registers;

/// <summary>A sheet after the check. With a fault none of its rows counts.</summary>
internal sealed record CheckedSheet(Register Register, string Name, IReadOnlyList<RegisterRow> Rows, List<ImportFault> Faults);

/// <summary>Checks the sheets of one workbook, in the order in which they refer to one another.</summary>
internal sealed class SheetCheck(RawWorkbook workbook, IReadOnlyList<RegisterRow> known, DateOnly today, Texts t, bool mayChangeDirectory = true)
{
    private readonly Dictionary<string, HashSet<string>> keys = known.Where(r => !r.IsVoid).GroupBy(r => r.Register.Code).ToDictionary(g => g.Key, g => g.Select(r => r.Key).ToHashSet());

    public IReadOnlyList<CheckedSheet> All()
    {
        List<CheckedSheet> sheets = [];
        foreach (var register in RegisterCatalogue.Of(workbook.Commune))
        {
            if (workbook.Sheets.FirstOrDefault(s => IsOf(s, register)) is not { } raw) continue;
            var sheet = Check(register, raw);
            sheets.Add(sheet);
            if (register == DirectoryRegisters.People) HoldBack(sheets);
            if (sheet.Faults.Count == 0) Learn(register, sheet.Rows);
        }

        sheets.AddRange(workbook.Sheets.Where(s => s.Rows.Count > 0 && Lost(s) is not null && sheets.All(c => c.Name != s.Name)).Select(s =>
            new CheckedSheet(Lost(s)!, s.Name, [], [Fault(0, "", "registers.sheet.head")])));
        NotLive = Missing(sheets);
        return sheets;
    }

    /// <summary>What the area would still lack to take in reports.</summary>
    public IReadOnlyList<Words> NotLive { get; private set; } = [];

    private IReadOnlyList<Words> Missing(IReadOnlyList<CheckedSheet> sheets)
    {
        var people = sheets.FirstOrDefault(s => s.Register == DirectoryRegisters.People);
        var areas = sheets.FirstOrDefault(s => s.Register == DirectoryRegisters.Area);
        var entries = Rows(DirectoryRegisters.People, people).Select(r => Directories.Entry(r, workbook.Commune, today)).OfType<DirectoryEntry>().ToList();
        var area = Rows(DirectoryRegisters.Area, areas).Select(r => Directories.Area(r, [])).FirstOrDefault();
        return GoLiveRule.Missing(workbook.Commune, area, entries);
    }

    /// <summary>A directory that would leave the area without somebody it must have is not taken (domain §1); nor is anything that refers to it.</summary>
    private void HoldBack(IReadOnlyList<CheckedSheet> sheets)
    {
        var people = sheets.First(s => s.Register == DirectoryRegisters.People);
        var isLive = known.Any(k => k.Register == DirectoryRegisters.Area);
        if ((people.Rows.Count == 0 && !isLive) || Missing(sheets) is not { Count: > 0 } missing) return;
        foreach (var sheet in sheets.Where(s => s is { Faults.Count: 0, Rows.Count: > 0 } && (s == people || s.Register == DirectoryRegisters.Area)))
            sheet.Faults.Add(Fault(0, "", "registers.cell.not-live", string.Join("; ", missing.Select(m => m.In(t.Language)))));
    }

    /// <summary>What would be there after the import: the sheet over what is known.</summary>
    private IEnumerable<RegisterRow> Rows(Register register, CheckedSheet? sheet)
    {
        var rows = sheet is { Faults.Count: 0 } ? sheet.Rows : [];
        var ids = rows.Select(r => r.Id).ToHashSet();
        return rows.Concat(known.Where(k => k.Register == register && !ids.Contains(k.Id)));
    }

    private CheckedSheet Check(Register register, RawSheet raw)
    {
        List<ImportFault> faults = [];
        if (raw.Merged is { } merged) faults.Add(Fault(0, "", "registers.sheet.merged", merged));
        if (raw.TooLong) faults.Add(Fault(0, "", "registers.sheet.rows", WorkbookForm.MostRows));
        var columns = raw.Codes.Select(c => (Place: c.Key, Column: register.Columns.FirstOrDefault(x => WorkbookForm.CodeOf(register, x) == c.Value)!)).ToList();
        if (columns.Select(c => c.Column).Distinct().Count() != columns.Count || register.Own.Any(c => columns.All(x => x.Column != c))) faults.Add(Fault(0, "", "registers.sheet.head"));
        if (faults.Count > 0) return new(register, raw.Name, [], faults);

        // People move columns: a fault is told by the letter under which its column stands now.
        string Title(string code) => columns.Where(c => c.Column.Code == code).Select(c => At(c.Place, c.Column)).First();

        List<(int Number, RegisterRow Row)> rows = [];
        foreach (var line in raw.Rows)
        {
            var row = Row(register, line, columns, faults);
            if (row is not null) rows.Add((line.Number, row));
        }

        Twice(register, rows, Title(register.Key[0]), faults);
        var own = rows.Select(r => r.Row.Key).ToHashSet();
        foreach (var (number, row) in rows)
            faults.AddRange(RowCheck.Faults(row, (other, key) => Knows(other, key, register, own), today).Select(f => new ImportFault(number, Title(f.Column), f.What.In(t.Language) + ".", f.Fix.In(t.Language))));
        if (register == DirectoryRegisters.Area)
            faults.AddRange(rows.Where(r => r.Row.Text("code") != workbook.Commune.Value).Select(r => Fault(r.Number, Title("code"), "registers.cell.commune", r.Row.Text("code"), workbook.Commune)));
        if (register == DirectoryRegisters.People)
            faults.AddRange(rows.Where(r => r.Row.Text("office") is { } office && office == Office.Province.Code() != workbook.Commune.IsProvince).Select(r => Fault(r.Number, Title("office"), workbook.Commune.IsProvince ? "registers.cell.office-of-commune" : "registers.cell.office-of-province")));
        if (!mayChangeDirectory && register.Home == RegisterHome.Directory)
            faults.AddRange(rows.Where(r => !IsKnown(r.Row)).Select(r => Fault(r.Number, Title(register.Key[0]), "registers.cell.directory")));
        return new(register, raw.Name, [.. rows.Select(r => r.Row)], [.. faults.OrderBy(f => f.Row)]);
    }

    private RegisterRow? Row(Register register, RawRow line, List<(int Place, RegisterColumn Column)> columns, List<ImportFault> faults)
    {
        Dictionary<string, string> values = [];
        var wrong = false;
        foreach (var (place, column) in columns)
        {
            if (!line.Cells.TryGetValue(place, out var cell)) continue;
            var read = CellReader.Read(column, cell, workbook.From1904, t);
            if (read.Value is not null) values[column.Code] = read.Value;
            if (read.Problem is null) continue;
            wrong = true;
            faults.Add(Fault(line.Number, At(place, column), "registers.cell." + read.Problem, read.Shown));
        }

        // What is wrong in a cell is said once; the row's own rules would only repeat it.
        return wrong ? null : new(register, values);
    }

    private void Twice(Register register, List<(int Number, RegisterRow Row)> rows, string column, List<ImportFault> faults)
    {
        Dictionary<string, int> first = [];
        foreach (var (number, row) in rows)
            if (!first.TryAdd(row.Id, number))
                faults.Add(Fault(number, column, "registers.cell.twice", first[row.Id], string.Join(", ", register.Key.Select(k => register.Column(k).Title.In(t.Language)))));
    }

    private bool IsKnown(RegisterRow row) => KnownById[row.Id].Any(k => k.Register == row.Register && k.SameAs(row));

    private ILookup<string, RegisterRow> KnownById => field ??= known.ToLookup(k => k.Id);

    private bool Knows(string other, string key, Register register, HashSet<string> own)
    {
        var plain = RegisterRow.KeyOf([key]);
        return (other == register.Code && own.Contains(plain)) || (keys.TryGetValue(other, out var there) && there.Contains(plain));
    }

    private void Learn(Register register, IReadOnlyList<RegisterRow> rows)
    {
        if (!keys.TryGetValue(register.Code, out var there)) keys[register.Code] = there = [];
        there.UnionWith(rows.Where(r => !r.IsVoid).Select(r => r.Key));
    }

    private static bool IsOf(RawSheet sheet, Register register) => sheet.Codes.Values.Any(c => c.StartsWith(register.Code + ".", StringComparison.Ordinal));

    /// <summary>A sheet that has our name and not our codes any more.</summary>
    private static Register? Lost(RawSheet sheet) => RegisterCatalogue.All.FirstOrDefault(r => sheet.Name == r.Title.Vi || sheet.Name == r.Title.En);

    private string At(int place, RegisterColumn column) => $"{WorkbookForm.Letters(place)} ({column.Title.In(t.Language)})";

    private ImportFault Fault(int row, string column, string key, params object?[] args)
    {
        var parts = t[key, args].Split('|', 2);
        return new(row, column, parts[0], parts[^1]);
    }
}
