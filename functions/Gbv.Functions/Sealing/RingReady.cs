using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gbv.Functions.Sealing;

/// <summary>Whether the role's ring closes and opens: without it no form goes on and nobody signs in. Read from storage once a day.</summary>
internal sealed class RingReady(IDataProtectionProvider protection) : IHealthCheck
{
    // The framework reads the ring without a way to stop it.
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.Run(Look, cancellationToken).WaitAsync(cancellationToken);

    private HealthCheckResult Look()
    {
        try
        {
            var protector = protection.CreateProtector("Gbv.Ready");
            var said = RandomNumberGenerator.GetBytes(16);
            return protector.Unprotect(protector.Protect(said)).AsSpan().SequenceEqual(said) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("it opens something else");
        }
        catch (CryptographicException e)
        {
            return HealthCheckResult.Unhealthy(e.InnerException?.GetType().Name ?? "it does not open"); // no exception: its text would go to the log
        }
    }
}
