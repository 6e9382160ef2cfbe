using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace Gbv.Functions.Storage;

/// <summary>A dead letter that nobody else gets for a minute, or as long as the queue's lock holds.</summary>
internal sealed record DeadLetter(string Queue, long Number, string LockToken, byte[] Body);

/// <summary>
/// Dead letters of Service Bus. One is locked, and goes only when it is completed: whoever dies in between has taken nothing away.
/// </summary>
internal sealed class BusDeadLetters(BusConnection bus)
{
    /// <summary>Whether there is a namespace.</summary>
    public bool IsUsed => bus.Options.FullyQualifiedNamespace.Length > 0;

    /// <summary>Locks the next one; null where there is none that is free.</summary>
    public async Task<DeadLetter?> LockAsync(string queue, CancellationToken ct)
    {
        var answer = await bus.AskAsync(RequestMethod.Post, Path(queue, "head?timeout=1"), null, ct);
        if (answer.Status == StatusCodes.Status204NoContent) return null;
        if (answer.Status != StatusCodes.Status201Created || !answer.Headers.TryGetValue("BrokerProperties", out var text)) throw new RequestFailedException(answer);
        using var properties = JsonDocument.Parse(text!);
        return new(queue, properties.RootElement.GetProperty("SequenceNumber").GetInt64(), properties.RootElement.GetProperty("LockToken").GetString()!, answer.Content.ToArray());
    }

    /// <summary>Takes it away. One that is gone, or locked by somebody else by now, is left to them.</summary>
    public Task CompleteAsync(DeadLetter letter, CancellationToken ct) => EndAsync(RequestMethod.Delete, letter, ct);

    /// <summary>Lets it lie as it lay.</summary>
    public Task GiveBackAsync(DeadLetter letter, CancellationToken ct) => EndAsync(RequestMethod.Put, letter, ct);

    private async Task EndAsync(RequestMethod method, DeadLetter letter, CancellationToken ct)
    {
        var answer = await bus.AskAsync(method, Path(letter.Queue, string.Create(CultureInfo.InvariantCulture, $"{letter.Number}/{letter.LockToken}")), null, ct);
        if (answer.Status is not (StatusCodes.Status200OK or StatusCodes.Status404NotFound or StatusCodes.Status410Gone)) throw new RequestFailedException(answer);
    }

    private static string Path(string queue, string rest) => $"{queue}/$deadletterqueue/messages/{rest}";
}
