using System.Security.Cryptography;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Cases;

/// <summary>
/// The group id that the coordinator gives the cases of one household, so that reports count it once (domain §3). Random digits
/// that say nothing about anybody, with a check digit: it is copied by hand from one case to the other.
/// </summary>
public static class Household
{
    private const int Digits = 8;

    public static string New()
    {
        var digits = RandomNumberGenerator.GetString("0123456789", Digits);
        return digits + Iso7064.CheckDigit(digits);
    }

    /// <summary>The id that was typed, with or without spaces; null where it is none.</summary>
    public static string? TryParse(string typed)
    {
        var digits = string.Concat(typed.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '.')));
        return digits.Length == Digits + 1 && Iso7064.IsValid(digits) ? digits : null;
    }

    /// <summary>In groups, for reading and copying.</summary>
    public static string Text(string id) => id.Length == Digits + 1 ? $"{id[..3]} {id[3..6]} {id[6..]}" : id;
}
