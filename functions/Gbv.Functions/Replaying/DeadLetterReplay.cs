using Gbv.Functions.Storage;

namespace Gbv.Functions.Replaying;

/// <summary>
/// Sends dead letters of Service Bus again, to wherever messages go now. One is locked, sent and then completed, so that a kill in between
/// repeats it. Those that are not ours stay locked until the end, because the broker would hand out the first one for ever.
/// </summary>
internal sealed class DeadLetterReplay(BusDeadLetters letters, WorkQueue work)
{
    private const int LookAtMost = 32;

    public bool IsUsed => letters.IsUsed;

    /// <summary>Looks at the first ones and changes nothing.</summary>
    public Task<ReplayCount> LookAsync(string queue, CancellationToken ct) => EachAsync(queue, LookAtMost, (_, _) => Task.FromResult(false), null, ct);

    /// <param name="discard">Takes away what is not ours.</param>
    public Task<ReplayCount> RunAsync(string queue, bool discard, Action<ReplayCount>? progress, CancellationToken ct) => EachAsync(queue, int.MaxValue, async (letter, ours) =>
    {
        if (ours is not null) await work.SendAsync(ours with { Attempt = 0 }, cancellation: ct);
        if (ours is null && !discard) return false;
        await letters.CompleteAsync(letter, ct);
        return true;
    }, progress, ct);

    private async Task<ReplayCount> EachAsync(string queue, int atMost, Func<DeadLetter, WorkMessage?, Task<bool>> isDone, Action<ReplayCount>? progress, CancellationToken ct)
    {
        var count = new ReplayCount($"{queue} (dead letters)", 0, 0, 0);
        HashSet<long> seen = [];
        List<DeadLetter> kept = [];
        try
        {
            while (seen.Count < atMost && await letters.LockAsync(queue, ct) is { } letter)
            {
                count = count with { There = count.There + 1 };
                var isNew = seen.Add(letter.Number);
                var ours = work.TryRead(letter.Body);
                if (!isNew || !await isDone(letter, ours)) kept.Add(letter);
                if (!isNew) break; // its lock ended meanwhile, and it comes before all others: they are for the next run
                count = ours is null ? count with { Unreadable = count.Unreadable + 1 } : count with { Ours = count.Ours + 1 };
                progress?.Invoke(count);
            }
        }
        finally
        {
            foreach (var letter in kept) await letters.GiveBackAsync(letter, CancellationToken.None);
        }

        return count;
    }
}
