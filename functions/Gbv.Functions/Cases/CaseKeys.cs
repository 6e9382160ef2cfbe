using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.Cases;

/// <summary>
/// The two keys of a case: content (the report, notes) and messages. The back role unwraps both; a code opens the second only.
/// </summary>
public sealed record CaseKeys(byte[] Content, byte[] Messages)
{
    public const string ReceiptWrapField = "receipt-wrap";

    public static CaseKeys New() => new(Seal.NewKey(), Seal.NewKey());

    public static CaseKeys Unwrap(OfficeKeys office, CaseRecord record) => new(
        office.Unwrap(record.OfficeGeneration, record.ContentKeyWrap),
        office.Unwrap(record.OfficeGeneration, record.MessagesKeyWrap));

    /// <summary>Whether what was unwrapped from the one record is what the other holds.</summary>
    public static bool SameWraps(CaseRecord one, CaseRecord other) =>
        one.OfficeGeneration == other.OfficeGeneration
        && one.ContentKeyWrap.AsSpan().SequenceEqual(other.ContentKeyWrap)
        && one.MessagesKeyWrap.AsSpan().SequenceEqual(other.MessagesKeyWrap);

    public static byte[] MessagesFromReceipt(CaseId id, CaseRecord record, byte[] wrapKey) =>
        Seal.Open(wrapKey, id, CaseRow.Case, ReceiptWrapField, record.ReceiptWrap);
}
