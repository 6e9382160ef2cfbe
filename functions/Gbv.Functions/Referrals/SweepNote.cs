using Azure.Data.Tables;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Referrals;

/// <summary>An effect that still waits to be carried out, and since when.</summary>
internal sealed record PendingEffect(string Case, string Row, DateTimeOffset Since);

/// <summary>
/// What the last sweep left behind, for whoever asks without a scan of their own: table <c>due</c>, PartitionKey <c>sweep</c>, RowKey
/// <c>last</c>; always overwritten.
/// </summary>
internal sealed class SweepNote(StorageClients storage)
{
    private const string Partition = "sweep";
    private const string Row = "last";

    private TableClient Table => storage.Table(StorageNames.Due);

    public Task PutAsync(DateTimeOffset at, PendingEffect? oldest, CancellationToken ct)
    {
        var row = new TableEntity(Partition, Row) { ["At"] = at };
        if (oldest is not null) (row["Case"], row["Effect"], row["Since"]) = (oldest.Case, oldest.Row, oldest.Since);
        return Table.UpsertEntityAsync(row, TableUpdateMode.Replace, ct);
    }

    /// <summary>When it was and the oldest effect that it found; null before the first sweep.</summary>
    public async Task<(DateTimeOffset At, PendingEffect? Oldest)?> ReadAsync(CancellationToken ct)
    {
        if (await Table.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: ct) is not { HasValue: true, Value: { } row }) return null;
        var oldest = row.GetString("Case") is { } id ? new PendingEffect(id, row.GetString("Effect"), row.GetDateTimeOffset("Since")!.Value) : null;
        return (row.GetDateTimeOffset("At")!.Value, oldest);
    }
}
