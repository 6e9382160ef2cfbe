using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// Kills the handlers (SIGKILL) at moments drawn from a seed: before or after one of the next storage requests that they make.
/// The next moment is drawn when all are up again.
/// </summary>
internal sealed class Killer(LocalPlatform platform, StorageProxy proxy, int seed)
{
    /// <summary>About what a submission with its effects costs, so that every step of them is hit in time.</summary>
    private const int LongestWait = 24;

    /// <summary>Now and then long enough for people to get through several pages, so that their clicks are hit as well.</summary>
    private const int LongWait = 160;

    private readonly Random random = new(seed);
    private readonly Lock gate = new();
    private int left = -1;
    private bool before;
    private TaskCompletionSource killed = new();

    public int Kills { get; private set; }

    public async Task RunAsync(Func<int, bool> goOn, CancellationToken cancellation)
    {
        proxy.Before = request => Count(request, isBefore: true);
        proxy.After = request => Count(request, isBefore: false);
        while (goOn(Kills))
        {
            lock (gate)
            {
                killed = new(TaskCreationOptions.RunContinuationsAsynchronously);
                before = random.Next(2) == 0;
                left = random.Next(1, random.Next(6) == 0 ? LongWait : LongestWait);
            }

            await killed.Task.WaitAsync(TimeSpan.FromMinutes(2), cancellation);
            Kills++;
            await platform.ReadyAsync(cancellation);
        }

        proxy.Before = _ => Task.CompletedTask;
        proxy.After = _ => Task.CompletedTask;
    }

    private Task Count(StorageRequest request, bool isBefore)
    {
        lock (gate)
        {
            if (isBefore != before || left <= 0 || !request.IsFromTheProgram) return Task.CompletedTask;
            if (--left > 0) return Task.CompletedTask;
        }

        platform.KillHandler();
        killed.TrySetResult();
        return Task.CompletedTask;
    }
}
