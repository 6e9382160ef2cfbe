using System.IO.Compression;
using System.Text;

namespace Gbv.Functions.Tests.Faults;

/// <summary>The scanner that finds nothing is worth something only if it finds what is there.</summary>
public sealed class CanaryScannerTests
{
    private const string Marker = "zq7canary3k";

    private static readonly Dictionary<string, Func<byte[], byte[]>> Packers = new()
    {
        ["plain"] = b => b,
        ["gzip"] = b => Packed(b, s => new GZipStream(s, CompressionLevel.Optimal)),
        ["zlib"] = b => Packed(b, s => new ZLibStream(s, CompressionLevel.Optimal)),
        ["zip"] = Zip,
        ["zip behind another"] = b => [.. Zip("nothing"u8.ToArray()), .. Zip(b)],
        ["base64"] = b => Encoding.ASCII.GetBytes(Convert.ToBase64String(b)),
        ["base64 after other letters"] = b => Encoding.ASCII.GetBytes("abc" + Convert.ToBase64String(b)),
        ["base64url"] = b => Encoding.ASCII.GetBytes(System.Buffers.Text.Base64Url.EncodeToString(b)),
        ["percent"] = b => Encoding.ASCII.GetBytes(string.Concat(b.Select(x => $"%{x:X2}"))),
        ["json"] = b => Encoding.ASCII.GetBytes(string.Concat(b.Select(x => $"\\u{x:x4}"))),
        ["html"] = b => Encoding.ASCII.GetBytes(string.Concat(b.Select(x => $"&#x{x:x};"))),
        ["hex"] = b => Encoding.ASCII.GetBytes(Convert.ToHexString(b)),
        ["utf-16"] = b => Encoding.Unicode.GetBytes(Encoding.Latin1.GetString(b)),
        ["utf-16 big end first"] = b => Encoding.BigEndianUnicode.GetBytes(Encoding.Latin1.GetString(b)),
    };

    private static readonly string[] Binary = ["gzip", "zlib", "zip", "zip behind another"];

    /// <summary>All but packed bytes as text of two bytes a letter, which nobody writes.</summary>
    public static TheoryData<string, string> Pairs =>
        [.. Packers.Keys.SelectMany(inner => Packers.Keys.Where(outer => !Binary.Contains(inner) || !outer.StartsWith("utf-16", StringComparison.Ordinal)).Select(outer => (inner, outer)))];

    [Theory]
    [MemberData(nameof(Pairs))]
    public void A_marker_is_found_in_every_form_within_every_other(string inner, string outer)
    {
        byte[] content = [.. "before "u8, .. Packers[outer]([.. "x "u8, .. Packers[inner](Encoding.UTF8.GetBytes($"chị Hồng {Marker} ở ấp 3")), .. " y"u8]), .. " after"u8];

        Assert.Equal([Marker], new CanaryScanner(["zq7another9", Marker]).Scan(content));
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        var noise = new byte[300_000];
        new Random(1).NextBytes(noise);

        Assert.Empty(new CanaryScanner([Marker]).Scan(noise));
        Assert.Empty(new CanaryScanner([Marker]).Scan(Convert.ToBase64String(noise) + "%\\u&#x"));
    }

    private static byte[] Packed(byte[] content, Func<Stream, Stream> open)
    {
        using var packed = new MemoryStream();
        using (var stream = open(packed)) stream.Write(content);
        return packed.ToArray();
    }

    private static byte[] Zip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create))
        using (var entry = zip.CreateEntry("xl/sharedStrings.xml").Open())
            entry.Write(content);
        return packed.ToArray();
    }
}
