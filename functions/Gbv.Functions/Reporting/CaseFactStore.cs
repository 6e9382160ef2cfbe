using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Reporting;

/// <summary>
/// Table <c>casefacts</c>: PartitionKey = <c>commune|year of receipt in Vietnam</c> (never changed), RowKey = the fact's keyed
/// MAC, property <c>Data</c> = the fact. Reports are built from these rows alone (design §4). A commune's build is one range
/// query over its years; the province's one over the table.
/// </summary>
public sealed class CaseFactStore(StorageClients storage)
{
    private const string Data = "Data";

    private TableClient Table => storage.Table(StorageNames.CaseFacts);

    /// <summary>Writes or replaces facts; those of one partition go together.</summary>
    public async Task UpsertAsync(IReadOnlyList<CaseFact> facts, CancellationToken cancellation = default)
    {
        foreach (var partition in facts.GroupBy(f => Partition(f.Commune, f.ReceivedAt.VietnamDate().Year)))
            foreach (var rows in partition.DistinctBy(f => f.Key).Chunk(StorageClients.LargestTransaction))
                await Table.SubmitTransactionAsync(rows.Select(f => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(partition.Key, f))), cancellation);
    }

    /// <summary>
    /// The facts of one case. Those that stand under an older key go with the same transaction, so that none is counted twice while the
    /// key is changed.
    /// </summary>
    public async Task ReplaceAsync(IReadOnlyList<CaseFact> facts, IReadOnlyList<string> olderKeys, CancellationToken cancellation)
    {
        var partition = Partition(facts[0].Commune, facts[0].ReceivedAt.VietnamDate().Year);
        List<TableTransactionAction> actions = [];
        foreach (var key in olderKeys)
            if (await Table.GetEntityIfExistsAsync<TableEntity>(partition, key, ["PartitionKey", "RowKey"], cancellation) is { HasValue: true } old)
                actions.Add(new(TableTransactionActionType.Delete, old.Value!, old.Value!.ETag));
        if (actions.Count == 0) await UpsertAsync(facts, cancellation);
        else await Table.SubmitTransactionAsync([.. actions, .. facts.Select(f => new TableTransactionAction(TableTransactionActionType.UpsertReplace, Row(partition, f)))], cancellation);
    }

    /// <summary>
    /// The case of these facts is gone: in one transaction they give way to coarser ones under new random keys, which nobody can find
    /// by the case. Where they are not there it was done before, or they stand in another area.
    /// </summary>
    public async Task CoarsenAsync(
        CommuneCode area, DateTimeOffset receivedAt, DateTimeOffset goneAt, IReadOnlyList<string> keys, CancellationToken cancellation)
    {
        var partition = Partition(area, receivedAt.VietnamDate().Year);
        var caseKey = NewKey();
        List<TableTransactionAction> actions = [];
        foreach (var key in keys)
        {
            var row = await Table.GetEntityIfExistsAsync<TableEntity>(partition, key, cancellationToken: cancellation);
            if (!row.HasValue) continue;
            actions.Add(new(TableTransactionActionType.Delete, row.Value!, row.Value!.ETag));
            var coarse = FactCoarsening.Of(Json.Read<CaseFact>(row.Value.GetString(Data)), NewKey(), caseKey, goneAt);
            actions.Add(new(TableTransactionActionType.Add, Row(partition, coarse)));
        }

        if (actions.Count > 0) await Table.SubmitTransactionAsync(actions, cancellation);
    }

    /// <summary>The facts of one commune and year.</summary>
    public async Task<IReadOnlyList<CaseFact>> ReadAsync(CommuneCode commune, int year, CancellationToken cancellation = default)
    {
        var partition = Partition(commune, year);
        List<CaseFact> facts = [];
        await foreach (var fact in ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), Json.Read<CaseFact>, cancellation)) facts.Add(fact);
        return facts;
    }

    /// <summary>Everything a report of this area needs: all years up to this one, because older cases may still be open.</summary>
    internal IAsyncEnumerable<CaseFact> ReadThroughAsync(CommuneCode area, int year, CancellationToken cancellation) =>
        ReadAsync(Through(area, year), Json.Read<CaseFact>, cancellation);

    /// <summary>The same, where a fact is read whole only if it is wanted after a glance.</summary>
    /// <param name="wanted">Asked by several threads at once.</param>
    internal IAsyncEnumerable<(FactGlance Glance, CaseFact? Fact)> GlanceThroughAsync(CommuneCode area, int year, Func<FactGlance, bool> wanted, CancellationToken cancellation) =>
        ReadAsync(Through(area, year), data => FactGlances.Read(data, wanted), cancellation);

    private static string Through(CommuneCode area, int year) => area.IsProvince
        ? ""
        : TableClient.CreateQueryFilter($"PartitionKey ge {Partition(area, 0)} and PartitionKey le {Partition(area, year)}");

    /// <summary>One page is on its way while the one before is read: a report then takes hardly longer than storage does.</summary>
    private async IAsyncEnumerable<T> ReadAsync<T>(string filter, Func<string, T> read, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await using var pages = Table.QueryAsync<TableEntity>(filter, select: [Data], cancellationToken: cancellation).AsPages().GetAsyncEnumerator(cancellation);
        var next = pages.MoveNextAsync().AsTask();
        try
        {
            while (await next)
            {
                Page<TableEntity> page = pages.Current;
                next = pages.MoveNextAsync().AsTask();
                foreach (var fact in page.Values.AsParallel().AsOrdered().Select(row => read(row.GetString(Data)))) yield return fact;
            }
        }
        finally
        {
            // Whoever stops reading in the middle leaves a page on its way; the pages can't be put away before it is here.
            await ((Task)next).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private static TableEntity Row(string partition, CaseFact fact) => new(partition, fact.Key) { [Data] = Json.Text(fact) };

    private static string Partition(CommuneCode commune, int year) => FormattableString.Invariant($"{commune.Value}|{year:0000}");
}
