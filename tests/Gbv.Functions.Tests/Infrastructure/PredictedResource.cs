using System.Text.Json;

namespace Gbv.Functions.Tests.Infrastructure;

/// <summary>A resource as the deployment would make it, with every parameter, condition and loop worked out.</summary>
internal sealed record PredictedResource(string Type, string Id, JsonElement Json)
{
    public string Name => Id[(Id.LastIndexOf('/') + 1)..];

    /// <summary>A value by the path of its names; null where there is none.</summary>
    public JsonElement? Find(string path)
    {
        var at = Json;
        foreach (var name in path.Split('.'))
        {
            if (at.ValueKind != JsonValueKind.Object || !at.TryGetProperty(name, out var next)) return null;
            at = next;
        }

        return at;
    }

    /// <summary>A value as text: true, 35, TLS1_2; empty where there is none.</summary>
    public string Text(string path) => Find(path)?.ToString() ?? "";
}
