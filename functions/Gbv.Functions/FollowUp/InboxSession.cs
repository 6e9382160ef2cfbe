using System.Security.Cryptography;
using Gbv.Functions.Intake;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Gbv.Functions.FollowUp;

/// <summary>
/// Keeps an opened inbox open for 15 minutes without a cookie: the code, protected, in a hidden field of the page (design §5).
/// It also carries the number of the next message, so that one form sent twice is one message.
/// </summary>
internal sealed class InboxSession(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    private readonly IDataProtector protector = protection.CreateProtector("inbox");

    public string Open(ReceiptCode code) => WebEncoders.Base64UrlEncode(protector.Protect(Json.Write(
        new Content(code.ToString(), Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)), time.GetUtcNow()))));

    /// <summary>The code and the message's number; null when it is too old or not ours.</summary>
    public (ReceiptCode Code, string Operation)? Read(string? field)
    {
        if (string.IsNullOrEmpty(field)) return null;
        try
        {
            var content = Json.Read<Content>(protector.Unprotect(WebEncoders.Base64UrlDecode(field)));
            return time.GetUtcNow() - content.At <= Lasts && ReceiptCode.TryParse(content.Code) is { } code ? (code, content.Operation) : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private sealed record Content(string Code, string Operation, DateTimeOffset At);
}
