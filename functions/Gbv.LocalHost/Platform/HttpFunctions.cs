namespace Gbv.LocalHost.Platform;

/// <summary>Routes requests by the function.json files, as the host does: what no function claims is an empty 404.</summary>
internal static class HttpFunctions
{
    public static void MapHttpFunctions(this IEndpointRouteBuilder web, IReadOnlyList<FunctionApp> apps, ForwardingMode mode)
    {
        var proxy = web.ServiceProvider.GetRequiredService<HttpProxy>();
        var forward = web.ServiceProvider.GetRequiredService<HttpForward>();
        var claimed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var app in apps)
        {
            foreach (var function in app.Functions.OfType<HttpFunction>())
            {
                if (!claimed.Add(function.Route)) continue; // both roles serve it
                web.Map(function.Route, context =>
                {
                    if (function.Methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase))
                        return mode == ForwardingMode.Proxy ? SendAsync(context, app, proxy.SendAsync) : SendAsync(context, app, forward.SendAsync);
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                });
            }
        }
    }

    private static async Task SendAsync(HttpContext context, FunctionApp app, Func<HttpContext, int, Task> send)
    {
        int port;
        try
        {
            port = await app.Handler.PortAsync(context.RequestAborted);
        }
        catch (HandlerEndedException)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError; // ended for good: the host looks healthy and answers 500
            return;
        }

        await send(context, port);
    }
}
