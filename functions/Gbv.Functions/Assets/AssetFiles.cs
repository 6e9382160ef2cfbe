using System.Collections.Frozen;
using System.IO.Compression;
using System.Security.Cryptography;

namespace Gbv.Functions.Assets;

/// <summary>The few static files of the pages: embedded, named by their content, so that a browser keeps them until they change.</summary>
public static class AssetFiles
{
    private const string Prefix = "assets/";

    private static readonly FrozenDictionary<string, AssetFile> Files = Load();

    /// <summary>The address of a file, its content's hash in the name: <c>/assets/site.1a2b3c4d5e6f.css</c>.</summary>
    public static string Url(string name) => Files[name].Url;

    /// <summary>The file under a plain or a hashed name, and whether the hash is the present one.</summary>
    internal static (AssetFile File, bool Current)? Find(string path)
    {
        if (Files.TryGetValue(path, out var plain)) return (plain, false);
        var parts = path.Split('.');
        if (parts.Length != 3 || !Files.TryGetValue($"{parts[0]}.{parts[2]}", out var file)) return null;
        return (file, file.Hash == parts[1]);
    }

    private static FrozenDictionary<string, AssetFile> Load()
    {
        var assembly = typeof(AssetFiles).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n =>
            {
                using var stream = assembly.GetManifestResourceStream(n)!;
                using var memory = new MemoryStream();
                stream.CopyTo(memory);
                return AssetFile.Create(n[Prefix.Length..], memory.ToArray());
            })
            .ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
    }
}

/// <summary>One static file with its compressed form, made once.</summary>
internal sealed record AssetFile(string Name, string Hash, string ContentType, byte[] Content, byte[] Gzip)
{
    public string Url => $"/assets/{Path.GetFileNameWithoutExtension(Name)}.{Hash}{Path.GetExtension(Name)}";

    public static AssetFile Create(string name, byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize)) gzip.Write(content);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content))[..12];
        return new(name, hash, TypeOf(name), content, packed.ToArray());
    }

    private static string TypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => "application/octet-stream",
    };
}
