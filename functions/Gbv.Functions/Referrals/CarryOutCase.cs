using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Hosting;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Reporting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Referrals;

/// <summary>
/// Queue function: a message names a case and, after an announcement, the operation that it announced. Without its operation
/// row the commit is still on its way or never came; after five looks it is made impossible, so that no clock decides (design §4).
/// </summary>
internal sealed partial class CarryOutCase(
    CaseWorker worker, CaseStore store, WorkQueue queue, ReportSchedule reports, ILogger<CarryOutCase> log) : IQueueHandler
{
    private static readonly int[] LookAgainAfterSeconds = [3, 6, 12, 24, 24];

    /// <summary>Before the host's own limit of 5, after which it would move the message away for seven days.</summary>
    private const int LastDelivery = 4;

    public async Task HandleAsync(QueueDelivery delivery, CancellationToken ct)
    {
        if (queue.TryRead(delivery.Body) is not { Kind: "case" } message || !IsCaseId(message.A))
        {
            Unreadable(log);
            await queue.PoisonAsync(StorageNames.CaseWorkQueue, delivery.Body, ct);
            return;
        }

        try
        {
            await CarryOutAsync(new CaseId(message.A), message, ct);
            await LookForReportsAsync(ct);
        }
        catch (TamperedException e)
        {
            // Never acted on; the sweep announces it again, so that the alert goes on until somebody looks.
            Tampered(log, e.Message);
        }
        catch (Exception e) when (delivery.DequeueCount >= LastDelivery && (e is not OperationCanceledException || !ct.IsCancellationRequested))
        {
            FailedRepeatedly(log, e.GetType().Name);
            await queue.SendAsync(message, TimeSpan.FromMinutes(10), ct);
        }
    }

    /// <summary>Timers are known to stay silent after a deployment; whoever works anyway asks, at most every ten minutes (design §6).</summary>
    private async Task LookForReportsAsync(CancellationToken ct)
    {
        try
        {
            await reports.LookAsync(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            // The case is done; a report is asked for again with the next one.
            ReportsNotLookedAt(log, e.GetType().Name);
        }
    }

    private async Task CarryOutAsync(CaseId id, WorkMessage message, CancellationToken ct)
    {
        if (message.B is { } announced) Signals.LinkOperation(announced);
        var read = await store.ReadAsync(id, ct);
        if (message.B is { } operation && read?.HasOperation(operation) != true)
        {
            if (read?.IsCancelledOperation(operation) == true) return;
            if (message.Attempt < LookAgainAfterSeconds.Length)
            {
                await queue.SendAsync(message with { Attempt = message.Attempt + 1 }, TimeSpan.FromSeconds(LookAgainAfterSeconds[message.Attempt]), ct);
                return;
            }

            // Where it can't be cancelled, it was committed or cancelled this very moment: the case is read again.
            if (await store.CancelOperationAsync(id, operation, ct)) return;
            read = await store.ReadAsync(id, ct);
        }

        if (read is not null) await worker.CarryOutDueAsync(read, ct);
    }

    private static bool IsCaseId(string text) => text.Length == 32 && text.All(char.IsAsciiHexDigitLower);

    [LoggerMessage(EventId = 2101, Level = LogLevel.Error, Message = "An unreadable or unsigned message was moved to the poison queue")]
    private static partial void Unreadable(ILogger log);

    [LoggerMessage(EventId = 2102, Level = LogLevel.Critical, Message = "A case is not as it was written and was not acted on: {What}")]
    private static partial void Tampered(ILogger log, string what);

    [LoggerMessage(EventId = 2104, Level = LogLevel.Warning, Message = "The ledger of reports could not be looked at: {Error}")]
    private static partial void ReportsNotLookedAt(ILogger log, string error);

    [LoggerMessage(EventId = 2103, Level = LogLevel.Error, Message = "A case could not be carried out ({Error}); it is announced again")]
    private static partial void FailedRepeatedly(ILogger log, string error);
}
