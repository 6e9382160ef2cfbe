using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Reporting.OpenData;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Reporting;

/// <summary>Timer function, daily: sends for the months that are owed, and where it is switched on for the running one; looks over the page for everybody.</summary>
internal sealed class CheckReports(ReportSchedule schedule, OpenDataPublisher openData, IOptions<ReportOptions> options) : ITimerHandler
{
    public async Task RunAsync(CancellationToken ct)
    {
        await schedule.SendDueAsync(ct);
        if (options.Value.RunningMonth) await schedule.RequestRunningMonthAsync(ct);
        await openData.SettleAllAsync(ct);
    }
}
