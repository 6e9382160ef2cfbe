using Azure.Data.Tables;
using Gbv.Functions.Cases;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Rewrapping;

/// <summary>
/// The rows of one case under the newest keys: wraps of the office's key, and MACs. What is sealed is not opened: only the keys around it
/// change, so that the case is the same before and after, row by row.
/// </summary>
internal sealed class CaseRewrap(RowMac mac, OfficeKeys office)
{
    /// <summary>The rows that change; none where all is under the newest keys already.</summary>
    /// <exception cref="TamperedException">A row is not as one of our roles wrote it, or its key is gone: nothing of it is touched.</exception>
    public IReadOnlyList<TableEntity> Changed(IEnumerable<TableEntity> rows) => [.. rows.Select(Renewed).OfType<TableEntity>()];

    private TableEntity? Renewed(TableEntity was)
    {
        if (!mac.IsGenuine(was)) throw new TamperedException("row");
        var row = new TableEntity(was);
        var wrapped = was.RowKey == CaseRow.Case ? RenewCase(row) : RenewOwnKey(row);
        if (!wrapped && mac.IsNewest(was)) return null;
        mac.Renew(row, was);
        return row;
    }

    private bool RenewCase(TableEntity row)
    {
        var record = CaseRow.Read<CaseRecord>(row);
        if (record.ErasedAt is not null || record.OfficeGeneration == office.CurrentGeneration) return false;
        row["Data"] = Json.Text(record with
        {
            OfficeGeneration = office.CurrentGeneration,
            ContentKeyWrap = office.Wrap(office.Unwrap(record.OfficeGeneration, record.ContentKeyWrap)),
            MessagesKeyWrap = office.Wrap(office.Unwrap(record.OfficeGeneration, record.MessagesKeyWrap)),
        });
        return true;
    }

    private bool RenewOwnKey(TableEntity row)
    {
        if (row.GetString(RowMac.GenerationProperty) is not { } generation || generation == office.CurrentGeneration) return false;
        row[RowMac.WrapProperty] = office.Wrap(office.Unwrap(generation, row.GetBinary(RowMac.WrapProperty) ?? throw new TamperedException("wrap")));
        row[RowMac.GenerationProperty] = office.CurrentGeneration;
        return true;
    }
}
