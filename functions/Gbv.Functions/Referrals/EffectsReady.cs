using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Gbv.Functions.Hosting;
using Gbv.Functions.Storage;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Referrals;

/// <summary>
/// Whether what cases ask for is carried out: the oldest effect that the last sweep found is gone, or has not had its second chance yet; and
/// somebody sweeps. One or two point reads, no scan.
/// </summary>
internal sealed class EffectsReady(SweepNote note, StorageClients storage, IOptions<ReferralOptions> options, TimeProvider time) : IHealthCheck
{
    /// <summary>It runs hourly; on some plans a timer is late after a deployment.</summary>
    private static readonly TimeSpan SweptWithin = TimeSpan.FromHours(3);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            if (await note.ReadAsync(cancellationToken) is not var (at, oldest)) return HealthCheckResult.Healthy();
            var now = time.GetUtcNow();
            var age = oldest is not null && await IsPendingAsync(oldest, cancellationToken) ? now - oldest.Since : TimeSpan.Zero;
            Signals.OldestPending(age);
            if (age > 2 * TimeSpan.FromMinutes(options.Value.SweepAfterMinutes)) return HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"pending for {age.TotalMinutes:F0} minutes"));
            return now - at > SweptWithin ? HealthCheckResult.Degraded(string.Create(CultureInfo.InvariantCulture, $"no sweep for {(now - at).TotalHours:F0} hours")) : HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            return HealthCheckResult.Degraded("storage"); // it has a part of its own
        }
    }

    private async Task<bool> IsPendingAsync(PendingEffect effect, CancellationToken ct) =>
        (await storage.Table(StorageNames.Cases).GetEntityIfExistsAsync<TableEntity>(effect.Case, effect.Row, ["PartitionKey"], ct)).HasValue;
}
