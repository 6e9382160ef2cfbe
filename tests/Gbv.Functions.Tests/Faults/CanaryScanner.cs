using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// Looks for markers in anything, however it is packed: zip and gzip members anywhere in a file, Base64 and Base64url at any offset,
/// percent, JSON and HTML escapes, UTF-16, hexadecimal, and each of these within another. Markers are lower-case ASCII letters and digits.
/// </summary>
internal sealed partial class CanaryScanner(IReadOnlyCollection<string> markers)
{
    private const int Deepest = 6;
    private const int LargestUnpacked = 64 * 1024 * 1024;

    private readonly SearchValues<string> any = SearchValues.Create([.. markers], StringComparison.OrdinalIgnoreCase);

    /// <summary>The markers that are in it.</summary>
    public IReadOnlySet<string> Scan(byte[] content)
    {
        var look = new Look(this);
        look.At(Encoding.Latin1.GetString(content), 0);
        return look.Found;
    }

    public IReadOnlySet<string> Scan(string text) => Scan(Encoding.UTF8.GetBytes(text));

    /// <summary>One content with all that was unpacked from it; a byte is a character, so text and binary are searched alike.</summary>
    private sealed class Look(CanaryScanner scanner)
    {
        private readonly HashSet<(int, int)> seen = [];

        public HashSet<string> Found { get; } = [];

        public void At(string text, int depth)
        {
            if (text.Length < 8 || !seen.Add((text.Length, text.GetHashCode(StringComparison.Ordinal)))) return;
            if (text.AsSpan().ContainsAny(scanner.any)) Found.UnionWith(scanner.Markers.Where(m => text.Contains(m, StringComparison.OrdinalIgnoreCase)));
            if (depth == Deepest) return;
            foreach (var inner in Unescaped(text)) At(inner, depth + 1);
            foreach (var inner in Decoded(text)) At(inner, depth + 1);
            foreach (var inner in Unpacked(text)) At(inner, depth + 1);
        }
    }

    private IReadOnlyCollection<string> Markers => markers;

    /// <summary>The same text without one kind of escapes.</summary>
    private static IEnumerable<string> Unescaped(string text)
    {
        if (text.Contains('\0')) yield return text.Replace("\0", "", StringComparison.Ordinal); // UTF-16 of either order
        if (text.Contains('%')) yield return Percent().Replace(text, m => Hex(m.Groups[1].Value));
        if (text.Contains('\\')) yield return JsonEscape().Replace(text, m => m.Groups[1].Success ? Hex(m.Groups[1].Value) : m.Groups[2].Value);
        if (text.Contains('&')) yield return WebUtility.HtmlDecode(text);
    }

    private static IEnumerable<string> Decoded(string text)
    {
        foreach (Match run in Base64Run().Matches(text))
        {
            // A run may begin in the middle of a longer one, so that only one of four offsets is the right one.
            var plain = run.Value.Replace('-', '+').Replace('_', '/');
            for (var offset = 0; offset < 4; offset++)
            {
                var length = plain.Length - offset;
                length -= length % 4 == 1 ? 1 : 0;
                var padded = string.Concat(plain.AsSpan(offset, length), new string('=', (4 - (length % 4)) % 4));
                yield return Encoding.Latin1.GetString(Convert.FromBase64String(padded));
            }
        }

        foreach (Match run in HexRun().Matches(text))
        {
            yield return Encoding.Latin1.GetString(Convert.FromHexString(run.Value[..(run.Length / 2 * 2)]));
            yield return Encoding.Latin1.GetString(Convert.FromHexString(run.Value[1..(1 + ((run.Length - 1) / 2 * 2))]));
        }
    }

    private static IEnumerable<string> Unpacked(string text)
    {
        foreach (var at in All(text, "\x1f\x8b\x08")) yield return Inflated(text, at, s => new GZipStream(s, CompressionMode.Decompress));
        foreach (var at in All(text, "x").Where(i => i + 1 < text.Length && text[i + 1] is '\x01' or '\x5e' or '\x9c' or '\xda'))
            yield return Inflated(text, at, s => new ZLibStream(s, CompressionMode.Decompress));

        // Each member of a zip file by its own header: a file that holds several files has no directory that fits.
        foreach (var at in All(text, "PK\x03\x04"))
            if (at + 30 < text.Length && text[at + 8] == 8)
                yield return Inflated(text, at + 30 + text[at + 26] + (text[at + 27] << 8) + text[at + 28] + (text[at + 29] << 8), s => new DeflateStream(s, CompressionMode.Decompress));
    }

    private static string Inflated(string text, int at, Func<Stream, Stream> open)
    {
        if (at >= text.Length) return "";
        using var unpacked = new MemoryStream();
        try
        {
            using var packed = open(new MemoryStream(Encoding.Latin1.GetBytes(text[at..])));
            var buffer = new byte[64 * 1024];
            int read;
            while (unpacked.Length < LargestUnpacked && (read = packed.Read(buffer)) > 0) unpacked.Write(buffer, 0, read);
        }
        catch (InvalidDataException)
        {
            // It only looked like one, or something else follows; what came out until then counts.
        }

        return Encoding.Latin1.GetString(unpacked.GetBuffer(), 0, (int)unpacked.Length);
    }

    private static IEnumerable<int> All(string text, string sign)
    {
        for (var at = text.IndexOf(sign, StringComparison.Ordinal); at >= 0; at = text.IndexOf(sign, at + 1, StringComparison.Ordinal)) yield return at;
    }

    private static string Hex(string digits) => ((char)int.Parse(digits, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString();

    [GeneratedRegex("%([0-9A-Fa-f]{2})")]
    private static partial Regex Percent();

    [GeneratedRegex(@"\\(?:u([0-9A-Fa-f]{4})|([""\\/]))")]
    private static partial Regex JsonEscape();

    [GeneratedRegex("[A-Za-z0-9+/_-]{12,}")]
    private static partial Regex Base64Run();

    [GeneratedRegex("[0-9A-Fa-f]{16,}")]
    private static partial Regex HexRun();
}
