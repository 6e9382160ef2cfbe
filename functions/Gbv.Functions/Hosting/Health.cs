using Microsoft.AspNetCore.Diagnostics.HealthChecks;

namespace Gbv.Functions.Hosting;

/// <summary><c>/health/live</c>: the program runs (no I/O). <c>/health/ready</c>: what it needs answers too.</summary>
internal static class Health
{
    private static readonly HttpMethodMetadata Reading = new(["GET", "HEAD"]);

    public static IEndpointRouteBuilder MapHealth(this IEndpointRouteBuilder app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).WithMetadata(Reading);
        app.MapHealthChecks("/health/ready").WithMetadata(Reading);
        return app;
    }
}
