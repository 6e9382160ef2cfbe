using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Reporting.OpenData;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Reporting;

/// <summary>Timer function, daily: sends for the months that are owed, and where it is switched on for the running one; looks over the page for everybody.</summary>
internal sealed partial class CheckReports(ReportSchedule schedule, OpenDataPublisher openData, IOptions<ReportOptions> options, ILogger<CheckReports> log) : ITimerHandler
{
    public async Task RunAsync(CancellationToken ct)
    {
        if (await schedule.SendDueAsync(ct) is [var first, ..] late) Late(log, late.Count, first.Period, first.Area);
        if (options.Value.RunningMonth) await schedule.RequestRunningMonthAsync(ct);
        await openData.SettleAllAsync(ct);
    }

    /// <summary>A build that fails says so itself (3003); this is the one of which nothing is heard.</summary>
    [LoggerMessage(EventId = 3005, Level = LogLevel.Error, Message = "{Count} reports were owed for more than a day and are not built, among them {Period} {Area}")]
    private static partial void Late(ILogger log, int count, Period period, CommuneCode area);
}
