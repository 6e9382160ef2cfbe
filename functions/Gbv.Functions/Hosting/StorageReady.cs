using Azure;
using Azure.Data.Tables;
using Gbv.Functions.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gbv.Functions.Hosting;

/// <summary>Whether storage answers: one look for a row that is never there, which both roles are allowed.</summary>
internal sealed class StorageReady(StorageClients storage) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await storage.TableWithoutRetry(StorageNames.Cases).GetEntityIfExistsAsync<TableEntity>("health", "health", ["PartitionKey"], cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            return HealthCheckResult.Unhealthy(e is RequestFailedException { Status: > 0 } failed ? $"{failed.Status} {failed.ErrorCode}" : "no answer"); // no exception: its text would go to the log
        }
    }
}
