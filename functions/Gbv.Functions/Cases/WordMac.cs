using Gbv.Domain.Requests;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.Cases;

/// <summary>
/// The secret word as the case keeps it for whoever comes back with the code: an HMAC under the messages key, which only the code
/// and the office open (design §5).
/// </summary>
public static class WordMac
{
    /// <summary>Null where no word was left.</summary>
    public static byte[]? Of(byte[] messagesKey, string? word) =>
        SecretWord.Normalize(word) is { } compared ? KeyRing.Mac(messagesKey, "secret word", compared) : null;
}
