using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.Backups;

/// <summary>
/// What closes a backup: the public half of the office's key, or of a key of the province's own. The key that opens it is not known to
/// whoever makes it, and does not lie beside it.
/// </summary>
internal sealed record BackupLock(string Name, Func<byte[], byte[]> Wrap)
{
    public static BackupLock OfOffice(OfficeKeys office) => new("office:" + office.CurrentGeneration, office.Wrap);

    /// <summary>A certificate or a public key (PEM); null where it is neither.</summary>
    public static BackupLock? TryLoad(string file)
    {
        if (!File.Exists(file)) return null;
        var rsa = RSA.Create();
        try
        {
            var text = File.ReadAllText(file);
            if (text.Contains("BEGIN CERTIFICATE", StringComparison.Ordinal))
            {
                using var certificate = X509Certificate2.CreateFromPem(text);
                using var key = certificate.GetRSAPublicKey() ?? throw new CryptographicException("not RSA");
                rsa.ImportRSAPublicKey(key.ExportRSAPublicKey(), out _);
            }
            else
            {
                rsa.ImportFromPem(text);
            }
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
            return null;
        }

        return new(BackupKeys.NameOf(rsa), key => rsa.Encrypt(key, RSAEncryptionPadding.OaepSHA256));
    }
}

/// <summary>What opens backups: the office's private keys, and one of the province's own where it is given.</summary>
internal sealed class BackupKeys(OfficeKeys office, RSA? own = null)
{
    private const string Office = "office:";

    private readonly Dictionary<string, byte[]> opened = [];

    /// <summary>A private key (PEM without password); null where it is none.</summary>
    public static RSA? TryLoad(string file)
    {
        if (!File.Exists(file)) return null;
        var rsa = RSA.Create();
        try
        {
            rsa.ImportFromPem(File.ReadAllText(file));
            rsa.ExportParameters(includePrivateParameters: true);
            return rsa;
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            rsa.Dispose();
            return null;
        }
    }

    /// <exception cref="TamperedException">There is no key that opens it.</exception>
    public byte[] Open(string name, byte[] wrap)
    {
        // All files of one run are under one key, and opening it is what costs most.
        var known = Convert.ToHexString(SHA256.HashData(wrap));
        if (opened.TryGetValue(known, out var key)) return key;
        return opened[known] = name.StartsWith(Office, StringComparison.Ordinal)
            ? office.Unwrap(name[Office.Length..], wrap)
            : own is not null && NameOf(own) == name ? Unwrap(own, wrap) : throw new TamperedException($"it was closed with {name}, whose private key is not here");
    }

    /// <summary>The same for both halves of a pair.</summary>
    public static string NameOf(RSA key) => "key:" + Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()))[..16];

    private static byte[] Unwrap(RSA key, byte[] wrap)
    {
        try
        {
            return key.Decrypt(wrap, RSAEncryptionPadding.OaepSHA256);
        }
        catch (CryptographicException)
        {
            throw new TamperedException("the wrap of a backup's key");
        }
    }
}
