using System.Collections.Concurrent;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Trace.Accesses;

/// <summary>
/// Who read what. The rows lie with the cases, so a period is one range of keys over the whole table, as in the hourly sweep; whose commune
/// a case is says its own row. No key of a case is unwrapped.
/// </summary>
internal sealed class AccessReader(StorageClients storage, RowMac mac, IEnumerable<IAccessSource> sources)
{
    /// <summary>Point reads at once.</summary>
    private const int AtOnce = 8;

    private TableClient Cases => storage.Table(StorageNames.Cases);

    /// <summary>All that was ever read of one case, newest first.</summary>
    public async Task<IReadOnlyList<AccessLine>> OfCaseAsync(CaseId id, CancellationToken ct)
    {
        var (first, last) = (CaseRow.AccessPrefix, CaseRow.AccessEnd);
        return Newest(await CasesAsync(TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey ge {first} and RowKey lt {last}"), ct));
    }

    /// <summary>All that was read from one moment to another, newest first.</summary>
    /// <param name="area">Null: of all.</param>
    public async Task<IReadOnlyList<AccessLine>> OfPeriodAsync(CommuneCode? area, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var (first, last) = (CaseRow.TimedFrom(CaseRow.AccessPrefix, from), CaseRow.TimedFrom(CaseRow.AccessPrefix, until));
        List<AccessLine> lines = await CasesAsync(TableClient.CreateQueryFilter($"RowKey ge {first} and RowKey lt {last}"), ct);
        foreach (var source in sources)
            await foreach (var line in source.AccessesAsync(from, until, ct)) lines.Add(line);
        return Newest(lines.Where(l => area is null || l.Area == area));
    }

    private async Task<List<AccessLine>> CasesAsync(string filter, CancellationToken ct)
    {
        List<TableEntity> rows = await Cases.QueryAsync<TableEntity>(filter, cancellationToken: ct).ToListAsync(ct);
        var communes = new ConcurrentDictionary<string, CommuneCode?>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(rows.Select(r => r.PartitionKey).Distinct(StringComparer.Ordinal), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct }, async (id, stop) =>
        {
            var row = await Cases.GetEntityIfExistsAsync<TableEntity>(id, CaseRow.Case, ["PartitionKey", "RowKey", "Data"], stop);
            communes[id] = row.HasValue ? CaseRow.Read<CaseRecord>(row.Value!).Commune : null;
        });
        return [.. rows.Select(row => Line(row, communes[row.PartitionKey]))];
    }

    private AccessLine Line(TableEntity row, CommuneCode? area)
    {
        var access = CaseRow.Read<Access>(row);
        return new(access.At, area, AccessKind.Case, row.PartitionKey, access.By.Id ?? access.By.Kind.Code(), access.Part, access.Why, mac.IsGenuine(row));
    }

    private static List<AccessLine> Newest(IEnumerable<AccessLine> lines) => [.. lines.OrderByDescending(l => l.At)];
}
