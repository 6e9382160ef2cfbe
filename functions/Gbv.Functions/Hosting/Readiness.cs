using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Hosting;

/// <summary>
/// Looks at all parts, for all who ask at the same time and for ten seconds after: anybody may ask as often as they like, and storage is
/// asked as often as it takes one.
/// </summary>
internal sealed partial class Readiness(HealthCheckService parts, IOptions<RoleOptions> role, TimeProvider time, ILogger<Readiness> log)
{
    internal static readonly TimeSpan Kept = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private Task<HealthStatus>? look;
    private DateTimeOffset until;

    public Task<HealthStatus> LookAsync()
    {
        lock (gate)
        {
            if (look is null || look.IsFaulted || (look.IsCompleted && time.GetUtcNow() >= until)) look = Task.Run(LookAnewAsync);
            return look;
        }
    }

    /// <summary>Not ended by whoever asked first and went away: others wait for it too.</summary>
    private async Task<HealthStatus> LookAnewAsync()
    {
        var report = await parts.CheckHealthAsync(IsNeeded, CancellationToken.None);
        foreach (var (name, part) in report.Entries)
        {
            Signals.Health(name, part.Status);
            // A message of an exception may hold an address.
            if (part.Status != HealthStatus.Healthy) NotWell(log, name, part.Status, part.Exception?.GetType().Name ?? part.Description ?? "none");
        }

        lock (gate) until = time.GetUtcNow() + Kept;
        return report.Status;
    }

    private bool IsNeeded(HealthCheckRegistration part) =>
        part.Tags.Count == 0 || role.Value.Value == AppRole.All || part.Tags.Contains(role.Value.Value.ToString());

    [LoggerMessage(EventId = 8001, Level = LogLevel.Warning, Message = "Asked whether it is ready: {Part} is {Status} ({Reason})")]
    private static partial void NotWell(ILogger log, string part, HealthStatus status, string reason);
}
