using Gbv.Domain.Shared;

namespace Gbv.Domain.Requests;

/// <summary>
/// The word that only the reporter knows, in the form in which it is compared: trimmed, small letters, no diacritics, so that
/// somebody who types in a hurry or on another keyboard is not shut out (design §5).
/// </summary>
public static class SecretWord
{
    /// <summary>Wrong tries that a case allows in one Vietnamese day, in all browsers together.</summary>
    public const int TriesADay = 5;

    /// <summary>Null where nothing is left to compare.</summary>
    public static string? Normalize(string? typed) =>
        typed is null ? null : string.Join(' ', PlainLetters.Of(typed).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)) is { Length: > 0 } text ? text : null;
}
