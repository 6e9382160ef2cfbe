using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Backups;

/// <summary>
/// What follows a restore: queues are not part of a backup, so whatever a case still wants to be done is announced again; and a case that
/// changed while the backup was taken projects its facts, its head and its next time anew, because those were taken a moment before it.
/// </summary>
internal sealed class RestoreSettling(StorageClients storage, RowMac mac, WorkQueue queue, TimeProvider time)
{
    /// <summary>Instances' clocks differ, and effects may be a little behind their change.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromHours(1);

    private TableClient Table => storage.Table(StorageNames.Cases);

    /// <param name="since">When the backup was begun; null asks it of every case.</param>
    /// <returns>How many cases were announced.</returns>
    public async Task<int> RunAsync(DateTimeOffset? since, CancellationToken ct)
    {
        var count = 0;
        List<TableEntity> rows = [];
        var filter = $"RowKey eq '{CaseRow.Case}' or (RowKey ge '{CaseRow.EffectPrefix}' and RowKey lt '{CaseRow.EffectEnd}') or (RowKey ge '{CaseRow.EventPrefix}' and RowKey lt 'event;')";
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: ct))
        {
            if (rows.Count > 0 && rows[0].PartitionKey != row.PartitionKey)
            {
                if (await CaseAsync(rows, since, ct)) count++;
                rows = [];
            }

            rows.Add(row);
        }

        return rows.Count > 0 && await CaseAsync(rows, since, ct) ? count + 1 : count;
    }

    private async Task<bool> CaseAsync(List<TableEntity> rows, DateTimeOffset? since, CancellationToken ct)
    {
        if (rows.Find(r => r.RowKey == CaseRow.Case) is not { } caseRow) return false;
        var (id, record) = (new CaseId(caseRow.PartitionKey), CaseRow.Read<CaseRecord>(caseRow));
        var pending = rows.Exists(r => r.RowKey.StartsWith(CaseRow.EffectPrefix, StringComparison.Ordinal));
        var changed = since is not { } from || LastEvent(rows) >= from - Margin;
        if (!pending && !changed) return false;
        if (changed && record.ErasedAt is null)
        {
            Effect[] effects = [Effect("due", EffectKind.Due), record.FactsFrozen ? Effect("coarsen", EffectKind.Coarsen) : Effect("facts", EffectKind.Facts)];
            await Table.SubmitTransactionAsync(effects.Select(e => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Signed(id, e))), ct);
        }

        await queue.SendAsync(new WorkMessage("case", id.Value), cancellation: ct);
        return true;
    }

    private static DateTimeOffset LastEvent(List<TableEntity> rows) =>
        rows.Where(r => r.RowKey.StartsWith(CaseRow.EventPrefix, StringComparison.Ordinal)).Select(r => CaseRow.Read<CaseEvent>(r).At).DefaultIfEmpty().Max();

    private Effect Effect(string id, EffectKind kind) => new() { Id = id, Kind = kind, CreatedAt = time.GetUtcNow() };

    private TableEntity Signed(CaseId id, Effect effect)
    {
        var row = CaseRow.Open(id, CaseRow.Effect(effect.Id), effect);
        mac.Sign(row);
        return row;
    }
}
