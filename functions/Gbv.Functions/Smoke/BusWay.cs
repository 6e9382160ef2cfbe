using System.Security.Cryptography;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Smoke;

/// <summary>
/// The whole way through Service Bus, by a message that nobody signed: it is sent with a delay, delivered by the back app's trigger, and put
/// aside, because it is not ours. So token, roles, date, listener and payload are as the program expects them, and no case is touched.
/// </summary>
internal sealed class BusWay(BusSender sender, BusDeadLetters letters, StorageClients storage, TimeProvider time)
{
    private const int PeekAtMost = 32;
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Hidden = TimeSpan.FromSeconds(5);

    public bool IsUsed => letters.IsUsed;

    public IEnumerable<Look> All(TimeSpan patience)
    {
        yield return new("a message goes through Service Bus to the program", ct => GoesThroughAsync(patience, ct));
        yield return new("dead letters can be read", CanReadDeadLettersAsync);
    }

    private async Task<string?> GoesThroughAsync(TimeSpan patience, CancellationToken ct)
    {
        var poison = storage.Queue(StorageNames.CaseWorkQueue + "-poison");
        if ((await poison.GetPropertiesAsync(ct)).Value.ApproximateMessagesCount >= PeekAtMost)
            return $"{PeekAtMost} messages or more lie in {poison.Name}, so that one more would not be seen: 'replay' first";

        var body = RandomNumberGenerator.GetBytes(32);
        var sent = time.GetUtcNow();
        await sender.SendAsync(StorageNames.CaseWorkQueue, body, sent + Delay, ct);
        while (!(await poison.PeekMessagesAsync(PeekAtMost, ct)).Value.Any(m => m.Body.ToMemory().Span.SequenceEqual(body)))
        {
            if (time.GetUtcNow() - sent > patience) return $"it was sent and did not arrive within {(int)patience.TotalSeconds} seconds: is CarryOutCaseFromBus enabled, and has the back app's identity the role of a receiver?";
            await Task.Delay(Pause, time, ct);
        }

        if (time.GetUtcNow() - sent < Delay - Pause) return "it arrived before its time";
        foreach (var message in (await poison.ReceiveMessagesAsync(PeekAtMost, Hidden, ct)).Value.Where(m => m.Body.ToMemory().Span.SequenceEqual(body)))
            await poison.DeleteMessageAsync(message.MessageId, message.PopReceipt, ct);
        return null;
    }

    private async Task<string?> CanReadDeadLettersAsync(CancellationToken ct)
    {
        if (await letters.LockAsync(StorageNames.CaseWorkQueue, ct) is not { } letter) return null;
        await letters.GiveBackAsync(letter, ct);
        return "there is one: 'replay' looks at them";
    }
}
