namespace Gbv.Functions.Sealing;

/// <summary>
/// Keys by role (design §2). Each is Base64 in a setting, in Azure a Key Vault reference; locally all are generated on the
/// first run. The public role has no office private key, the back role no receipt key.
/// </summary>
public sealed class KeyOptions
{
    public const string Section = "Keys";

    /// <summary>Stands between the newest key and older ones, which are kept for reading, wherever a key has no numbered generations.</summary>
    public const char Separator = ';';

    /// <summary>Receipt keys by generation digit (1–9); public role only.</summary>
    public Dictionary<string, ReceiptGeneration> Receipt { get; init; } = [];

    /// <summary>Generation for new receipts; behind it, while it changes, others under which a repeated submission is looked for first.</summary>
    public string ReceiptCurrent { get; set; } = "1";

    public string? Proof { get; set; }
    public string? PublicEvent { get; set; }
    public string? BackEvent { get; set; }
    public string? Queue { get; set; }
    public string? Link { get; set; }
    public string? Fact { get; set; }
    public string? Rounding { get; set; }

    /// <summary>The office's key pairs by generation.</summary>
    public Dictionary<string, OfficeGeneration> Office { get; init; } = [];

    public string OfficeCurrent { get; set; } = "1";

    /// <summary>PKCS#12 certificate that protects the Data Protection ring of the public role.</summary>
    public string? RingPublic { get; set; }

    /// <summary>PKCS#12 certificate that protects the Data Protection ring of the back role.</summary>
    public string? RingBack { get; set; }
}

/// <summary>One generation of the receipt key and the cost of the derivation that it was used with.</summary>
public sealed class ReceiptGeneration
{
    public string? Key { get; set; }

    /// <summary>PBKDF2 rounds: about 50 ms in production; one in tests and benchmarks.</summary>
    public int Rounds { get; set; } = 120_000;
}

/// <summary>The office's RSA key: SubjectPublicKeyInfo for sealing, PKCS#8 for opening (back role only).</summary>
public sealed class OfficeGeneration
{
    public string? PublicKey { get; set; }
    public string? PrivateKey { get; set; }
}
