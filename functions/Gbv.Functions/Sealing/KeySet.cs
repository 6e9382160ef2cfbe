using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gbv.Functions.Sealing;

/// <summary>Makes a complete new set of keys as settings, for the local host, for tests and for a first deployment.</summary>
public static class KeySet
{
    /// <param name="receiptRounds">PBKDF2 rounds for receipts; one only in tests and benchmarks.</param>
    public static IReadOnlyDictionary<string, string> Generate(int receiptRounds = 120_000)
    {
        using var office = RSA.Create(3072);
        return new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["Keys:Receipt:1:Key"] = Random(),
            ["Keys:Receipt:1:Rounds"] = receiptRounds.ToString(CultureInfo.InvariantCulture),
            ["Keys:ReceiptCurrent"] = "1",
            ["Keys:Proof"] = Random(),
            ["Keys:PublicEvent"] = Random(),
            ["Keys:BackEvent"] = Random(),
            ["Keys:Queue"] = Random(),
            ["Keys:Link"] = Random(),
            ["Keys:Fact"] = Random(),
            ["Keys:Rounding"] = Random(),
            ["Keys:Office:1:PublicKey"] = Convert.ToBase64String(office.ExportSubjectPublicKeyInfo()),
            ["Keys:Office:1:PrivateKey"] = Convert.ToBase64String(office.ExportPkcs8PrivateKey()),
            ["Keys:OfficeCurrent"] = "1",
            ["Keys:RingPublic"] = RingCertificate("public"),
            ["Keys:RingBack"] = RingCertificate("back"),
        };
    }

    private static string Random() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));

    private static string RingCertificate(string role)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN=ring-{role}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, new DateTimeOffset(2099, 1, 1, 0, 0, 0, TimeSpan.Zero));
        return Convert.ToBase64String(certificate.Export(X509ContentType.Pkcs12));
    }
}
