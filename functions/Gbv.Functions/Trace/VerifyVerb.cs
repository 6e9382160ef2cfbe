using System.Globalization;
using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;

namespace Gbv.Functions.Trace;

/// <summary>
/// <c>verify [--day 2026-11-23] [--all]</c>: checks what the night checks (by default yesterday's), or every case and every file. Writes
/// nothing to storage. Exit code 0: all is as it was written; 1: something is not.
/// </summary>
internal sealed class VerifyVerb : IVerb
{
    public string Name => "verify";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        var day = services.GetRequiredService<TimeProvider>().GetUtcNow().VietnamDate().AddDays(-1);
        if (VerbArguments.Read(args, ["--day"], ["--all"]) is not { } read
            || (read.Of("--day") is { } told && !DateOnly.TryParseExact(told, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day)))
            return await ExitCode.ComplainAsync("Usage: verify [--day 2026-11-23] [--all]");

        TraceResult result;
        using (var lines = new ProgressLines())
            result = await services.GetRequiredService<TraceCheck>().RunAsync(day, read.Has("--all"), p => lines.Show(p.Done, () => string.Create(CultureInfo.InvariantCulture, $"{p.Cases} cases")), ct);
        foreach (var finding in result.Findings) await Console.Out.WriteLineAsync(finding.ToString());
        await Console.Out.WriteLineAsync($"{result.Cases} cases checked, {(result.Findings.Count == 0 ? "all as they were written" : $"{result.Findings.Count} findings: treat it as an incident (docs/operations.md)")}.");
        return result.Findings.Count == 0 ? 0 : ExitCode.NotRight;
    }
}
