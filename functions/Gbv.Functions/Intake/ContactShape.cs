using System.Text.RegularExpressions;
using Gbv.Domain.Reports;

namespace Gbv.Functions.Intake;

/// <summary>Whether a number or address can work for the chosen way of contact. Lenient: a wrong refusal costs more than a wrong number.</summary>
internal static partial class ContactShape
{
    /// <summary>The key of what is wrong, or null.</summary>
    public static string? Problem(ContactChannel channel, string? address) => channel switch
    {
        ContactChannel.None => null,
        _ when string.IsNullOrWhiteSpace(address) => "reach",
        ContactChannel.Email => Email().IsMatch(address) ? null : "email",
        ContactChannel.Phone or ContactChannel.Sms or ContactChannel.Zalo => Phone().IsMatch(address) ? null : "phone",
        _ => null,
    };

    public static bool IsPhone(string number) => Phone().IsMatch(number);

    [GeneratedRegex(@"^\s*\+?[0-9][0-9 .()\-]{7,22}\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Phone();

    [GeneratedRegex(@"^\s*[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)+\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Email();
}
