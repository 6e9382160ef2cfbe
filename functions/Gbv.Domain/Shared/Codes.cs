using System.Collections.Concurrent;
using System.Text.Json;

namespace Gbv.Domain.Shared;

/// <summary>
/// Every code list is a closed enum; its code in JSON, storage and reports is the member's name in kebab-case
/// (<c>From12To15</c> is <c>from12-to15</c>). Labels for people live with the texts, keyed <c>ListName.code</c>.
/// </summary>
public static class Codes
{
    private static readonly ConcurrentDictionary<Enum, string> Known = new();

    /// <summary>The code of a member, for example <c>child-protection</c>.</summary>
    public static string Code<T>(this T member) where T : struct, Enum =>
        Known.GetOrAdd(member, static m => JsonNamingPolicy.KebabCaseLower.ConvertName(m.ToString()));

    /// <summary>The member with this code, or null when the list has none.</summary>
    public static T? Parse<T>(string? code) where T : struct, Enum
    {
        if (string.IsNullOrEmpty(code)) return null;
        foreach (var member in Enum.GetValues<T>())
            if (member.Code() == code) return member;
        return null;
    }
}
