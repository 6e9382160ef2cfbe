using Gbv.Domain.Shared;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Sealing;
using Gbv.Functions.Trace.Accesses;

namespace Gbv.Functions.Trace;

/// <summary>
/// Timer function, nightly: checks the day that has ended, and every day that an earlier night did not, and writes their files; each month it
/// sends the data-protection officers their link. What it finds goes to the log as kinds and numbers and makes the run fail.
/// </summary>
internal sealed partial class CheckTrace(TraceCheck check, HeadFiles files, HeadStore heads, AccessLetters letters, TimeProvider time, ILogger<CheckTrace> log) : ITimerHandler
{
    /// <summary>Files hold them for good; the table keeps somewhat more than is compared.</summary>
    private const int KeptDays = 2 * TraceCheck.Window;

    public async Task RunAsync(CancellationToken ct)
    {
        var yesterday = time.GetUtcNow().VietnamDate().AddDays(-1);
        var last = (await files.ReadAsync(yesterday.AddDays(-TraceCheck.Window), ct)).Last;
        var found = 0;
        for (var day = last is { } newest ? newest.Day.AddDays(1) : yesterday; day <= yesterday; day = day.AddDays(1)) found += await CheckAsync(day, ct);
        await heads.RemoveBeforeAsync(yesterday.AddDays(-KeptDays), ct);
        await letters.SendAsync(ct);
        if (found > 0) throw new TamperedException("the trace");
    }

    private async Task<int> CheckAsync(DateOnly day, CancellationToken ct)
    {
        var result = await check.RunAsync(day, all: false, null, ct);
        foreach (var kind in result.Findings.GroupBy(f => f.Kind)) Found(log, kind.Key, kind.Count(), HeadStore.Day(day));
        await files.AddAsync(new HeadFile
        {
            Day = day,
            Previous = result.Last?.Hash ?? "",
            Heads = result.Changed,
            Turn = result.Turn,
            Findings = result.Findings.Count,
        }, ct);
        Checked(log, HeadStore.Day(day), result.Cases, result.Findings.Count);
        return result.Findings.Count;
    }

    [LoggerMessage(EventId = 6001, Level = LogLevel.Critical, Message = "The record is not as it was written: {Kind}, {Count} times, found for {Day}. The command 'verify' says where")]
    private static partial void Found(ILogger log, FindingKind kind, int count, string day);

    [LoggerMessage(EventId = 6002, Level = LogLevel.Information, Message = "Checked {Day}: {Cases} cases, {Findings} findings")]
    private static partial void Checked(ILogger log, string day, int cases, int findings);
}
