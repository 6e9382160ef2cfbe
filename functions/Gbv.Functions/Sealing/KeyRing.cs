using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Sealing;

/// <summary>The symmetric keys of this role, by purpose.</summary>
public enum KeyName { Proof, PublicEvent, BackEvent, Queue, Link, Fact, Rounding }

/// <summary>
/// Holds the keys that this instance was given and computes MACs over length-prefixed parts, so that no two lists of parts
/// can be mistaken for one another. A key that the role does not have throws when it is used.
/// </summary>
public sealed class KeyRing(IOptions<KeyOptions> options)
{
    private readonly KeyOptions options = options.Value;

    public bool Has(KeyName name) => !string.IsNullOrEmpty(Setting(name));

    public byte[] Mac(KeyName name, params ReadOnlySpan<string> parts) => Mac(Key(name), parts);

    public byte[] Mac(KeyName name, string[] parts) => Mac(Key(name), parts.AsSpan());

    public static byte[] Mac(byte[] key, params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, key);
        Span<byte> length = stackalloc byte[4];
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return hash.GetHashAndReset();
    }

    internal byte[] Key(KeyName name) => Setting(name) is { Length: > 0 } text
        ? Convert.FromBase64String(text)
        : throw new InvalidOperationException($"This role has no key 'Keys:{name}'.");

    private string? Setting(KeyName name) => name switch
    {
        KeyName.Proof => options.Proof,
        KeyName.PublicEvent => options.PublicEvent,
        KeyName.BackEvent => options.BackEvent,
        KeyName.Queue => options.Queue,
        KeyName.Link => options.Link,
        KeyName.Fact => options.Fact,
        KeyName.Rounding => options.Rounding,
        _ => null,
    };
}
