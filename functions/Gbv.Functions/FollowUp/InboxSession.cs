using System.Security.Cryptography;
using Gbv.Functions.Intake;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;

namespace Gbv.Functions.FollowUp;

/// <summary>An open inbox, as it stands in the page. <paramref name="Form"/> is new on each page: one form sent twice is done once.</summary>
/// <param name="LastVisit">When the code was used before this visit.</param>
/// <param name="WordGiven">The secret word was typed in this visit.</param>
public sealed record Inbox(ReceiptCode Code, string Form, DateTimeOffset? LastVisit, bool WordGiven);

/// <summary>
/// Keeps an opened inbox open for 15 minutes without a cookie: the code, protected, in a hidden field of the page (design §5).
/// </summary>
internal sealed class InboxSession(IDataProtectionProvider protection, TimeProvider time)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(15);

    private readonly IDataProtector protector = protection.CreateProtector("inbox");

    /// <summary>The field's content for the next page.</summary>
    public string Keep(ReceiptCode code, DateTimeOffset? lastVisit, bool wordGiven = false) =>
        Protect(new(code, Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(12)), lastVisit, wordGiven));

    public string Keep(Inbox inbox) => Keep(inbox.Code, inbox.LastVisit, inbox.WordGiven);

    /// <summary>The same form once more: what it asked for may have been done although no answer came.</summary>
    public string Again(Inbox inbox) => Protect(inbox);

    /// <summary>Null when it is too old or not ours.</summary>
    public Inbox? Read(string? field)
    {
        if (string.IsNullOrEmpty(field)) return null;
        try
        {
            var content = Json.Read<Content>(protector.Unprotect(WebEncoders.Base64UrlDecode(field)));
            return time.GetUtcNow() - content.At <= Lasts && ReceiptCode.TryParse(content.Code) is { } code
                ? new(code, content.Operation, content.LastVisit, content.WordGiven)
                : null;
        }
        catch (Exception e) when (e is CryptographicException or FormatException)
        {
            return null;
        }
    }

    private string Protect(Inbox inbox) => WebEncoders.Base64UrlEncode(protector.Protect(Json.Write(
        new Content(inbox.Code.ToString(), inbox.Form, time.GetUtcNow(), inbox.LastVisit, inbox.WordGiven))));

    private sealed record Content(string Code, string Operation, DateTimeOffset At, DateTimeOffset? LastVisit, bool WordGiven);
}
