using System.Globalization;
using System.Text.Json;

namespace Gbv.Functions.Hosting.Triggers;

/// <summary>Reads the JSON in which the host wraps a message of either kind of queue (binding "message", dataType binary).</summary>
internal static class TriggerPayload
{
    /// <summary>How often a message was delivered, as a trigger for Storage says it.</summary>
    public const string StorageCount = "DequeueCount";

    /// <summary>The same as a trigger for Service Bus says it.</summary>
    public const string BusCount = "DeliveryCount";

    public static async Task<QueueDelivery?> ReadAsync(Stream body, string countName, CancellationToken ct)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(body, cancellationToken: ct);
            return Read(json.RootElement, countName);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or a text in it that is no Unicode
        }
    }

    private static QueueDelivery? Read(JsonElement root, string countName) =>
        root.ValueKind == JsonValueKind.Object
        && root.TryGetProperty("Data", out var data) && data.ValueKind == JsonValueKind.Object
        && data.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.String
        && message.TryGetBytesFromBase64(out var bytes)
            ? new QueueDelivery(bytes, Count(root, countName))
            : null;

    // The host writes metadata as strings; a count that cannot be read is a first delivery, the cautious reading.
    private static int Count(JsonElement root, string name) =>
        root.TryGetProperty("Metadata", out var metadata) && metadata.ValueKind == JsonValueKind.Object
        && metadata.TryGetProperty(name, out var count)
        && int.TryParse(count.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : 1;
}
