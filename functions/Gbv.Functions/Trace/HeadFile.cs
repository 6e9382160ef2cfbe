using System.Security.Cryptography;
using System.Text;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Trace;

/// <summary>
/// What one night writes down: the heads that were noted on a day and those of the cases whose turn it was, with the hash of the file of
/// the night before. Two lines: the content, and its MAC under the back role's event key.
/// </summary>
internal sealed record HeadFile
{
    public required DateOnly Day { get; init; }

    /// <summary>SHA-256 of the file before; empty in the very first.</summary>
    public required string Previous { get; init; }

    /// <summary>The newest head of each case that changed on that day.</summary>
    public required IReadOnlyList<Head> Heads { get; init; }

    /// <summary>The head of each case that was looked at in its turn.</summary>
    public required IReadOnlyList<Head> Turn { get; init; }

    /// <summary>How much was not as it should be.</summary>
    public int Findings { get; init; }

    public byte[] Write(KeyRing keys)
    {
        var content = Json.Text(this);
        return Encoding.UTF8.GetBytes($"{content}\n{Convert.ToHexStringLower(keys.Mac(KeyName.BackEvent, Mark, content))}\n");
    }

    /// <summary>Null where it is not as the back role wrote it.</summary>
    public static HeadFile? TryRead(ReadOnlySpan<byte> file, KeyRing keys)
    {
        if (Encoding.UTF8.GetString(file).Split('\n') is not [var content, { Length: 64 } mac, ""]) return null;
        return mac.All(char.IsAsciiHexDigitLower) && keys.IsMac(KeyName.BackEvent, Convert.FromHexString(mac), Mark, content)
            ? Json.Read<HeadFile>(content)
            : null;
    }

    public static string Hash(ReadOnlySpan<byte> file) => Convert.ToHexStringLower(SHA256.HashData(file));

    private const string Mark = "heads of a day";
}
