using System.Diagnostics;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Hosting;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Reporting.OpenData;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Reporting;

/// <summary>Queue function: builds one report, tells its recipients, puts a released year on the page for everybody, and is as good when it runs twice.</summary>
internal sealed partial class BuildReport(
    WorkQueue queue, ReportMaker maker, ReportNotices notices, OpenDataPublisher openData, ReportSchedule schedule, ILogger<BuildReport> log) : IQueueHandler
{
    private const int AlertAfter = 5;

    /// <summary>Said where an error would stand: the mail service does not take the mail about it.</summary>
    private const string Untold = "mail";

    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    public async Task HandleAsync(QueueDelivery delivery, CancellationToken ct)
    {
        if (queue.TryRead(delivery.Body) is not { Kind: "report" } message
            || Period.TryParse(message.A) is not { } period || CommuneCode.TryParse(message.B) is not { } area)
        {
            Unreadable(log);
            await queue.PoisonAsync(StorageNames.BuildReportQueue, delivery.Body, ct);
            return;
        }

        if (!await TryAsync(period, area, message.Attempt, ct)) await LaterAsync(message, ct);
        await schedule.LookAsync(ct);
    }

    private async Task<bool> TryAsync(Period period, CommuneCode area, int attempt, CancellationToken ct)
    {
        try
        {
            if (await schedule.PutOffAsync(period, area, ct)) return true;
            var began = Stopwatch.GetTimestamp();
            var entry = await maker.MakeAsync(period, area, ct);
            Signals.Built(period.Kind.ToString().ToLowerInvariant(), Stopwatch.GetElapsedTime(began));
            var told = await notices.SendAsync(entry, ct);
            await openData.SettleAsync(period, area, ct);
            if (!told && attempt >= AlertAfter) StillFailing(log, period, area, attempt, Untold);
            return told;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (attempt >= AlertAfter) StillFailing(log, period, area, attempt, e.GetType().Name);
            else Failed(log, period, area, attempt, e.GetType().Name);
            return false;
        }
    }

    /// <summary>A report never ends in the poison queue: it is tried for ever, at last once an hour.</summary>
    private Task LaterAsync(WorkMessage message, CancellationToken ct)
    {
        var minutes = Math.Min(LongestDelay.TotalMinutes, 5 * Math.Pow(2, Math.Min(message.Attempt, 8)));
        return queue.SendAsync(message with { Attempt = message.Attempt + 1 }, TimeSpan.FromMinutes(minutes), ct);
    }

    [LoggerMessage(EventId = 3001, Level = LogLevel.Warning, Message = "A message in the report queue was not ours; it lies in the poison queue")]
    private static partial void Unreadable(ILogger log);

    [LoggerMessage(EventId = 3002, Level = LogLevel.Warning, Message = "The report {Period} {Area} could not be finished (attempt {Attempt}): {Kind}")]
    private static partial void Failed(ILogger log, Period period, CommuneCode area, int attempt, string kind);

    [LoggerMessage(EventId = 3003, Level = LogLevel.Error, Message = "The report {Period} {Area} still cannot be finished (attempt {Attempt}): {Kind}")]
    private static partial void StillFailing(ILogger log, Period period, CommuneCode area, int attempt, string kind);
}
