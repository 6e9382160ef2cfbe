using System.Globalization;

namespace Gbv.LocalHost.Platform;

/// <summary>Something that takes invocations at a port, and can be killed.</summary>
internal interface IHandler
{
    /// <summary>The port of a handler that answers; requests are held until there is one.</summary>
    Task<int> PortAsync(CancellationToken ct);

    /// <summary>SIGKILL, as the host and the machine do it.</summary>
    void Kill();
}

/// <summary>The handler is not started any more; what it said stands in the output.</summary>
internal sealed class HandlerEndedException() : InvalidOperationException("The handler has ended and is not started again. Its own words stand above.");

/// <summary>
/// Runs the custom handler as the Functions host does (host-contract "Life"): asks GET / every 25 ms until something answers, starts a
/// crashed one again at once, never one that ended with code 0, and gives up at the third crash within 30 minutes.
/// </summary>
internal sealed class HandlerProcess : IHandler, IAsyncDisposable
{
    private const int CrashLimit = 3;
    private static readonly TimeSpan CrashWindow = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(25);

    private readonly string folder;
    private readonly string executable;
    private readonly IReadOnlyDictionary<string, string?> environment;
    private readonly Action<string> output;
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly Queue<DateTimeOffset> crashes = new();
    private readonly HttpClient probe = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(5) };
    private TaskCompletionSource<int> ready = NewReady();
    private ChildProcess? process;
    private bool expected;
    private Task running = Task.CompletedTask;

    public HandlerProcess(string folder, string executable, IReadOnlyDictionary<string, string?> environment, Action<string> output)
    {
        this.folder = folder;
        this.executable = executable;
        this.environment = environment;
        this.output = output;
    }

    /// <summary>Completes when the handler will not be started any more.</summary>
    public Task Ended => running;

    public void Start() => running = RunAsync();

    public Task<int> PortAsync(CancellationToken ct)
    {
        lock (gate) return ready.Task.WaitAsync(ct);
    }

    /// <summary>The next request waits for the new process. Not counted as a crash.</summary>
    public void Kill()
    {
        lock (gate)
        {
            expected = true;
            if (ready.Task.IsCompleted) ready = NewReady();
            process?.Kill();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        probe.Dispose();
        stop.Dispose();
    }

    private async Task RunAsync()
    {
        try
        {
            while (!stop.IsCancellationRequested && await RunOnceAsync()) { }
        }
        catch (OperationCanceledException)
        {
            // The local host stops.
        }
        finally
        {
            lock (gate)
            {
                if (ready.Task.IsCompleted) ready = NewReady();
                ready.TrySetException(new HandlerEndedException());
                _ = ready.Task.Exception;
            }
        }
    }

    private async Task<bool> RunOnceAsync()
    {
        var port = FreePort.Find();
        var settings = new Dictionary<string, string?>(environment)
        {
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = port.ToString(CultureInfo.InvariantCulture),
        };
        await using var child = ChildProcess.Start(Path.Combine(folder, executable), [], folder, settings, output);
        lock (gate)
        {
            process = child;
            expected = false;
        }

        try
        {
            using var registration = stop.Token.Register(child.Kill);
            await ProbeAsync(child, port);
            var code = await child.WaitForExitAsync();
            return !stop.IsCancellationRequested && MayStartAgain(code);
        }
        finally
        {
            lock (gate) process = null;
        }
    }

    private async Task ProbeAsync(ChildProcess child, int port)
    {
        var deadline = DateTimeOffset.UtcNow + StartLimit;
        while (!child.HasExited)
        {
            if (await AnswersAsync(port))
            {
                lock (gate)
                {
                    if (!expected) ready.TrySetResult(port);
                }

                return;
            }

            if (DateTimeOffset.UtcNow > deadline)
            {
                output("The handler did not listen within 30 seconds.");
                child.Kill();
                return;
            }

            await Task.Delay(Between, stop.Token);
        }
    }

    private async Task<bool> AnswersAsync(int port)
    {
        try
        {
            using var answer = await probe.GetAsync(new Uri($"http://127.0.0.1:{port}/"), HttpCompletionOption.ResponseHeadersRead, stop.Token);
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
        catch (TaskCanceledException) when (!stop.IsCancellationRequested)
        {
            return false;
        }
    }

    private bool MayStartAgain(int code)
    {
        lock (gate)
        {
            if (ready.Task.IsCompleted) ready = NewReady();
            if (expected) return true;
            if (code == 0)
            {
                output("The handler ended with code 0: the Functions host would not start it again and answer 500 to everything.");
                return false;
            }

            var now = DateTimeOffset.UtcNow;
            while (crashes.Count > 0 && now - crashes.Peek() > CrashWindow) crashes.Dequeue();
            crashes.Enqueue(now);
            output($"The handler ended with code {code}.");
            if (crashes.Count < CrashLimit) return true;
            output("That was the third time within 30 minutes: the Functions host would end now.");
            return false;
        }
    }

    private static TaskCompletionSource<int> NewReady() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
