using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gbv.Functions.Sealing;

/// <summary>The certificates of the role's ring, newest first; null where one of them is none. Loaded once: it is the slowest of all keys.</summary>
internal sealed record RingCertificates(X509Certificate2[]? All)
{
    public static RingCertificates Load(string? setting)
    {
        try
        {
            return new([.. (setting ?? "").Split(KeyOptions.Separator, StringSplitOptions.RemoveEmptyEntries).Select(c => X509CertificateLoader.LoadPkcs12(Convert.FromBase64String(c), null))]);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return new((X509Certificate2[]?)null);
        }
    }
}
