using System.Security.Cryptography;
using Gbv.Domain.Shared;
using Microsoft.AspNetCore.WebUtilities;

namespace Gbv.Functions.Intake;

/// <summary>
/// What a reporter takes away: 16 digits that look like any number. The first is the key's generation, the last an ISO 7064
/// check digit. It is never stored; the case's partition is derived from it.
/// </summary>
public readonly record struct ReceiptCode
{
    internal const int Length = 16;

    private ReceiptCode(string digits) => Digits = digits;

    internal string Digits { get; }

    internal string Generation => Digits[..1];

    /// <summary>Reads what a person typed: spaces, dashes and dots do not count.</summary>
    public static ReceiptCode? TryParse(string? text)
    {
        if (text is null || text.Length > 64) return null;
        var digits = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '.')));
        return digits.Length == Length && digits.All(char.IsAsciiDigit) && Iso7064.IsValid(digits) ? new ReceiptCode(digits) : null;
    }

    /// <summary>In groups of four: <c>1234 5678 9012 3456</c>.</summary>
    public override string ToString() => $"{Digits[..4]} {Digits[4..8]} {Digits[8..12]} {Digits[12..]}";

    internal static ReceiptCode From(string generation, ulong hash)
    {
        var body = generation + (hash % 100_000_000_000_000UL).ToString("D14", System.Globalization.CultureInfo.InvariantCulture);
        return new(body + Iso7064.CheckDigit(body));
    }
}

/// <summary>
/// 16 random bytes that a form or client brings with its submission and repeats when it repeats it. Never stored; the receipt is
/// a keyed hash of it.
/// </summary>
public readonly record struct SubmissionId
{
    private const int Size = 16;

    internal SubmissionId(byte[] bytes) => Bytes = bytes.Length == Size ? bytes : throw new FormatException("A submission id has 16 bytes.");

    internal byte[] Bytes { get; }

    public static SubmissionId New() => new(RandomNumberGenerator.GetBytes(Size));

    public static SubmissionId? TryParse(string? text)
    {
        try
        {
            return text is { Length: 22 } && WebEncoders.Base64UrlDecode(text) is { Length: Size } bytes ? new SubmissionId(bytes) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>For API clients: the client's name and its idempotency key, hashed (design §4 "API clients").</summary>
    public static SubmissionId FromClient(string client, Guid idempotencyKey) =>
        new(KeyHash("client", client, idempotencyKey.ToString("N")));

    /// <summary>A second, different submission of the same form, always the same for the same content.</summary>
    internal SubmissionId Again(byte[] contentMac) => new(HMACSHA256.HashData(Bytes, contentMac)[..Size]);

    public override string ToString() => WebEncoders.Base64UrlEncode(Bytes);

    private static byte[] KeyHash(params ReadOnlySpan<string> parts) => Sealing.KeyRing.Mac([], parts)[..Size];
}
