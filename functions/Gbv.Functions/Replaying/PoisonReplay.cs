using Gbv.Functions.Storage;

namespace Gbv.Functions.Replaying;

/// <summary>
/// What lay in one poison queue, or among the dead letters of a queue of Service Bus: messages of ours, such that are not ours or cannot be read, and how many were there in all. Those that
/// were not seen are hidden for some seconds by a run that was killed, or came while this one ran.
/// </summary>
internal sealed record ReplayCount(string Queue, int There, int Ours, int Unreadable)
{
    public int Unseen => Math.Max(0, There - Ours - Unreadable);
}

/// <summary>
/// Sends messages of the poison queues again. Each is signed, so that only what the program itself wrote is worked on; it is sent before
/// it is taken away, so that a kill between the two repeats it, which does no harm: a message only says where to look.
/// </summary>
internal sealed class PoisonReplay(StorageClients storage, WorkQueue work)
{
    private const int AtOnce = 8;
    private const int PeekAtMost = 32;

    /// <summary>Longer than so many take; whoever is killed leaves them hidden for no longer.</summary>
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(10);

    /// <summary>Looks at the first ones and changes nothing.</summary>
    public async Task<ReplayCount> LookAsync(string queue, CancellationToken ct)
    {
        var poison = storage.Queue(queue + "-poison");
        var there = (await poison.GetPropertiesAsync(ct)).Value.ApproximateMessagesCount;
        var first = (await poison.PeekMessagesAsync(PeekAtMost, ct)).Value;
        var ours = first.Count(m => work.TryRead(m.Body) is not null);
        return new(queue + "-poison", there, ours, first.Length - ours);
    }

    /// <param name="discard">Takes away what is not ours.</param>
    public async Task<ReplayCount> RunAsync(string queue, bool discard, Action<ReplayCount>? progress, CancellationToken ct)
    {
        var poison = storage.Queue(queue + "-poison");

        // What the program puts aside again while this runs is for the next time.
        var count = new ReplayCount(queue + "-poison", (await poison.GetPropertiesAsync(ct)).Value.ApproximateMessagesCount, 0, 0);
        HashSet<string> seen = [];
        while (seen.Count < count.There)
        {
            var messages = (await poison.ReceiveMessagesAsync(AtOnce, Hidden, ct)).Value;
            if (messages.All(m => seen.Contains(m.MessageId))) break;
            foreach (var message in messages.Where(m => seen.Add(m.MessageId)))
            {
                var ours = work.TryRead(message.Body);
                if (ours is not null) await work.SendAsync(ours with { Attempt = 0 }, cancellation: ct);
                if (ours is not null || discard) await poison.DeleteMessageAsync(message.MessageId, message.PopReceipt, ct);
                count = ours is null ? count with { Unreadable = count.Unreadable + 1 } : count with { Ours = count.Ours + 1 };
            }

            progress?.Invoke(count);
        }

        return count;
    }
}
