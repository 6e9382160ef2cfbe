using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using SendGrid;

namespace Gbv.Functions.Email;

/// <summary>
/// Whether the mail service answers and knows our key: asks it what the key may do, at most once a minute. Nothing is ever sent. That it is
/// busy, or knows the key and keeps the answer to itself, is an answer.
/// </summary>
internal sealed class MailReady(IHttpClientFactory clients, IOptions<EmailOptions> options, TimeProvider time) : IHealthCheck
{
    internal static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private (DateTimeOffset Until, HealthCheckResult Result)? last;

    // Whoever looks at all parts lets one in at a time.
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (last is { } known && time.GetUtcNow() < known.Until) return known.Result;
        var fault = await AskAsync(cancellationToken);
        var result = fault is null ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded(fault);
        last = (time.GetUtcNow() + Kept, result);
        return result;
    }

    /// <summary>What is wrong; null: nothing.</summary>
    private async Task<string?> AskAsync(CancellationToken ct)
    {
        var settings = options.Value;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(TimeSpan.FromSeconds(settings.ReadySeconds));
        using var http = clients.CreateClient(Mailer.HttpClientName);
        var client = new SendGridClient(http, new SendGridClientOptions { ApiKey = settings.ApiKey, Host = settings.Host.TrimEnd('/') });
        try
        {
            var answer = await client.RequestAsync(BaseClient.Method.GET, urlPath: "scopes", cancellationToken: limit.Token);
            return (int)answer.StatusCode is (401 or >= 500) and var status ? status.ToString(CultureInfo.InvariantCulture) : null;
        }
        catch (HttpRequestException)
        {
            return "no connection";
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return "no answer in time";
        }
    }
}
