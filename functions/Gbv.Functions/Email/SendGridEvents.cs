using System.Text.Json;

namespace Gbv.Functions.Email;

/// <summary>Reads a batch of SendGrid events: only those that move a mail's state and carry our reference.</summary>
internal static class SendGridEvents
{
    /// <summary>Null when the body is no list of events. In order of their times, so that a batch in disorder is none.</summary>
    public static IReadOnlyList<(string Ref, MailEvent Event)>? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            if (document.RootElement.ValueKind != JsonValueKind.Array) return null;
            return [.. document.RootElement.EnumerateArray().Select(One).OfType<(string, MailEvent Event)>().OrderBy(e => e.Event.At)];
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static (string Ref, MailEvent Event)? One(JsonElement e)
    {
        try
        {
            return Read(e);
        }
        catch (InvalidOperationException)
        {
            return null; // a name or text that is no Unicode
        }
    }

    private static (string Ref, MailEvent Event)? Read(JsonElement e)
    {
        if (e.ValueKind != JsonValueKind.Object || Text(e, "ref") is not { Length: > 0 } reference || Kind(Text(e, "event")) is not { } kind) return null;
        return (reference, new MailEvent(kind, At(e), Text(e, "sg_event_id") ?? ""));
    }

    private static string? Text(JsonElement e, string name) =>
        e.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static DateTimeOffset At(JsonElement e) =>
        e.TryGetProperty("timestamp", out var value) && value.ValueKind == JsonValueKind.Number
        && value.TryGetInt64(out var seconds) && seconds is > 0 and < 253_402_300_800
            ? DateTimeOffset.FromUnixTimeSeconds(seconds)
            : DateTimeOffset.UnixEpoch;

    private static MailEventKind? Kind(string? name) => name switch
    {
        "processed" => MailEventKind.Processed,
        "delivered" => MailEventKind.Delivered,
        "deferred" => MailEventKind.Deferred,
        "bounce" => MailEventKind.Bounced,
        "dropped" => MailEventKind.Dropped,
        _ => null,
    };
}
