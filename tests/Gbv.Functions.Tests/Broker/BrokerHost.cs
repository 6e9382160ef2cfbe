using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Broker;

/// <summary>Delivers the broker's messages to a platform's back handler, as the Functions host does while a namespace is configured.</summary>
internal sealed class BrokerHost : IAsyncDisposable
{
    private const int AtOnce = 24; // maxConcurrentCalls in host.json

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly CancellationTokenSource stop = new();
    private readonly LocalBroker broker;
    private readonly Invocations invocations;
    private readonly Task[] listening;
    private int inWork;

    private BrokerHost(LocalBroker broker, LocalPlatform platform, FunctionFolder folder)
    {
        this.broker = broker;
        invocations = new Invocations(new Handler(platform), folder.Host.FunctionTimeout, _ => { });
        listening = [.. folder.Functions.OfType<BusFunction>().Select(ListenAsync)];
    }

    public static BrokerHost Start(LocalBroker broker, LocalPlatform platform, string functions) => new(broker, platform, FunctionFolder.Read(functions));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await Task.WhenAll(listening);
        invocations.Dispose();
        stop.Dispose();
    }

    private async Task ListenAsync(BusFunction function)
    {
        List<Task> works = [];
        while (!stop.IsCancellationRequested)
        {
            var free = AtOnce - Volatile.Read(ref inWork);
            var batch = free > 0 ? broker.Take(function.Queue, free) : [];
            Interlocked.Add(ref inWork, batch.Count);
            works.RemoveAll(w => w.IsCompleted);
            works.AddRange(batch.Select(m => WorkAsync(function, m)));
            if (batch.Count == 0) await Task.Delay(Pause);
        }

        await Task.WhenAll(works);
    }

    private async Task WorkAsync(BusFunction function, BrokerMessage message)
    {
        try
        {
            var body = Invocations.BusBody(function, message.Number, message.Deliveries, message.Enqueued, message.Body);
            switch (await invocations.PostAsync(function.Name, body, stop.Token))
            {
                case InvocationResult.Succeeded:
                    broker.Complete(message);
                    break;
                case InvocationResult.Failed:
                    broker.Abandon(message);
                    break;
                default:
                    broker.Lose(message);
                    break;
            }
        }
        catch (OperationCanceledException)
        {
            broker.Lose(message);
        }
        finally
        {
            Interlocked.Decrement(ref inWork);
        }
    }

    private sealed class Handler(LocalPlatform platform) : IHandler
    {
        public Task<int> PortAsync(CancellationToken ct) => platform.HandlerPortAsync("back", ct);

        public void Kill() => platform.KillHandler();
    }
}
