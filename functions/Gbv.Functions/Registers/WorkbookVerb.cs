using Gbv.Domain.Directory;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;

namespace Gbv.Functions.Registers;

/// <summary><c>workbook [--commune cai-nhum] FILE [--name "xã Cái Nhum"]</c>: writes the commune's workbook with what is known, without a commune the province's directory; a new area needs its name.</summary>
internal sealed class WorkbookVerb : IVerb
{
    public string Name => "workbook";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        if (!TryRead(args, out var commune, out var path, out var name))
            return await ExitCode.ComplainAsync("Usage: workbook [--commune cai-nhum] FILE.xlsx [--name \"xã Cái Nhum\"]");
        if (await services.GetRequiredService<WorkbookExport>().WriteAsync(commune, name, ct) is not var (file, rows, area))
            return await ExitCode.ComplainAsync($"The directory has no area '{commune}'. For a new one add --name \"{(commune.IsProvince ? "tỉnh" : "xã")} …\".");

        await File.WriteAllBytesAsync(path, file, ct);
        await Console.Out.WriteLineAsync($"{path}: {rows} rows of {area}.");
        return 0;
    }

    private static bool TryRead(string[] args, out CommuneCode commune, out string path, out string? name)
    {
        (commune, path, name) = (CommuneCode.Province, "", null);
        for (var i = 0; i < args.Length; i++)
            switch (args[i])
            {
                case "--commune" when i + 1 < args.Length && CommuneCode.TryParse(args[i + 1]) is { IsProvince: false } code:
                    (commune, i) = (code, i + 1);
                    break;
                case "--name" when i + 1 < args.Length:
                    name = args[++i];
                    break;
                case var file when path.Length == 0 && !file.StartsWith('-'):
                    path = file;
                    break;
                default:
                    return false;
            }

        return path.Length > 0;
    }
}

/// <summary>What a workbook begins with: what is known, and where nothing is, the plan's tasks and the hamlets that the journey offers.</summary>
internal static class WorkbookRows
{
    public static IReadOnlyList<RegisterRow> For(IReadOnlyList<RegisterRow> known, Area area)
    {
        List<RegisterRow> rows = [.. known];
        if (rows.All(r => r.Register != DirectoryRegisters.Area)) rows.Add(Directories.Row(area));
        if (area.Code.IsProvince) return rows;
        if (rows.All(r => r.Register != PlanRegisters.Units)) rows.AddRange(PlanTasks.Units);
        if (rows.All(r => r.Register != PlanRegisters.Tasks)) rows.AddRange(PlanTasks.All.Select(PlanTasks.Row));
        if (rows.All(r => r.Register != PlaceRegisters.Hamlets)) rows.AddRange(area.Hamlets.Select(h => new RegisterRow(PlaceRegisters.Hamlets, new Dictionary<string, string> { ["name"] = h })));
        return rows;
    }
}
