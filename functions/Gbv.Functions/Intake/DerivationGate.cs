namespace Gbv.Functions.Intake;

/// <summary>Lets a few slow derivations run at once; whoever sends a report goes before whoever looks one up.</summary>
public sealed class DerivationGate(int places) : IDisposable
{
    private readonly Lock gate = new();
    private readonly Queue<TaskCompletionSource> submissions = new();
    private readonly Queue<TaskCompletionSource> lookUps = new();
    private int free = places;

    public async Task<IDisposable> EnterAsync(bool first, CancellationToken cancellation)
    {
        TaskCompletionSource? turn = null;
        lock (gate)
        {
            if (free > 0) free--;
            else (first ? submissions : lookUps).Enqueue(turn = new(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        if (turn is not null)
        {
            await using var registration = cancellation.Register(() => turn.TrySetCanceled(cancellation));
            await turn.Task;
        }

        return new Place(this);
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (var turn in submissions.Concat(lookUps)) turn.TrySetCanceled();
        }
    }

    private void Leave()
    {
        lock (gate)
        {
            while (submissions.TryDequeue(out var next) || lookUps.TryDequeue(out next))
                if (next.TrySetResult()) return;
            free++;
        }
    }

    private sealed class Place(DerivationGate owner) : IDisposable
    {
        private DerivationGate? owner = owner;

        public void Dispose() => Interlocked.Exchange(ref owner, null)?.Leave();
    }
}
