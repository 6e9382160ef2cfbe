using Gbv.Functions.Hosting;

namespace Gbv.Functions.Registers;

/// <summary><c>import FILE [--check]</c>: brings a commune's workbook in and says, in Vietnamese, what became of each sheet.</summary>
internal sealed class ImportVerb : IVerb
{
    public string Name => "import";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        var files = args.Where(a => a != "--check").ToArray();
        if (files is not [var path] || path.StartsWith('-'))
            return await ExitCode.ComplainAsync("Usage: import FILE.xlsx [--check]");
        if (!File.Exists(path))
            return await ExitCode.ComplainAsync($"There is no file '{path}'.");

        var t = Texts.For(Texts.Vietnamese);
        var check = files.Length < args.Length;
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var result = await services.GetRequiredService<WorkbookImport>().RunAsync(file, "operator:" + Environment.UserName, only: null, save: !check, t, ct);
        foreach (var line in ImportReport.Lines(result, t)) await Console.Out.WriteLineAsync(line);
        if (check) await Console.Out.WriteLineAsync(t["registers.import.checked"]);
        return result.IsClean ? 0 : ExitCode.BadData;
    }
}

/// <summary>What is said of an import, line by line.</summary>
internal static class ImportReport
{
    public const int MostFaults = 200;

    public static IEnumerable<string> Lines(ImportResult result, Texts t)
    {
        if (result.Refused is { } refused) return [t["registers.import.refused", refused]];
        var lines = result.Sheets.SelectMany(s => Sheet(s, t));
        return result.NotLive.Count == 0 ? lines : lines.Append(t["registers.import.not-live", string.Join("; ", result.NotLive.Select(m => m.In(t.Language)))]);
    }

    /// <summary>What was taken from a sheet; null where there was nothing in it.</summary>
    public static string? Taken(SheetResult sheet, Texts t) =>
        sheet.Saved is { } saved && saved.Added + saved.Changed + saved.Unchanged > 0 ? t["registers.import.sheet-ok", sheet.Sheet, saved.Added, saved.Changed, saved.Unchanged] : null;

    private static IEnumerable<string> Sheet(SheetResult sheet, Texts t)
    {
        if (sheet.Faults.Count == 0)
        {
            if (Taken(sheet, t) is { } taken) yield return taken;
            yield break;
        }

        yield return t["registers.import.sheet-bad", sheet.Sheet, sheet.Faults.Count];
        foreach (var fault in sheet.Faults.Take(MostFaults))
            yield return fault.Row == 0 ? t["registers.import.fault-sheet", sheet.Sheet, fault.What, fault.Fix] : t["registers.import.fault", sheet.Sheet, fault.Row, fault.Column, fault.What, fault.Fix];
        if (sheet.Faults.Count > MostFaults) yield return t["registers.import.more", sheet.Faults.Count - MostFaults];
    }
}
