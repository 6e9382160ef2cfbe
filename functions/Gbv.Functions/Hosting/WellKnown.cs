using Gbv.Functions.Layout;

namespace Gbv.Functions.Hosting;

/// <summary>What this site says of itself at the places that are agreed on for it.</summary>
internal static class WellKnown
{
    // Global Privacy Control (its "GPC support resource"): nothing about a visitor is sold or shared, whether they ask for that or not.
    public static void MapWellKnown(this IEndpointRouteBuilder app) =>
        app.Public().MapMethods("/.well-known/gpc.json", PageRoutes.Reading, () => Results.Text("""{"gpc":true,"lastUpdate":"2026-11-01"}""", "application/json"))
            .ExcludeFromDescription();
}
