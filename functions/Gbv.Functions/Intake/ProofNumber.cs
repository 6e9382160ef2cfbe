using System.Globalization;
using System.Security.Cryptography;
using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.Intake;

/// <summary>
/// The number (Số) on a printed proof: Vietnamese time yyMMddHHmm, 4 random digits, 8 digits of a MAC under the proof key. It is
/// checked without storage and unrelated to case and receipt (design §4).
/// </summary>
public sealed class ProofNumber(KeyRing keys, TimeProvider time)
{
    private const string TimeFormat = "yyMMddHHmm";
    private const int Length = 22;

    public string Create() => Create(time.GetUtcNow());

    public string Create(DateTimeOffset receivedAt)
    {
        var body = receivedAt.ToVietnam().ToString(TimeFormat, CultureInfo.InvariantCulture)
            + RandomNumberGenerator.GetInt32(10_000).ToString("D4", CultureInfo.InvariantCulture);
        return body + Digits(keys.Mac(KeyName.Proof, "proof", body));
    }

    /// <summary>When the proof was given, or null where the number is not ours.</summary>
    public DateTimeOffset? Check(string? text)
    {
        if (text is null || text.Length > 64) return null;
        var number = string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('-' or '.')));
        if (number.Length != Length || !number.All(char.IsAsciiDigit)) return null;
        var genuine = keys.Macs(KeyName.Proof, "proof", number[..14]).Any(mac => CryptographicOperations.FixedTimeEquals(
            System.Text.Encoding.ASCII.GetBytes(number[14..]), System.Text.Encoding.ASCII.GetBytes(Digits(mac))));
        return genuine && DateTime.TryParseExact(number[..10], TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? new DateTimeOffset(at, VietnamTime.Offset)
            : null;
    }

    private static string Digits(byte[] mac) =>
        (System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(mac) % 100_000_000UL)
        .ToString("D8", CultureInfo.InvariantCulture);
}
