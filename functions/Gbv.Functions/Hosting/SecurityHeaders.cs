using Microsoft.Extensions.Options;

namespace Gbv.Functions.Hosting;

/// <summary>The headers of design §5: no script or style but our own files, no frame, no other origin, nothing kept by a browser.</summary>
internal static class SecurityHeaders
{
    /// <summary>Put into a request's items by whoever answers with a file that our own program did not write.</summary>
    public static readonly object Sandboxed = new();

    public static IApplicationBuilder UseOurSecurityHeaders(this IApplicationBuilder app)
    {
        var options = app.ApplicationServices.GetRequiredService<IOptions<PublicOptions>>();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                // Whatever an endpoint says, only static files may stay on a phone that somebody else also holds.
                if (!MayBeKept(context)) context.Response.Headers.CacheControl = "no-store";
                // A file of somebody else: no script, no form, no origin of ours, whatever a browser makes of it.
                if (context.Items.ContainsKey(Sandboxed)) context.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
                // Behind the platform every request arrives as plain HTTP on the loopback address, so the setting decides.
                if (options.Value.Base.Scheme == "https") context.Response.Headers.StrictTransportSecurity = "max-age=31536000; includeSubDomains";
                return Task.CompletedTask;
            });
            return next(context);
        });
        return app.UseSecurityHeaders(Policy());
    }

    private static bool MayBeKept(HttpContext context) =>
        context.Response.StatusCode is 200 or 304
        && context.Response.Headers.CacheControl.Count > 0
        && (context.Request.Path.StartsWithSegments("/assets") || context.Request.Path == "/favicon.ico");

    private static HeaderPolicyCollection Policy() =>
        new HeaderPolicyCollection()
            .AddContentTypeOptionsNoSniff()
            .AddFrameOptionsDeny()
            .AddReferrerPolicySameOrigin() // no-referrer would make browsers send "Origin: null" with our own forms
            .AddCrossOriginOpenerPolicy(x => x.SameOrigin())
            .AddCrossOriginResourcePolicy(x => x.SameOrigin())
            .AddPermissionsPolicy(features =>
            {
                // What could tell where somebody is or who is in the room. The library's own list has names that browsers complain of.
                features.AddCamera().None();
                features.AddGeolocation().None();
                features.AddMicrophone().None();
                features.AddPayment().None();
                features.AddUsb().None();
            })
            .AddContentSecurityPolicy(csp =>
            {
                csp.AddDefaultSrc().None();
                csp.AddScriptSrc().Self();
                csp.AddStyleSrc().Self();
                csp.AddImgSrc().Self();
                csp.AddFontSrc().Self();
                csp.AddObjectSrc().None();
                csp.AddFormAction().Self();
                csp.AddBaseUri().None();
                csp.AddFrameAncestors().None();
            })
            .RemoveServerHeader();
}
