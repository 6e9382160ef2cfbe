using Azure;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Diagnostics;

namespace Gbv.Functions.Hosting;

/// <summary>Writes the page a person sees when something went wrong, in the language of the page asked for.</summary>
internal interface IErrorPage
{
    Task WriteAsync(HttpContext context, int status);
}

/// <summary>Turns exceptions and empty error answers into problem details (API) or the error page (people); shows and logs no content.</summary>
internal static partial class Failures
{
    public static IServiceCollection AddFailures(this IServiceCollection services) => services.AddProblemDetails();

    public static IApplicationBuilder UseFailures(this IApplicationBuilder app)
    {
        var log = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("Gbv.Failures");
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            // The framework's own line would carry exception messages, and those can quote what somebody wrote.
            SuppressDiagnosticsCallback = _ => true,
            ExceptionHandler = context =>
            {
                var error = context.Features.Get<IExceptionHandlerFeature>()?.Error;
                context.Response.StatusCode = StatusOf(error);
                if (error is not null && context.Response.StatusCode >= 500) Log(log, error);
                return WriteAsync(context, context.Response.StatusCode);
            },
        });
        return app.UseStatusCodePages(x => WriteAsync(x.HttpContext, x.HttpContext.Response.StatusCode));
    }

    /// <summary>Type, place and the storage service's codes, never the message.</summary>
    public static void Log(ILogger log, Exception error)
    {
        for (var e = error; e is not null; e = e.InnerException)
        {
            var codes = e is RequestFailedException storage ? $" {storage.Status} {storage.ErrorCode}" : "";
            Failed(log, e.GetType().FullName + codes, Environment.NewLine + e.StackTrace);
        }
    }

    // A line that breaks in the middle of a form is everyday here; it must not look like a fault of ours.
    private static int StatusOf(Exception? error) => error switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        ConnectionResetException or ConnectionAbortedException => StatusCodes.Status499ClientClosedRequest,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static async Task WriteAsync(HttpContext context, int status)
    {
        if (IsForMachines(context.Request.Path))
        {
            await Results.Problem(statusCode: status).ExecuteAsync(context);
            return;
        }

        if (context.RequestServices.GetService<IErrorPage>() is { } page)
            await page.WriteAsync(context, status);
    }

    private static bool IsForMachines(PathString path) =>
        path.StartsWithSegments("/api") || path.StartsWithSegments("/hooks") || path.StartsWithSegments("/health");

    [LoggerMessage(EventId = 9001, Level = LogLevel.Error, Message = "Failed: {Kind}{Stack}")]
    private static partial void Failed(ILogger log, string kind, string stack);
}
