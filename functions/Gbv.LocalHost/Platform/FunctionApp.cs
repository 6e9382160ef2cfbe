using System.Text;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;

namespace Gbv.LocalHost.Platform;

/// <summary>One function app of the platform: a role's handler with the functions that are enabled in it.</summary>
internal sealed class FunctionApp : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly Invocations invocations;
    private readonly List<Task> listeners = [];

    public FunctionApp(string role, FunctionFolder folder, IReadOnlyDictionary<string, string?> settings, Action<string> output)
    {
        Role = role;
        Functions = [.. folder.Functions.Where(x => !IsDisabled(x.Name, settings))];
        Host = folder.Host;
        Handler = new HandlerProcess(folder.Path, folder.Host.Executable, settings, output);
        invocations = new Invocations(Handler, folder.Host.FunctionTimeout, output);
    }

    public string Role { get; }

    public IReadOnlyList<FunctionDefinition> Functions { get; }

    public HostSettings Host { get; }

    public HandlerProcess Handler { get; }

    public void Start(LocalPlatformOptions options, string storage)
    {
        Handler.Start();
        var queues = new QueueServiceClient(storage);
        var maxWait = options.PollInterval ?? Host.MaxPollingInterval;
        foreach (var function in Functions.OfType<QueueFunction>())
            listeners.Add(new QueueListener(queues, function, Host, options.Lease, maxWait, invocations).RunAsync(stop.Token));
        if (!options.Timers) return;
        foreach (var function in Functions.OfType<TimerFunction>())
            listeners.Add(new TimerListener(function, Path.Combine(options.DataFolder, "timers"), invocations).RunAsync(stop.Token));
    }

    /// <summary>Starts a queue or timer function by hand, with the text of a message where it needs one.</summary>
    public Task<InvocationResult> InvokeAsync(FunctionDefinition function, string? input, CancellationToken ct) => function switch
    {
        TimerFunction timer => invocations.PostAsync(timer.Name, Invocations.TimerBody(timer, null, late: false), ct),
        BusFunction bus => invocations.PostAsync(bus.Name, Invocations.BusBody(bus, 1, 1, DateTimeOffset.UtcNow, Encoding.UTF8.GetBytes(input ?? "")), ct),
        QueueFunction queue => invocations.PostAsync(queue.Name, QueueBody(queue, input ?? ""), ct),
        _ => Task.FromResult(InvocationResult.Failed),
    };

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Handler.DisposeAsync();
        await Task.WhenAll(listeners);
        invocations.Dispose();
        stop.Dispose();
    }

    private static JsonObject QueueBody(QueueFunction function, string input)
    {
        var now = DateTimeOffset.UtcNow;
        var message = QueuesModelFactory.QueueMessage(Guid.NewGuid().ToString(), "none", input, 1, now, now, now);
        return Invocations.QueueBody(function, message, Encoding.UTF8.GetBytes(input));
    }

    private static bool IsDisabled(string function, IReadOnlyDictionary<string, string?> settings) =>
        settings.TryGetValue($"AzureWebJobs.{function}.Disabled", out var value) && string.Equals(value, "true", StringComparison.OrdinalIgnoreCase);
}
