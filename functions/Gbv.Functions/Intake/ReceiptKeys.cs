using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Intake;

/// <summary>Where a receipt leads: the case's partition, and the key that opens its messages key.</summary>
public sealed record ReceiptPlace(CaseId Case, byte[] WrapKey);

/// <summary>
/// Receipt from submission, partition from receipt (design §4 "Receipt decides the partition"). The second step is slow on
/// purpose; at most four run at once in an instance, and submissions go before look-ups.
/// </summary>
public sealed class ReceiptKeys(IOptions<KeyOptions> options) : IDisposable
{
    private static readonly byte[] Salt = "gbv receipt 1"u8.ToArray();
    private readonly DerivationGate gate = new(places: 4);
    private readonly KeyOptions options = options.Value;
    private readonly string[] generations = options.Value.ReceiptCurrent.Split(KeyOptions.Separator, StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The generation of receipts that begin now.</summary>
    public string Current => generations.FirstOrDefault("");

    /// <summary>While the generation changes: the others under which a submission may have been taken in already, here or by another instance.</summary>
    public IEnumerable<string> Beside => generations.Skip(1);

    /// <param name="counter">Above 0 only after a collision with another submission.</param>
    /// <param name="begun">The generation with which the submission began; null: now.</param>
    public ReceiptCode Issue(SubmissionId submission, int counter, string? begun = null)
    {
        var generation = Known(begun);
        var hash = KeyRing.Mac(Key(generation), "receipt", submission.ToString(), counter.ToString(CultureInfo.InvariantCulture));
        return ReceiptCode.From(generation, BinaryPrimitives.ReadUInt64BigEndian(hash));
    }

    public byte[] SubmissionMac(SubmissionId submission, string? begun = null) => KeyRing.Mac(Key(Known(begun)), "submission", submission.ToString());

    public async Task<ReceiptPlace> DeriveAsync(ReceiptCode receipt, bool forSubmission, CancellationToken cancellation)
    {
        using (await gate.EnterAsync(forSubmission, cancellation))
            return await Task.Run(() => Derive(receipt), cancellation);
    }

    public void Dispose() => gate.Dispose();

    private ReceiptPlace Derive(ReceiptCode receipt)
    {
        // A generation that never was costs the same and leads nowhere.
        var generation = Known(receipt.Generation);
        var password = HMACSHA256.HashData(Key(generation), Encoding.ASCII.GetBytes(receipt.Digits));
        var derived = Rfc2898DeriveBytes.Pbkdf2(password, Salt, options.Receipt[generation].Rounds, HashAlgorithmName.SHA256, 48);
        return new(new CaseId(Convert.ToHexStringLower(derived.AsSpan(0, 16))), derived[16..]);
    }

    private string Known(string? generation) => generation is not null && options.Receipt.ContainsKey(generation) ? generation : Current;

    private byte[] Key(string generation) => options.Receipt.TryGetValue(generation, out var g) && g.Key is { Length: > 0 } key
        ? Convert.FromBase64String(key)
        : throw new InvalidOperationException($"This role has no 'Keys:Receipt:{generation}:Key'.");
}
