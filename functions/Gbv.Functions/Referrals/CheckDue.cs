using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.Referrals;

/// <summary>Timer: looks at every case whose next time has come, in case a delayed message was lost. One query when nothing is due.</summary>
internal sealed partial class CheckDue(DueStore due, CaseWorker worker, TimeProvider time, ILogger<CheckDue> log) : ITimerHandler
{
    /// <summary>As many as fit well below the function's time limit; the rest comes with the next tick.</summary>
    private const int AtMost = 500;

    public async Task RunAsync(CancellationToken ct)
    {
        Looked(log);
        var count = 0;
        await foreach (var row in due.UntilAsync(time.GetUtcNow(), ct))
        {
            if (++count > AtMost) return;
            try
            {
                await worker.CarryOutDueAsync(row.Case, ct);
                await due.RemoveAsync(row, ct);
            }
            catch (Exception e) when (e is TamperedException or Azure.RequestFailedException or InvalidOperationException)
            {
                // The row stays, and the others must still be looked at.
                Failed(log, e.GetType().Name);
            }
        }
    }

    /// <summary>A sign of life: an alert fires where it stays away, because deadlines then pass unseen.</summary>
    [LoggerMessage(EventId = 2202, Level = LogLevel.Information, Message = "Looking for due cases")]
    private static partial void Looked(ILogger log);

    [LoggerMessage(EventId = 2201, Level = LogLevel.Error, Message = "A due case could not be looked at: {Error}")]
    private static partial void Failed(ILogger log, string error);
}
