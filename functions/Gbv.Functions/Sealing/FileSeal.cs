using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Sealing;

/// <summary>
/// AES-256-GCM over a file in parts, so that it can be sealed while it streams (the STREAM construction: the nonce holds the part's
/// number and whether it is the last, so that no part can be left out, moved or added). Case and row are associated data as in
/// <see cref="Seal"/>. Layout: version 1, random prefix (7), then each part's cipher text and tag (16). A key seals one file.
/// </summary>
public sealed class FileSeal : IDisposable
{
    public const int PartSize = 256 * 1024;
    public const int TagSize = 16;
    public const int HeaderSize = 1 + PrefixSize;

    private const byte Version = 1;
    private const int PrefixSize = 7;
    private const int NonceSize = 12;

    private readonly AesGcm aes;
    private readonly byte[] place;
    private readonly byte[] nonce = new byte[NonceSize];
    private int parts;

    private FileSeal(byte[] key, CaseId caseId, string row, ReadOnlySpan<byte> prefix)
    {
        aes = new AesGcm(key, TagSize);
        place = Encoding.UTF8.GetBytes($"{caseId}|{row}|file");
        prefix.CopyTo(nonce);
    }

    /// <summary>Begins a file; the header is to be written first.</summary>
    public static FileSeal Begin(byte[] key, CaseId caseId, string row, Span<byte> header)
    {
        header[0] = Version;
        RandomNumberGenerator.Fill(header[1..HeaderSize]);
        return new(key, caseId, row, header[1..HeaderSize]);
    }

    /// <summary>Seals the next part where it stands; the buffer has room for the tag behind it.</summary>
    /// <returns>What is to be written.</returns>
    public ReadOnlyMemory<byte> CloseNext(Memory<byte> buffer, int length, bool last)
    {
        Step(last);
        var part = buffer.Span[..length];
        aes.Encrypt(nonce, part, part, buffer.Span.Slice(length, TagSize), place);
        return buffer[..(length + TagSize)];
    }

    /// <summary>A whole file that is at hand.</summary>
    public static byte[] Close(byte[] key, CaseId caseId, string row, ReadOnlySpan<byte> plain)
    {
        var count = Math.Max(1, (plain.Length + PartSize - 1) / PartSize);
        var result = new byte[HeaderSize + plain.Length + (count * TagSize)];
        using var seal = Begin(key, caseId, row, result);
        for (var (i, at) = (0, HeaderSize); i < count; i++)
        {
            var part = plain.Slice(i * PartSize, Math.Min(PartSize, plain.Length - (i * PartSize)));
            part.CopyTo(result.AsSpan(at));
            at += seal.CloseNext(result.AsMemory(at), part.Length, last: i == count - 1).Length;
        }

        return result;
    }

    /// <exception cref="TamperedException">It does not belong here, was changed, or something of it is missing.</exception>
    public static byte[] Open(byte[] key, CaseId caseId, string row, ReadOnlySpan<byte> value)
    {
        byte[] plain = [.. value];
        return plain[..OpenInPlace(key, caseId, row, plain)];
    }

    /// <summary>The same where it stands, so that a large file needs no second buffer.</summary>
    /// <returns>How many bytes of it are the file, from its beginning.</returns>
    public static int OpenInPlace(byte[] key, CaseId caseId, string row, Span<byte> value)
    {
        const int Sealed = PartSize + TagSize;
        if (value.Length < HeaderSize + TagSize || value[0] != Version) throw new TamperedException("file");
        using var seal = new FileSeal(key, caseId, row, value[1..HeaderSize]);
        var body = value[HeaderSize..];
        var count = (body.Length + Sealed - 1) / Sealed;
        if (body.Length - ((count - 1) * Sealed) < TagSize) throw new TamperedException("file");
        try
        {
            for (var i = 0; i < count; i++)
            {
                var part = body.Slice(i * Sealed, Math.Min(Sealed, body.Length - (i * Sealed)));
                seal.Step(last: i == count - 1);
                seal.aes.Decrypt(seal.nonce, part[..^TagSize], part[^TagSize..], part[..^TagSize], seal.place);
                part[..^TagSize].CopyTo(value[(i * PartSize)..]);
            }
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new TamperedException("file");
        }

        return body.Length - (count * TagSize);
    }

    public void Dispose() => aes.Dispose();

    private void Step(bool last)
    {
        BinaryPrimitives.WriteInt32BigEndian(nonce.AsSpan(PrefixSize), parts++);
        nonce[^1] = last ? (byte)1 : (byte)0;
    }
}
