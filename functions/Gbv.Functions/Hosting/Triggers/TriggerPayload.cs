using System.Globalization;
using System.Text.Json;

namespace Gbv.Functions.Hosting.Triggers;

/// <summary>Reads the JSON in which the host wraps a queue message (binding "message", dataType binary).</summary>
internal static class TriggerPayload
{
    public static async Task<QueueDelivery?> ReadAsync(Stream body, CancellationToken ct)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: ct);
            return Read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or a text in it that is no Unicode
        }
    }

    private static QueueDelivery? Read(JsonElement root) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("Data", out var data) && data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
        && message.TryGetBytesFromBase64(out var bytes)
            ? new QueueDelivery(bytes, DequeueCount(root))
            : null;

    // The host writes metadata as strings; a count that cannot be read is a first delivery, the cautious reading.
    private static int DequeueCount(JsonElement root) =>
        root.TryGetProperty("Metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty("DequeueCount", out var count)
        && int.TryParse(count.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : 1;
}
