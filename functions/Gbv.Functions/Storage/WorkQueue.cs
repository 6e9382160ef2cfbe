using System.Text.Json;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.Storage;

/// <summary>
/// What a queue message says: never more than where to look. Kind <c>case</c>: A is the case id, B the operation id, or null
/// for "look"; kind <c>report</c>: A is the period, B the commune.
/// </summary>
public sealed record WorkMessage(string Kind, string A, string? B = null, int Attempt = 0);

/// <summary>
/// Signs and sends queue messages. The HMAC is the door behind the door: whoever reaches a trigger path still can't forge work.
/// </summary>
public sealed class WorkQueue(StorageClients storage, KeyRing keys)
{
    /// <summary>Storage queues hide a message for at most seven days; a later time is reached in steps.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(5);

    public async Task SendAsync(WorkMessage message, TimeSpan? delay = null, CancellationToken cancellation = default)
    {
        var hidden = delay is { } d && d > TimeSpan.Zero ? (d < LongestDelay ? WholeSeconds(d) : LongestDelay) : (TimeSpan?)null;
        await storage.Queue(QueueOf(message)).SendMessageAsync(
            new BinaryData(Write(message)), hidden, TimeSpan.FromSeconds(-1), cancellation);
    }

    /// <summary>Storage counts in whole seconds and the client cuts off the rest: a message that came before its time would find nothing to do and be gone.</summary>
    private static TimeSpan WholeSeconds(TimeSpan delay) => TimeSpan.FromSeconds(Math.Ceiling(delay.TotalSeconds));

    /// <summary>The program's own poison copy: the host's would expire after seven days.</summary>
    public async Task PoisonAsync(string queue, byte[] body, CancellationToken cancellation) =>
        await storage.Queue(queue + "-poison").SendMessageAsync(new BinaryData(body), null, TimeSpan.FromSeconds(-1), cancellation);

    /// <summary>The message, or null where it was not written with the queue key.</summary>
    public WorkMessage? TryRead(ReadOnlySpan<byte> body)
    {
        Signed? signed;
        try
        {
            signed = JsonSerializer.Deserialize<Signed>(body);
        }
        catch (JsonException)
        {
            return null;
        }

        if (signed is not { K: not null, A: not null, M: not null }) return null;
        var message = new WorkMessage(signed.K, signed.A, signed.B, signed.N);
        return keys.IsMac(KeyName.Queue, signed.M, Parts(message)) ? message : null;
    }

    internal byte[] Write(WorkMessage message) =>
        JsonSerializer.SerializeToUtf8Bytes(new Signed(message.Kind, message.A, message.B, message.Attempt, Mac(message)));

    private byte[] Mac(WorkMessage m) => keys.Mac(KeyName.Queue, Parts(m));

    private static string[] Parts(WorkMessage m) => ["queue", m.Kind, m.A, m.B ?? "", m.Attempt.ToString(System.Globalization.CultureInfo.InvariantCulture)];

    private static string QueueOf(WorkMessage message) => message.Kind == "report" ? StorageNames.BuildReportQueue : StorageNames.CaseWorkQueue;

    private sealed record Signed(string K, string A, string? B, int N, byte[] M);
}
