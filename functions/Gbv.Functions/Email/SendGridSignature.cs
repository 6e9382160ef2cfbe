using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Email;

/// <summary>SendGrid's signed event webhook: ECDSA P-256 with SHA-256 over the timestamp followed by the raw body, DER, base64.</summary>
internal sealed class SendGridSignature(IOptions<EmailOptions> options, TimeProvider time)
{
    public const string SignatureHeader = "X-Twilio-Email-Event-Webhook-Signature";
    public const string TimestampHeader = "X-Twilio-Email-Event-Webhook-Timestamp";

    /// <summary>An older call is a recording; SendGrid signs each attempt anew.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(10);

    private readonly byte[] publicKey = Convert.FromBase64String(options.Value.WebhookPublicKey);

    public bool IsRecent(string? timestamp) =>
        long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && seconds < 253_402_300_800
        && (time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() <= Window;

    public bool IsGenuine(string timestamp, ReadOnlySpan<byte> body, string? signature)
    {
        var der = new byte[128];
        if (signature is null || !Convert.TryFromBase64String(signature, der, out var length)) return false;
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(publicKey, out _);
        byte[] signed = [.. Encoding.UTF8.GetBytes(timestamp), .. body];
        return key.VerifyData(signed, der.AsSpan(0, length), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
    }
}
