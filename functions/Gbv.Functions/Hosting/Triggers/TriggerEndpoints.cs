using System.Diagnostics;

namespace Gbv.Functions.Hosting.Triggers;

/// <summary>Says which function of the host posts to an endpoint.</summary>
internal sealed record TriggeredBy(string Function, string Trigger);

/// <summary>
/// Connects functions of queues (Storage, Service Bus) and timers with their handlers. If the program is ever hosted in another form, this file changes and no handler does.
/// </summary>
internal static class TriggerEndpoints
{
    // Without a JSON body the host never completes the invocation (host-contract, rule 2).
    private static readonly byte[] Done = """{"Outputs":{},"Logs":[],"ReturnValue":null}"""u8.ToArray();

    /// <summary>
    /// Service Bus delivers a failed message again at once, and its deliveries would be used up within a second. So it waits here, under
    /// its lock, as long as a Storage queue hides one (visibilityTimeout in host.json).
    /// </summary>
    internal static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(30);

    public static void MapQueueTrigger<THandler>(this IEndpointRouteBuilder app, string function) where THandler : class, IQueueHandler =>
        app.MapTrigger(function, "queueTrigger", async context =>
        {
            if (await TriggerPayload.ReadAsync(context.Request.Body, TriggerPayload.StorageCount, context.RequestAborted) is not { } delivery) return StatusCodes.Status400BadRequest;
            await Handler<THandler>(context).HandleAsync(delivery, context.RequestAborted);
            return StatusCodes.Status200OK;
        });

    /// <summary>The same handler behind a queue of Service Bus.</summary>
    public static void MapBusTrigger<THandler>(this IEndpointRouteBuilder app, string function) where THandler : class, IQueueHandler =>
        app.MapTrigger(function, "serviceBusTrigger", async context =>
        {
            if (await TriggerPayload.ReadAsync(context.Request.Body, TriggerPayload.BusCount, context.RequestAborted) is not { } delivery) return StatusCodes.Status400BadRequest;
            try
            {
                await Handler<THandler>(context).HandleAsync(delivery, context.RequestAborted);
                return StatusCodes.Status200OK;
            }
            catch (Exception) when (!context.RequestAborted.IsCancellationRequested)
            {
                await Task.Delay(PauseAfterFailure, context.RequestServices.GetRequiredService<TimeProvider>(), context.RequestAborted);
                throw;
            }
        });

    public static void MapTimerTrigger<THandler>(this IEndpointRouteBuilder app, string function) where THandler : class, ITimerHandler =>
        app.MapTrigger(function, "timerTrigger", async context =>
        {
            await Handler<THandler>(context).RunAsync(context.RequestAborted);
            return StatusCodes.Status200OK;
        });

    // Every method is mapped, so that a wrong one gets the same 404 as any unknown path.
    private static void MapTrigger(this IEndpointRouteBuilder app, string function, string trigger, Func<HttpContext, Task<int>> invoke) =>
        app.Back().Map("/" + function, context => AnswerAsync(context, function, invoke))
            .WithMetadata(new TriggeredBy(function, trigger))
            .ExcludeFromDescription();

    private static async Task AnswerAsync(HttpContext context, string function, Func<HttpContext, Task<int>> invoke)
    {
        if (!TriggerGuard.IsFromTheHost(context.Request, context.Connection.LocalPort))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        context.Response.StatusCode = await InvokeAsync(context, function, invoke);
        context.Response.ContentType = "application/json";
        context.Response.ContentLength = Done.Length;
        await context.Response.Body.WriteAsync(Done, context.RequestAborted);
    }

    private static async Task<int> InvokeAsync(HttpContext context, string function, Func<HttpContext, Task<int>> invoke)
    {
        var began = Stopwatch.GetTimestamp();
        using var activity = Signals.StartInvocation(function);
        var status = await TryAsync(context, invoke);
        activity.End(status == StatusCodes.Status200OK ? "done" : "failed");
        Signals.Invoked(function, status == StatusCodes.Status200OK, Stopwatch.GetElapsedTime(began));
        return status;
    }

    private static async Task<int> TryAsync(HttpContext context, Func<HttpContext, Task<int>> invoke)
    {
        try
        {
            return await invoke(context);
        }
        catch (Exception e) when (!context.RequestAborted.IsCancellationRequested)
        {
            Failures.Log(context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Gbv.Triggers"), e);
            return StatusCodes.Status500InternalServerError;
        }
    }

    private static THandler Handler<THandler>(HttpContext context) where THandler : class =>
        ActivatorUtilities.GetServiceOrCreateInstance<THandler>(context.RequestServices);
}
