using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gbv.Functions.Hosting;

/// <summary>
/// <c>/health/live</c>: the program runs (no I/O). <c>/health/ready</c>: what it needs answers too; one word for whoever asks, while lines and
/// figures say which part it is. Without storage or its ring an app can neither take in nor show anything: unready. Without mail, or while
/// effects wait, reports are still taken in and links open, and nothing is gained by taking the app away: degraded.
/// </summary>
internal static class Health
{
    /// <summary>No part is waited for any longer. An instance that has just started reads its ring, and the first one of all makes it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private static readonly string[] Reading = ["GET", "HEAD"];

    /// <param name="name">What lines and figures call it.</param>
    /// <param name="without">What the app is where this part fails.</param>
    /// <param name="only">The role that needs it; null: both.</param>
    public static IServiceCollection AddPart<T>(this IServiceCollection services, string name, HealthStatus without, AppRole? only = null)
        where T : class, IHealthCheck
    {
        // By tag, because commands that need no setting at all start here too: only whoever asks has to have a role.
        string[] tags = only is { } role ? [role.ToString()] : [];
        services.AddSingleton<T>().Configure<HealthCheckServiceOptions>(health => health.Registrations.Add(new(name, s => s.GetRequiredService<T>(), without, tags, Patience)));
        return services;
    }

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).WithMetadata(new HttpMethodMetadata(Reading));
        app.MapMethods("/health/ready", Reading, AnswerAsync);
        return app;
    }

    private static async Task AnswerAsync(HttpContext context)
    {
        var status = await context.RequestServices.GetRequiredService<Readiness>().LookAsync().WaitAsync(context.RequestAborted);
        context.Response.StatusCode = status == HealthStatus.Unhealthy ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        context.Response.ContentType = "text/plain";
        await context.Response.WriteAsync(status.ToString(), context.RequestAborted);
    }
}
