using Gbv.Domain.Shared;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Links;
using Gbv.Functions.Trace;

namespace Gbv.Functions.Retention;

/// <summary>
/// Timer function, nightly: the cases whose turn it is, and again those of the nights before, so that a run that was killed is made good
/// and a step that had to wait for mails is followed by the next.
/// </summary>
internal sealed partial class CheckRetention(RetentionRun retention, LinkStore links, TimeProvider time, ILogger<CheckRetention> log) : ITimerHandler
{
    private const int NightsBack = 3;

    /// <summary>Whoever asks why an old link no longer opens is still told for a while.</summary>
    private static readonly TimeSpan ExpiredLinks = TimeSpan.FromDays(90);

    public async Task RunAsync(CancellationToken ct)
    {
        Dictionary<string, int> steps = [];
        var today = time.GetUtcNow().VietnamDate();
        for (var back = NightsBack; back >= 0; back--)
            await retention.RunAsync(Turns.Of(today.AddDays(-back)), (_, step) => steps[step] = steps.GetValueOrDefault(step) + 1, ct);
        foreach (var (step, count) in steps) Done(log, step, count);
        await links.RemoveExpiredAsync(time.GetUtcNow() - ExpiredLinks, ct);
    }

    [LoggerMessage(EventId = 6102, Level = LogLevel.Information, Message = "Time limits: {Step}, {Count} times")]
    private static partial void Done(ILogger log, string step, int count);
}
