using System.Security.Cryptography;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace Gbv.Functions.Responders;

/// <summary>
/// Carries what somebody typed across the code, when the session ended before the form was sent: sealed in a hidden field, for
/// this link only. Nothing typed is lost (design §6), and nothing is done without the code.
/// </summary>
internal sealed class HeldForm(IDataProtectionProvider protection)
{
    public const string Field = "held";

    private const int Limit = 64 * 1024;

    public string? Hold(string linkKey, IFormCollection form)
    {
        var fields = form.Where(f => f.Key is not (Field or ItemContext.TokenField)).ToDictionary(f => f.Key, f => f.Value.ToArray());
        var json = Json.Text(fields);
        return json.Length is > 2 and < Limit ? Protector(linkKey).Protect(json) : null;
    }

    public IReadOnlyDictionary<string, string[]> Open(string linkKey, string? field)
    {
        if (string.IsNullOrEmpty(field)) return new Dictionary<string, string[]>();
        try
        {
            return Json.Read<Dictionary<string, string[]>>(Protector(linkKey).Unprotect(field));
        }
        catch (CryptographicException)
        {
            return new Dictionary<string, string[]>();
        }
    }

    private IDataProtector Protector(string linkKey) => protection.CreateProtector("Gbv.Staff.HeldForm", linkKey);
}
