using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Gbv.Domain.Directory;
using Gbv.Functions.Hosting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Links;

/// <summary>One person at one browser, after the code. <paramref name="ActingName"/> is the name picked at a shared mailbox.</summary>
internal sealed record StaffSession(string Id, string Person, string? ActingName, DateTimeOffset StartedAt, DateTimeOffset SeenAt);

/// <summary>
/// Sessions of staff, in a protected cookie (design §5): 20 minutes idle, 8 hours at most, for one person and all that person's
/// items. Plain http is for one machine only; there the <c>__Host-</c> prefix cannot be had, because it needs Secure.
/// </summary>
internal sealed class StaffSessions(IDataProtectionProvider protection, IOptions<PublicOptions> address, KeyRing keys, TimeProvider time)
{
    public static readonly TimeSpan Idle = TimeSpan.FromMinutes(20);
    public static readonly TimeSpan Longest = TimeSpan.FromHours(8);

    private const string SessionName = "staff";
    private const string BrowserName = "browser";
    private static readonly TimeSpan Renewal = TimeSpan.FromMinutes(1);

    private readonly IDataProtector protector = protection.CreateProtector("Gbv.Staff.Session");
    private readonly bool secure = address.Value.Base.Scheme == Uri.UriSchemeHttps;

    /// <summary>The session of this person at this browser, or null. Renews its idle time.</summary>
    public StaffSession? Find(HttpContext http, DirectoryEntry person)
    {
        if (Read(http.Request.Cookies[Name(SessionName)]) is not { } session || session.Person != Key(person)) return null;
        var now = time.GetUtcNow();
        if (now - session.SeenAt > Idle || now - session.StartedAt > Longest) return null;
        if (now - session.SeenAt < Renewal) return session;
        return Write(http, session with { SeenAt = now });
    }

    public StaffSession Start(HttpContext http, DirectoryEntry person)
    {
        var now = time.GetUtcNow();
        return Write(http, new StaffSession(Random(), Key(person), null, now, now));
    }

    public StaffSession Rename(HttpContext http, StaffSession session, string actingName) => Write(http, session with { ActingName = actingName });

    public void End(HttpContext http) => http.Response.Cookies.Delete(Name(SessionName), Options());

    /// <summary>Tells browsers apart, so that a code works only where it was asked for.</summary>
    public string Browser(HttpContext http)
    {
        var name = Name(BrowserName);
        if (http.Request.Cookies[name] is { Length: 22 } known && Base64Url.IsValid(known)) return known;
        var browser = Random();
        http.Response.Cookies.Append(name, browser, Options());
        return browser;
    }

    /// <summary>For the hidden field of every staff form: this session's and this link's, nobody can make it without the key.</summary>
    public string FormToken(StaffSession session, string linkKey) =>
        Base64Url.EncodeToString(keys.Mac(KeyName.Link, "form", session.Id, linkKey));

    public bool IsFormToken(StaffSession session, string linkKey, string? token) =>
        token is not null && keys.Macs(KeyName.Link, "form", session.Id, linkKey)
            .Any(mac => CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(token), Encoding.UTF8.GetBytes(Base64Url.EncodeToString(mac))));

    private StaffSession? Read(string? cookie)
    {
        if (string.IsNullOrEmpty(cookie)) return null;
        try
        {
            return Json.Read<StaffSession>(protector.Unprotect(cookie));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private StaffSession Write(HttpContext http, StaffSession session)
    {
        http.Response.Cookies.Append(Name(SessionName), protector.Protect(Json.Text(session)), Options());
        return session;
    }

    private string Name(string name) => secure ? "__Host-" + name : name;

    private CookieOptions Options() => new() { HttpOnly = true, Secure = secure, SameSite = SameSiteMode.Strict, Path = "/", IsEssential = true };

    private static string Key(DirectoryEntry person) => $"{person.Commune}/{person.Id}";

    private static string Random() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));
}
