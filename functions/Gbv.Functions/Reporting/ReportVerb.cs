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
    private const int Usage = 64;
    private const int Stopped = 130;
    private const string Here = "--here";

    public string Name => "report";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        var schedule = services.GetRequiredService<ReportSchedule>();
        if (!TryRead([.. args.Where(a => a != Here)], out var period, out var commune))
            return await ComplainAsync("Usage: report --period 2026-10|2026-Q4|2026-H2|2026|cut-2026-10|programme-2026|mid-term-2028|final-2030|fixed-20260301-20260531 [--commune cai-nhum] [--here]");
        if (period.From > services.GetRequiredService<TimeProvider>().GetUtcNow()) return await ComplainAsync($"The period {period} has not begun.");

        var areas = await schedule.AreasAsync(ct);
        if (commune is { } one && !areas.Contains(one)) return await ComplainAsync($"The directory has no area '{one}'. Known: {string.Join(", ", areas)}");
        var wanted = commune is { } only ? [only] : areas;
        var here = args.Contains(Here);
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
            await Console.Error.WriteLineAsync("Stopped; what is left is built by the queue.");
            return Stopped;
        }
    }

    internal static bool TryRead(string[] args, out Period period, out CommuneCode? commune)
    {
        period = null!;
        commune = null;
        if (args.Length is not (2 or 4)) return false;
        for (var i = 0; i < args.Length; i += 2)
            switch (args[i])
            {
                case "--period" when Period.TryParse(args[i + 1]) is { } read:
                    period = read;
                    break;
                case "--commune" when CommuneCode.TryParse(args[i + 1]) is { } code:
                    commune = code;
                    break;
                default:
                    return false;
            }

        return period is not null;
    }

    private static async Task<int> ComplainAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return Usage;
    }
}
