using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Registers;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Rewrapping;

/// <summary>How far it is. <paramref name="Wrong"/>: cases with a row that was not touched, because it is not as it was written or its key is gone. Shelters' addresses count with both.</summary>
internal sealed record RewrapProgress(int Cases, int Changed, int Wrong, CaseId Last);

/// <summary>
/// Puts all cases, and at last where the shelters are, under the newest keys, in the order of their ids, each row under its own ETag: whoever changes a case meanwhile wins, and
/// the case is looked at again. A row is under the old key or the new one at every moment and both open it, so it may be killed anywhere;
/// started again it finds what is left.
/// </summary>
internal sealed class Rewrapper(StorageClients storage, CaseRewrap rewrap, RowMac mac, KeyRing keys, WorkQueue queue, ShelterAddresses addresses, TimeProvider time)
{
    private TableClient Table => storage.Table(StorageNames.Cases);

    /// <param name="from">The first case id, or empty for all.</param>
    public async Task<RewrapProgress> RunAsync(string from, bool dryRun, Action<RewrapProgress>? progress, CancellationToken ct)
    {
        var state = new RewrapProgress(0, 0, 0, default);
        await foreach (var (id, rows) in PartitionsAsync(from, ct))
        {
            bool? changed = null;
            try
            {
                changed = await CaseAsync(id, rows, dryRun, ct);
            }
            catch (TamperedException)
            {
                // The others must not wait for somebody to look at this one.
            }

            state = new(state.Cases + 1, state.Changed + (changed == true ? 1 : 0), state.Wrong + (changed is null ? 1 : 0), id);
            progress?.Invoke(state);
        }

        var (renewed, closed) = await addresses.RenewAsync(dryRun, ct);
        return state with { Changed = state.Changed + renewed, Wrong = state.Wrong + closed };
    }

    private async Task<bool> CaseAsync(CaseId id, List<TableEntity> rows, bool dryRun, CancellationToken ct)
    {
        var any = false;
        for (var attempt = 0; rewrap.Changed(rows) is { Count: > 0 } changed; attempt++)
        {
            any = true;
            if (dryRun) return true;
            try
            {
                foreach (var part in changed.Chunk(StorageClients.LargestTransaction))
                    await Table.SubmitTransactionAsync(part.Select(r => new TableTransactionAction(TableTransactionActionType.UpdateReplace, r, r.ETag)), ct);
                break;
            }
            catch (RequestFailedException e) when (e.Status is 404 or 412 && attempt < Contention.Tries)
            {
                await Contention.StepBackAsync(attempt, ct);
                rows = await Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {id.Value}"), cancellationToken: ct).ToListAsync(ct);
            }
        }

        if (!dryRun && HasOlderFacts(rows)) await AskForFactsAsync(id, ct);
        return any;
    }

    /// <summary>While an older fact key is kept, facts may stand under it; whoever carries the effect out replaces them.</summary>
    private bool HasOlderFacts(List<TableEntity> rows) =>
        keys.Macs(KeyName.Fact).Count > 1 && rows.Find(r => r.RowKey == CaseRow.Case) is { } row && CaseRow.Read<CaseRecord>(row) is { FactsFrozen: false };

    private async Task AskForFactsAsync(CaseId id, CancellationToken ct)
    {
        var effect = CaseRow.Open(id, CaseRow.Effect("facts"), new Effect { Id = "facts", Kind = EffectKind.Facts, CreatedAt = time.GetUtcNow() });
        mac.Sign(effect);
        await Table.UpsertEntityAsync(effect, TableUpdateMode.Replace, ct);
        await queue.SendAsync(new WorkMessage("case", id.Value), cancellation: ct);
    }

    private async IAsyncEnumerable<(CaseId Id, List<TableEntity> Rows)> PartitionsAsync(string from, [EnumeratorCancellation] CancellationToken ct)
    {
        List<TableEntity> rows = [];
        await foreach (var row in Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {from}"), cancellationToken: ct))
        {
            if (rows.Count > 0 && rows[0].PartitionKey != row.PartitionKey)
            {
                yield return (new CaseId(rows[0].PartitionKey), rows);
                rows = [];
            }

            rows.Add(row);
        }

        if (rows.Count > 0) yield return (new CaseId(rows[0].PartitionKey), rows);
    }
}
