using System.Security.Cryptography;
using Gbv.Functions.Hosting;

namespace Gbv.Functions.Sealing;

/// <summary>
/// Looks, before the port opens, whether the role has every key that it needs and each can be one: a program that starts without would
/// fail at the first report. No I/O.
/// </summary>
internal static class KeyCheck
{
    private const int KeySize = 32;

    /// <summary>What is missing or wrong, each with its setting and how to fix it.</summary>
    public static IReadOnlyList<string> Of(KeyOptions keys, AppRole role, RingCertificates ring)
    {
        List<string> wrong = [];
        Symmetric(wrong, "PublicEvent", keys.PublicEvent, "shared");
        Symmetric(wrong, "Queue", keys.Queue, "shared");
        if (keys.Office.Count == 0) wrong.Add(Missing("Office:1:PublicKey", "shared"));
        else if (!keys.Office.ContainsKey(keys.OfficeCurrent)) wrong.Add($"The setting Keys:OfficeCurrent is '{keys.OfficeCurrent}', and there is no Keys:Office:{keys.OfficeCurrent}. Set it to one of: {string.Join(", ", keys.Office.Keys)}.");
        foreach (var (generation, pair) in keys.Office) Office(wrong, generation, pair, role);
        if (role is AppRole.Public or AppRole.All) Public(wrong, keys);
        if (role is AppRole.Back or AppRole.All) Back(wrong, keys);
        Ring(wrong, role == AppRole.Public ? "RingPublic" : "RingBack", role == AppRole.Public ? keys.RingPublic : keys.RingBack, ring, role == AppRole.Public ? "public" : "back");
        return wrong;
    }

    private static void Public(List<string> wrong, KeyOptions keys)
    {
        Symmetric(wrong, "Proof", keys.Proof, "public");
        foreach (var generation in keys.ReceiptCurrent.Split(KeyOptions.Separator))
            if (!keys.Receipt.ContainsKey(generation)) wrong.Add(Missing($"Receipt:{generation}:Key", "public"));
        foreach (var (generation, receipt) in keys.Receipt)
        {
            Symmetric(wrong, $"Receipt:{generation}:Key", receipt.Key, "public", several: false);
            if (generation.Length != 1 || generation[0] is < '1' or > '9') wrong.Add($"The setting Keys:Receipt:{generation} is no generation: it is the first digit of receipts, 1 to 9.");
            if (receipt.Rounds < 1) wrong.Add($"The setting Keys:Receipt:{generation}:Rounds must be a number above 0, and never change while the generation is in use.");
        }
    }

    private static void Back(List<string> wrong, KeyOptions keys)
    {
        Symmetric(wrong, "BackEvent", keys.BackEvent, "back");
        Symmetric(wrong, "Link", keys.Link, "back");
        Symmetric(wrong, "Fact", keys.Fact, "back");
        Symmetric(wrong, "Rounding", keys.Rounding, "back");
    }

    private static void Symmetric(List<string> wrong, string name, string? value, string vault, bool several = true)
    {
        if (string.IsNullOrEmpty(value))
        {
            wrong.Add(Missing(name, vault));
            return;
        }

        string[] parts = several ? value.Split(KeyOptions.Separator, StringSplitOptions.RemoveEmptyEntries) : [value];
        if (parts.Length == 0 || parts.Any(p => Bytes(p)?.Length != KeySize))
            wrong.Add(Wrong(name, value, vault, $"{KeySize} bytes in Base64{(several ? ", older ones after ';'" : "")}"));
    }

    private static void Office(List<string> wrong, string generation, OfficeGeneration pair, AppRole role)
    {
        using var open = RSA.Create();
        using var closed = RSA.Create();
        if (!Imports(pair.PublicKey, b => closed.ImportSubjectPublicKeyInfo(b, out _))) wrong.Add(Wrong($"Office:{generation}:PublicKey", pair.PublicKey, "shared", "a public RSA key (SubjectPublicKeyInfo) in Base64"));
        if (role == AppRole.Public) return;
        if (!Imports(pair.PrivateKey, b => open.ImportPkcs8PrivateKey(b, out _))) wrong.Add(Wrong($"Office:{generation}:PrivateKey", pair.PrivateKey, "back", "a private RSA key (PKCS#8) in Base64"));
        else if (pair.PublicKey is { } text && Bytes(text) is { } spki && !open.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(spki))
            wrong.Add($"Keys:Office:{generation}:PublicKey and PrivateKey do not belong together: what is sealed with the one could not be opened with the other. Set both to the same pair.");
    }

    private static void Ring(List<string> wrong, string name, string? value, RingCertificates loaded, string vault)
    {
        if (string.IsNullOrEmpty(value)) wrong.Add(Missing(name, vault));
        else if (loaded.All is null) wrong.Add(Wrong(name, value, vault, "a PKCS#12 certificate without password in Base64, older ones after ';'"));
    }

    private static bool Imports(string? text, Action<byte[]> import)
    {
        if (Bytes(text) is not { } bytes) return false;
        try
        {
            import(bytes);
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[]? Bytes(string? text)
    {
        var bytes = new byte[(text?.Length ?? 0) + 1];
        return Convert.TryFromBase64String(text ?? "", bytes, out var length) && length > 0 ? bytes[..length] : null;
    }

    private static string Missing(string name, string vault) =>
        $"The setting Keys:{name} is missing. 'Gbv.Functions new-keys FOLDER' makes a first set of keys; in Azure it is the secret Keys-{name.Replace(':', '-')} of the vault '{vault}'.";

    /// <summary>Never what it is: it may be half of a key.</summary>
    private static string Wrong(string name, string? value, string vault, string form) => value switch
    {
        null or "" => Missing(name, vault),
        _ when value.StartsWith("@Microsoft.KeyVault", StringComparison.Ordinal) =>
            $"The setting Keys:{name} is a reference that was not resolved. Look whether the vault '{vault}' has the secret Keys-{name.Replace(':', '-')} and the app's identity may read it; then restart the app.",
        _ => $"The setting Keys:{name} is no key. It must be {form}; in Azure it is the secret Keys-{name.Replace(':', '-')} of the vault '{vault}'.",
    };
}
