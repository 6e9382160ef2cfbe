using Microsoft.Extensions.Options;

namespace Gbv.Functions.Hosting;

/// <summary>
/// No other site may post here (design §5). There is no cookie on public pages, so the browser's own word on where a form
/// came from is enough: Sec-Fetch-Site, and Origin where an old browser does not send it. Clients that are no browsers send neither.
/// </summary>
internal static class SameOriginPosts
{
    public static IApplicationBuilder UseSameOriginPosts(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<PublicOptions>>();
        return app.Use((context, next) =>
        {
            if (!HttpMethods.IsPost(context.Request.Method) || IsOurs(context.Request, options.Value.Base)) return next(context);
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
    }

    internal static bool IsOurs(HttpRequest request, Uri site)
    {
        var fetchSite = request.Headers["Sec-Fetch-Site"];
        if (fetchSite.Count > 0) return fetchSite.Count == 1 && fetchSite[0] is "same-origin" or "none";

        var origin = request.Headers.Origin;
        if (origin.Count == 0) return true;
        return origin.Count == 1 && Uri.TryCreate(origin[0], UriKind.Absolute, out var from) && IsOurs(from, request, site);
    }

    // Proxying hosts put the visitor's Host header into X-Forwarded-Host, forwarding ones leave it in place (host-contract).
    // A browser lets no page choose either of them.
    private static bool IsOurs(Uri from, HttpRequest request, Uri site)
    {
        if (from.Scheme is not ("http" or "https")) return false;
        if (from.Authority == site.Authority) return from.Scheme == site.Scheme;
        var host = request.Headers["X-Forwarded-Host"] is [{ Length: > 0 } forwarded] ? forwarded : request.Host.Value;
        return Uri.TryCreate($"{from.Scheme}://{host}", UriKind.Absolute, out var own) && own.Authority == from.Authority;
    }
}
