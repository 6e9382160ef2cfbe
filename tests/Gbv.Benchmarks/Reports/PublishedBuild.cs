using Gbv.Benchmarks.Programs;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Reporting;
using Gbv.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Benchmarks.Reports;

/// <summary>The published program in its back role builds the province's report as it does for the host: from a queue message to files in storage.</summary>
internal static class PublishedBuild
{
    /// <returns>Resident memory in MiB before it and at the peak.</returns>
    public static async Task<(double Before, double Peak)> MemoryAsync(Product product, IServiceProvider services, string account, Period period)
    {
        await using var program = await product.StartAsync("back", account, "/health/live");
        var before = program.Memory();
        var message = services.GetRequiredService<WorkQueue>().Write(new WorkMessage("report", period.ToString(), CommuneCode.Province.Value));
        await HostPost.InvokeAsync(program.Port, "BuildReport", message);
        var entry = await services.GetRequiredService<PeriodLedger>().FindAsync(period, CommuneCode.Province, CancellationToken.None);
        if (entry is not { Version: > 0 }) throw new InvalidOperationException("The report was not built.");
        return (before, program.PeakMemory());
    }
}
