using Gbv.Domain.Directory;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;

namespace Gbv.Functions.Registers;

/// <summary>Something wrong in a sheet: row 0 is the sheet itself.</summary>
internal sealed record ImportFault(int Row, string Column, string What, string Fix);

/// <summary>What became of one sheet.</summary>
internal sealed record SheetResult(Register Register, string Sheet, SaveOutcome? Saved, IReadOnlyList<ImportFault> Faults);

/// <summary>What became of a file: refused as a whole, or sheet by sheet.</summary>
internal sealed record ImportResult(string? Refused, IReadOnlyList<SheetResult> Sheets, IReadOnlyList<Words> NotLive)
{
    public bool IsClean => Refused is null && Sheets.All(s => s.Faults.Count == 0);
}

/// <summary>
/// Brings a workbook in: every sheet is checked as a whole, with all that it refers to, before its first row is saved. A sheet with a mistake is
/// not taken; the others are. The same file twice changes nothing.
/// </summary>
internal sealed class WorkbookImport(RegisterStore store, DirectoryStore directory, TimeProvider time)
{
    /// <param name="by">Who brings it, for the history.</param>
    /// <param name="only">The area whose file it must be; null takes the file's word.</param>
    /// <param name="save">False: look and say, save nothing.</param>
    /// <param name="mayChangeDirectory">False: who is who, and where messages go, must stand as it stands; the operator's command alone changes it.</param>
    public async Task<ImportResult> RunAsync(Stream file, string by, CommuneCode? only, bool save, Texts t, CancellationToken ct, bool mayChangeDirectory = true)
    {
        RawWorkbook workbook;
        try
        {
            workbook = WorkbookReader.Read(file);
            if (only is { } own && own != workbook.Commune) throw new WorkbookRefusedException("commune", workbook.Commune);
        }
        catch (WorkbookRefusedException e)
        {
            return new(e.Text(t), [], []);
        }

        var known = await directory.ReadAsync(workbook.Commune, ct);
        var area = known.Area;
        var stored = await store.ReadAsync(workbook.Commune, area?.Name ?? workbook.Commune.Value, ct);
        var check = new SheetCheck(workbook, Known(stored, area, known.Entries, known.Points), time.GetUtcNow().VietnamDate(), t, mayChangeDirectory);
        var sheets = check.All();
        List<SheetResult> results = [];
        foreach (var sheet in sheets)
        {
            var take = save && sheet.Faults.Count == 0 && (mayChangeDirectory || sheet.Register.Home != RegisterHome.Directory);
            results.Add(new(sheet.Register, sheet.Name, take ? await SaveAsync(workbook.Commune, sheet, by, ct) : null, sheet.Faults));
        }

        if (save && mayChangeDirectory)
        {
            await ProjectPeopleAsync(workbook.Commune, sheets, known.Entries, ct);
            await ProjectPointsAsync(workbook.Commune, sheets, known.Points, ct);
            await ProjectAreaAsync(sheets, area, mayGoLive: check.NotLive.Count == 0, ct);
        }

        return new(null, results, check.NotLive);
    }

    /// <summary>What is known of the area: its registers, and of the directory what router and pages read, which may have been loaded another way.</summary>
    internal static IReadOnlyList<RegisterRow> Known(CommuneRegisters stored, Area? area, IReadOnlyList<DirectoryEntry> entries, IReadOnlyList<ServicePoint> points)
    {
        var rows = RegisterCatalogue.Stored.SelectMany(stored.Of).ToList();
        if (area is not null) rows.Add(Directories.Row(area));
        rows.AddRange(entries.Select(Directories.Row));
        rows.AddRange(points.Select(Directories.Row));
        return rows;
    }

    private Task<SaveOutcome> SaveAsync(CommuneCode commune, CheckedSheet sheet, string by, CancellationToken ct) => store.SaveAsync(commune, sheet.Register, sheet.Rows, by, ct);

    /// <summary>The directory follows its sheets, also where a try before broke off between the two: what differs from what is there is written.</summary>
    private async Task ProjectPeopleAsync(CommuneCode commune, IReadOnlyList<CheckedSheet> sheets, IReadOnlyList<DirectoryEntry> entries, CancellationToken ct)
    {
        var today = time.GetUtcNow().VietnamDate();
        foreach (var row in Good(sheets, DirectoryRegisters.People))
        {
            var entry = Directories.Entry(row, commune, today);
            var id = Directories.Id(commune, row.Text("code"))!;
            var known = entries.FirstOrDefault(e => e.Id == id);
            if (entry is null && known is not null) await directory.RemoveEntryAsync(commune, id, ct);
            else if (entry is not null && (known is null || !Directories.Row(entry).SameAs(Directories.Row(known)))) await directory.SaveEntryAsync(entry, ct);
        }
    }

    private async Task ProjectPointsAsync(CommuneCode commune, IReadOnlyList<CheckedSheet> sheets, IReadOnlyList<ServicePoint> points, CancellationToken ct)
    {
        var today = time.GetUtcNow().VietnamDate();
        foreach (var row in Good(sheets, DirectoryRegisters.Help))
        {
            var point = Directories.Point(row, commune, today);
            var id = Directories.Id(commune, row.Text("code"))!;
            var known = points.FirstOrDefault(p => p.Id == id);
            if (point is null && known is not null) await directory.RemovePointAsync(commune, id, ct);
            else if (point is not null && point != known) await directory.SavePointAsync(point, ct);
        }
    }

    /// <summary>The area comes last, and a new one only when somebody answers for it: from then on people can choose it in their reports.</summary>
    private async Task ProjectAreaAsync(IReadOnlyList<CheckedSheet> sheets, Area? area, bool mayGoLive, CancellationToken ct)
    {
        if (area is null && !mayGoLive) return;
        var hamlets = Good(sheets, PlaceRegisters.Hamlets) is { Count: > 0 } named ? Directories.Hamlets(named, time.GetUtcNow().VietnamDate()) : area?.Hamlets ?? [];
        var next = Good(sheets, DirectoryRegisters.Area) is [var own, ..] ? Directories.Area(own, hamlets) : area is null ? null : area with { Hamlets = hamlets };
        if (next is not null && (area is null || next.Name != area.Name || next.DutyNumber != area.DutyNumber || !next.Hamlets.SequenceEqual(area.Hamlets))) await directory.SaveAreaAsync(next, ct);
    }

    private static IReadOnlyList<RegisterRow> Good(IReadOnlyList<CheckedSheet> sheets, Register register) =>
        sheets.FirstOrDefault(s => s.Register == register && s.Faults.Count == 0)?.Rows ?? [];
}
