using System.Security.Cryptography;
using System.Text;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Sealing;

/// <summary>A sealed value could not be opened: it was changed, or moved to another row, field or case.</summary>
public sealed class TamperedException(string what) : Exception($"Tampered: {what}");

/// <summary>
/// AES-256-GCM over one field. Case, row and field are associated data, so that a value that was copied to another place
/// does not open there. Layout: version 1, nonce (12), tag (16), cipher text.
/// </summary>
public static class Seal
{
    private const byte Version = 1;
    private const int NonceSize = 12;
    private const int TagSize = 16;
    private const int HeaderSize = 1 + NonceSize + TagSize;

    public static byte[] NewKey() => RandomNumberGenerator.GetBytes(32);

    public static byte[] Close(byte[] key, CaseId caseId, string row, string field, ReadOnlySpan<byte> plain)
    {
        var result = new byte[HeaderSize + plain.Length];
        result[0] = Version;
        var nonce = result.AsSpan(1, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagSize);
        aes.Encrypt(nonce, plain, result.AsSpan(HeaderSize), result.AsSpan(1 + NonceSize, TagSize), Place(caseId, row, field));
        return result;
    }

    /// <exception cref="TamperedException">The value does not belong here or was changed.</exception>
    public static byte[] Open(byte[] key, CaseId caseId, string row, string field, ReadOnlySpan<byte> value)
    {
        if (value.Length < HeaderSize || value[0] != Version) throw new TamperedException(field);
        var plain = new byte[value.Length - HeaderSize];
        using var aes = new AesGcm(key, TagSize);
        try
        {
            aes.Decrypt(value.Slice(1, NonceSize), value[HeaderSize..], value.Slice(1 + NonceSize, TagSize), plain, Place(caseId, row, field));
        }
        catch (AuthenticationTagMismatchException)
        {
            throw new TamperedException(field);
        }

        return plain;
    }

    private static byte[] Place(CaseId caseId, string row, string field) => Encoding.UTF8.GetBytes($"{caseId}|{row}|{field}");
}
