using System.Text.Json;
using Azure;
using Gbv.Functions.Hosting;
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
public sealed partial class WorkQueue(StorageClients storage, BusSender bus, KeyRing keys, TimeProvider time, ILogger<WorkQueue> log)
{
    /// <summary>Storage queues hide a message for at most seven days; a later time is reached in steps.</summary>
    private static readonly TimeSpan LongestDelay = TimeSpan.FromDays(7) - TimeSpan.FromMinutes(5);

    /// <summary>How long Service Bus is asked, with all repeats; a namespace that is throttled asks for some ten seconds.</summary>
    private static readonly TimeSpan BusPatience = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Sends to Service Bus where that is switched on, and else to Storage; also to Storage where Service Bus does not take it, because
    /// both are listened to as long as there is a namespace, and a report must not be refused for its broker's sake.
    /// </summary>
    public async Task SendAsync(WorkMessage message, TimeSpan? delay = null, CancellationToken cancellation = default)
    {
        var (queue, body) = (QueueOf(message), Write(message));
        var hidden = delay is { } d && d > TimeSpan.Zero ? (d < LongestDelay ? WholeSeconds(d) : LongestDelay) : (TimeSpan?)null;
        if (bus.IsUsed && await TrySendByBusAsync(queue, body, hidden, cancellation)) return;
        await storage.Queue(queue).SendMessageAsync(new BinaryData(body), hidden, TimeSpan.FromSeconds(-1), cancellation);
    }

    private async Task<bool> TrySendByBusAsync(string queue, byte[] body, TimeSpan? hidden, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(BusPatience);
        try
        {
            await bus.SendAsync(queue, body, hidden is { } wait ? time.GetUtcNow() + wait : null, limit.Token);
            return true;
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // It may be there all the same; then the message comes twice, which is nobody's harm.
            NotTaken(log, e.GetType().Name, (e as RequestFailedException)?.Status ?? 0);
            return false;
        }
    }

    /// <summary>Storage counts in whole seconds and the client cuts off the rest: a message that came before its time would find nothing to do and be gone.</summary>
    private static TimeSpan WholeSeconds(TimeSpan delay) => TimeSpan.FromSeconds(Math.Ceiling(delay.TotalSeconds));

    /// <summary>The program's own poison copy: the host's would expire after seven days.</summary>
    public async Task PoisonAsync(string queue, byte[] body, CancellationToken cancellation)
    {
        await storage.Queue(queue + "-poison").SendMessageAsync(new BinaryData(body), null, TimeSpan.FromSeconds(-1), cancellation);
        Signals.Poison(queue);
    }

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

    [LoggerMessage(EventId = 2401, Level = LogLevel.Warning, Message = "Service Bus did not take a message ({Error}, status {Status}); Storage did")]
    private static partial void NotTaken(ILogger log, string error, int status);

    private sealed record Signed(string K, string A, string? B, int N, byte[] M);
}
