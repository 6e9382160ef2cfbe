using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Sealing;

/// <summary>
/// The office's RSA keys. The public role holds the public part only: it seals and forgets. The back role unwraps
/// (RSA-OAEP-256; the generation stands beside each wrap).
/// </summary>
public sealed class OfficeKeys(IOptions<KeyOptions> options) : IDisposable
{
    private readonly Lazy<RSA> current = new(() => Import(options.Value, options.Value.OfficeCurrent, openable: false));
    private readonly Dictionary<string, Lazy<RSA>> openable = options.Value.Office.Keys
        .ToDictionary(g => g, g => new Lazy<RSA>(() => Import(options.Value, g, openable: true)));

    public string CurrentGeneration => options.Value.OfficeCurrent;

    public byte[] Wrap(byte[] key)
    {
        lock (current) return current.Value.Encrypt(key, RSAEncryptionPadding.OaepSHA256);
    }

    /// <exception cref="TamperedException">The wrap was changed or belongs to another key.</exception>
    public byte[] Unwrap(string generation, byte[] wrap)
    {
        if (!openable.TryGetValue(generation, out var key)) throw new TamperedException("office generation");
        try
        {
            lock (key) return key.Value.Decrypt(wrap, RSAEncryptionPadding.OaepSHA256);
        }
        catch (CryptographicException)
        {
            throw new TamperedException("office wrap");
        }
    }

    public void Dispose()
    {
        if (current.IsValueCreated) current.Value.Dispose();
        foreach (var key in openable.Values.Where(k => k.IsValueCreated)) key.Value.Dispose();
    }

    private static RSA Import(KeyOptions options, string generation, bool openable)
    {
        if (!options.Office.TryGetValue(generation, out var keys)) throw new InvalidOperationException($"There is no 'Keys:Office:{generation}'.");
        var rsa = RSA.Create();
        if (openable)
            rsa.ImportPkcs8PrivateKey(Convert.FromBase64String(keys.PrivateKey ?? throw new InvalidOperationException($"This role has no 'Keys:Office:{generation}:PrivateKey'.")), out _);
        else
            rsa.ImportSubjectPublicKeyInfo(Convert.FromBase64String(keys.PublicKey ?? throw new InvalidOperationException($"There is no 'Keys:Office:{generation}:PublicKey'.")), out _);
        return rsa;
    }
}
