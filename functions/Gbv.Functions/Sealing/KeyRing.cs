using System.Buffers.Binary;
using System.Collections.Concurrent;
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
    private readonly ConcurrentDictionary<KeyName, byte[][]> parsed = new();

    public bool Has(KeyName name) => !string.IsNullOrEmpty(Setting(name));

    /// <summary>Under the newest key.</summary>
    public byte[] Mac(KeyName name, params ReadOnlySpan<string> parts) => Mac(Key(name), parts);

    public byte[] Mac(KeyName name, string[] parts) => Mac(Key(name), parts.AsSpan());

    /// <summary>Whether any key of this name, newest first, made it; while a key is changed the older one still counts.</summary>
    public bool IsMac(KeyName name, ReadOnlySpan<byte> mac, params string[] parts)
    {
        foreach (var key in All(name))
            if (CryptographicOperations.FixedTimeEquals(Mac(key, parts.AsSpan()), mac)) return true;
        return false;
    }

    /// <summary>The same under each key of this name, newest first.</summary>
    public IReadOnlyList<byte[]> Macs(KeyName name, params string[] parts) => [.. All(name).Select(k => Mac(k, parts.AsSpan()))];

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

    internal byte[] Key(KeyName name) => All(name)[0];

    /// <summary>Several are separated by ';', the newest first.</summary>
    private byte[][] All(KeyName name) => parsed.GetOrAdd(name, n => Setting(n) is { Length: > 0 } text
        ? [.. text.Split(KeyOptions.Separator, StringSplitOptions.RemoveEmptyEntries).Select(Convert.FromBase64String)]
        : throw new InvalidOperationException($"This role has no key 'Keys:{n}'."));

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
