using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Hosting;

namespace Gbv.Functions.Reporting;

/// <summary>
/// <c>report --period 2026-10 [--commune cai-nhum] [--here]</c>: has a report of any kind of period built anew; without a commune, those
/// of all areas. With <c>--here</c> this program builds them one after the other and says how far it is; whoever is told of a report is
/// told by the queue all the same. Exit code 0: done; 64: usage; 130: stopped, what is left is built by the queue.
/// </summary>
internal sealed class ReportVerb : IVerb
{
    public string Name => "report";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        var schedule = services.GetRequiredService<ReportSchedule>();
        if (VerbArguments.Read(args, ["--period", "--commune"], ["--here"]) is not { } read
            || Period.TryParse(read.Of("--period")) is not { } period
            || (read.Of("--commune") is { } told && CommuneCode.TryParse(told) is null))
            return await ExitCode.ComplainAsync("Usage: report --period 2026-10|2026-Q4|2026-H2|2026|cut-2026-10|programme-2026|mid-term-2028|final-2030|fixed-20260301-20260531 [--commune cai-nhum] [--here]");
        if (period.From > services.GetRequiredService<TimeProvider>().GetUtcNow()) return await ExitCode.ComplainAsync($"The period {period} has not begun.");

        var areas = await schedule.AreasAsync(ct);
        var commune = CommuneCode.TryParse(read.Of("--commune"));
        if (commune is { } one && !areas.Contains(one)) return await ExitCode.ComplainAsync($"The directory has no area '{one}'. Known: {string.Join(", ", areas)}");
        var wanted = commune is { } only ? [only] : areas;
        var here = read.Has("--here");
        foreach (var area in wanted)
        {
            await schedule.RequestAsync(period, area, ct);
            if (!here) await Console.Out.WriteLineAsync($"{period} {area}: asked for; it is built as soon as the queue is read.");
        }

        return here ? await BuildAsync(period, wanted, services.GetRequiredService<ReportMaker>(), ct) : 0;
    }

    private static async Task<int> BuildAsync(Period period, IReadOnlyList<CommuneCode> areas, ReportMaker maker, CancellationToken ct)
    {
        try
        {
            for (var i = 0; i < areas.Count; i++)
            {
                var built = await maker.MakeAsync(period, areas[i], ct);
                await Console.Out.WriteLineAsync(FormattableString.Invariant($"{i + 1} of {areas.Count}: {period} {areas[i]}, version {built.Version}."));
            }

            return 0;
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return await ExitCode.ComplainAsync("Stopped; what is left is built by the queue.", ExitCode.Interrupted);
        }
    }
}
