using System.IO.Compression;
using System.Security.Cryptography;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Gbv.Functions.Intake.Journey;

/// <summary>Seals a journey's answers into the hidden field and opens them again (design §5: 30 minutes shown, 24 hours usable).</summary>
internal sealed class StateProtector(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>After this long without a step, earlier answers are not shown again.</summary>
    public static readonly TimeSpan Shown = TimeSpan.FromMinutes(30);

    /// <summary>After this long they are gone.</summary>
    public static readonly TimeSpan Usable = TimeSpan.FromHours(24);

    private readonly IDataProtector protector = protection.CreateProtector("journey");

    public string Protect(JourneyState state)
    {
        using var packed = new MemoryStream();
        using (var brotli = new BrotliStream(packed, CompressionLevel.Fastest)) brotli.Write(Json.Write(state with { SteppedAt = time.GetUtcNow() }));
        return WebEncoders.Base64UrlEncode(Ring(() => protector.Protect(packed.ToArray())));
    }

    /// <summary>The answers so far; null when the field is missing, older than a day or not ours.</summary>
    public JourneyState? Unprotect(string? field)
    {
        if (string.IsNullOrEmpty(field)) return null;
        try
        {
            using var packed = new MemoryStream(Ring(() => protector.Unprotect(WebEncoders.Base64UrlDecode(field))));
            using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
            using var plain = new MemoryStream();
            brotli.CopyTo(plain);
            return Aged(Json.Read<JourneyState>(plain.ToArray()));
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    /// <summary>A ring that cannot be read just now is no reason to call somebody's answers lost.</summary>
    private static byte[] Ring(Func<byte[]> use)
    {
        try
        {
            return use();
        }
        catch (CryptographicException e) when (e.InnerException is AggregateException or Azure.RequestFailedException or IOException)
        {
            throw new RingUnavailableException(e);
        }
    }

    private JourneyState? Aged(JourneyState state)
    {
        var age = time.GetUtcNow() - state.SteppedAt;
        if (age > Usable) return null;
        return age > Shown ? state with { Hidden = [.. state.Values.Keys] } : state;
    }
}

/// <summary>The keys that guard form state cannot be read at the moment; the same form will work again later.</summary>
internal sealed class RingUnavailableException(Exception inner) : Exception("The key ring cannot be read.", inner);
