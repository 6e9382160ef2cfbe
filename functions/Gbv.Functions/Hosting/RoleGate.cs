using Microsoft.Extensions.Options;

namespace Gbv.Functions.Hosting;

/// <summary>Says which role serves an endpoint; without it both do.</summary>
internal sealed record ServedBy(AppRole Role);

/// <summary>Endpoint groups of one role; the other role answers 404 on their paths.</summary>
internal static class RoleGate
{
    public static RouteGroupBuilder Public(this IEndpointRouteBuilder app) => app.Group(AppRole.Public);

    public static RouteGroupBuilder Back(this IEndpointRouteBuilder app) => app.Group(AppRole.Back);

    /// <summary>Stands after routing and before every endpoint.</summary>
    public static IApplicationBuilder UseRoleGate(this IApplicationBuilder app)
    {
        var role = app.ApplicationServices.GetRequiredService<IOptions<RoleOptions>>();
        return app.Use((context, next) =>
        {
            if (IsServed(context.GetEndpoint(), role.Value.Value)) return next(context);
            context.SetEndpoint(null);
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        });
    }

    // Routing puts an endpoint of its own where a path is known and the method is not; it would tell the other role's paths.
    private static bool IsServed(Endpoint? endpoint, AppRole role)
    {
        if (endpoint is null) return true;
        if (endpoint is not RouteEndpoint) return false;
        return role == AppRole.All || endpoint.Metadata.GetMetadata<ServedBy>() is not { } served || served.Role == role;
    }

    private static RouteGroupBuilder Group(this IEndpointRouteBuilder app, AppRole role)
    {
        var group = app.MapGroup("");
        group.WithMetadata(new ServedBy(role));
        return group;
    }
}
