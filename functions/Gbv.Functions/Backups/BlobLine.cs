using System.Text.Json.Nodes;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Backups;

/// <summary>A file of a container as one line of JSON; files are small enough to be taken whole.</summary>
internal sealed record BlobLine(string Container, string Name, string? ContentType, byte[] Content)
{
    /// <summary>Stands in the line instead of a row's table.</summary>
    private const string Mark = "c";

    public byte[] Write() => Json.Write(new Dictionary<string, object?> { [Mark] = Container, ["n"] = Name, ["y"] = ContentType, ["d"] = Content });

    public static bool Is(JsonObject line) => line.ContainsKey(Mark);

    public static BlobLine Read(JsonObject line) => new((string)line[Mark]!, (string)line["n"]!, (string?)line["y"], Convert.FromBase64String((string)line["d"]!));
}
