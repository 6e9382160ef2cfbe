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
    private const int Wrong = 1;
    private const int Usage = 64;

    /// <summary>A line of progress after so many cases.</summary>
    private const int Step = 500;

    public string Name => "verify";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        var day = services.GetRequiredService<TimeProvider>().GetUtcNow().VietnamDate().AddDays(-1);
        if (!TryRead(args, ref day, out var all))
        {
            await Console.Error.WriteLineAsync("Usage: verify [--day 2026-11-23] [--all]");
            return Usage;
        }

        var result = await services.GetRequiredService<TraceCheck>().RunAsync(day, all, new Lines(), ct);
        foreach (var finding in result.Findings) await Console.Out.WriteLineAsync(finding.ToString());
        await Console.Out.WriteLineAsync($"{result.Cases} cases checked, {(result.Findings.Count == 0 ? "all as they were written" : $"{result.Findings.Count} findings: treat it as an incident (docs/operations.md)")}.");
        return result.Findings.Count == 0 ? 0 : Wrong;
    }

    internal static bool TryRead(string[] args, ref DateOnly day, out bool all)
    {
        all = false;
        for (var i = 0; i < args.Length; i++)
            switch (args[i])
            {
                case "--all":
                    all = true;
                    break;
                case "--day" when i + 1 < args.Length && DateOnly.TryParseExact(args[i + 1], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day):
                    i++;
                    break;
                default:
                    return false;
            }

        return true;
    }

    private sealed class Lines : IProgress<int>
    {
        public void Report(int value)
        {
            if (value % Step == 0) Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{value} cases …"));
        }
    }
}
