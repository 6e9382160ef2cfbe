namespace Gbv.Functions.Layout;

/// <summary>Maps a page that is only read: GET, and HEAD for whoever only asks whether it is there.</summary>
internal static class PageRoutes
{
    private static readonly string[] Reading = ["GET", "HEAD"];

    public static RouteHandlerBuilder MapPage(this IEndpointRouteBuilder app, string pattern, Delegate handler) => app.MapMethods(pattern, Reading, handler);
}
