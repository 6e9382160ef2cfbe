using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Backups;

/// <summary>The first line of a file of a backup, in clear: numbers and names of tables, nothing of what is in it.</summary>
internal sealed record BackupHeader
{
    public required string Backup { get; init; }
    public required DateTimeOffset Begun { get; init; }
    public required int Number { get; init; }

    /// <summary>SHA-256 of the file before; empty in the first.</summary>
    public required string Previous { get; init; }

    public required string Part { get; init; }

    /// <summary>How far the part had come when this was written; closed with a key that only the back role can derive.</summary>
    public required byte[] Place { get; init; }

    /// <summary>Nothing of this part comes behind it.</summary>
    public required bool Ends { get; init; }

    public required int Items { get; init; }
    public required int Cases { get; init; }

    /// <summary>Cases that were not as they were written when they were taken.</summary>
    public int Wrong { get; init; }

    /// <summary>Name of the key pair, and this run's own key under its public half.</summary>
    public required string Lock { get; init; }
    public required byte[] Wrap { get; init; }
}

/// <summary>
/// One file of a backup: the header; lines of JSON, packed and closed with AES-256-GCM, bound to the header; a MAC of the back role over
/// both. Files name the hash of the one before, so that none can be taken out, put in or exchanged.
/// </summary>
internal static class BackupFile
{
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int MacSize = 32;
    private const byte NewLine = (byte)'\n';
    private const string Mark = "file of a backup";

    public static string Name(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{number:D6}.gbv");

    public static string Hash(byte[] file) => Convert.ToHexStringLower(SHA256.HashData(file));

    public static byte[] Write(BackupHeader header, byte[] key, IEnumerable<byte[]> lines, KeyRing keys)
    {
        var head = Json.Write(header);
        var plain = Pack(lines);
        var body = new byte[NonceSize + TagSize + plain.Length];
        RandomNumberGenerator.Fill(body.AsSpan(0, NonceSize));
        using (var aes = new AesGcm(key, TagSize))
            aes.Encrypt(body.AsSpan(0, NonceSize), plain, body.AsSpan(NonceSize + TagSize), body.AsSpan(NonceSize, TagSize), head);
        byte[] signed = [.. head, NewLine, .. body];
        return [.. signed, .. keys.Mac(KeyName.BackEvent, Mark, Hash(signed))];
    }

    /// <summary>The header of a file that the back role wrote.</summary>
    /// <exception cref="TamperedException">It is not as it was written.</exception>
    public static BackupHeader Header(byte[] file, KeyRing keys)
    {
        if (file.Length < MacSize || !keys.IsMac(KeyName.BackEvent, file.AsSpan(file.Length - MacSize), Mark, Hash(file[..^MacSize])))
            throw new TamperedException("a file of the backup, or it was written under another event key of the back role");
        return Json.Read<BackupHeader>(file.AsSpan(0, Array.IndexOf(file, NewLine)));
    }

    public static IReadOnlyList<JsonObject> Lines(byte[] file, BackupHeader header, BackupKeys keys)
    {
        var end = Array.IndexOf(file, NewLine);
        var body = file.AsSpan(end + 1, file.Length - end - 1 - MacSize);
        var plain = new byte[body.Length - NonceSize - TagSize];
        using var aes = new AesGcm(keys.Open(header.Lock, header.Wrap), TagSize);
        try
        {
            aes.Decrypt(body[..NonceSize], body[(NonceSize + TagSize)..], body.Slice(NonceSize, TagSize), plain, file.AsSpan(0, end));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new TamperedException("the content of a file of the backup");
        }

        return Unpack(plain);
    }

    private static byte[] Pack(IEnumerable<byte[]> lines)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            foreach (var line in lines)
            {
                zip.Write(line);
                zip.WriteByte(NewLine);
            }
        }

        return packed.ToArray();
    }

    private static List<JsonObject> Unpack(byte[] plain)
    {
        using var reader = new StreamReader(new GZipStream(new MemoryStream(plain), CompressionMode.Decompress), Encoding.UTF8);
        List<JsonObject> lines = [];
        while (reader.ReadLine() is { } line) lines.Add(JsonNode.Parse(line)!.AsObject());
        return lines;
    }
}
