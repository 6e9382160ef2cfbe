using Azure.Data.Tables;
using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Directory;

/// <summary>
/// Table <c>directory</c>: PartitionKey = commune code (<c>province</c> for the province), rows <c>area</c>,
/// <c>entry:&lt;id&gt;</c>, <c>point:&lt;id&gt;</c>; the list of all areas is one partition <c>_areas</c>, RowKey = code.
/// One range query reads a commune.
/// </summary>
public sealed class DirectoryStore(StorageClients storage)
{
    private const string Areas = "_areas";
    private const string AreaRow = "area";
    private const string EntryPrefix = "entry:";
    private const string PointPrefix = "point:";

    private TableClient Table => storage.Table(StorageNames.Directory);

    public async Task SaveAreaAsync(Area area, CancellationToken cancellation)
    {
        await PutAsync(area.Code.Value, AreaRow, area, cancellation);
        await PutAsync(Areas, area.Code.Value, area, cancellation);
    }

    /// <summary>A whole area with its people and places, at most a hundred rows, in one transaction; not listed yet.</summary>
    public Task SaveWholeAsync(Area area, IEnumerable<DirectoryEntry> entries, IEnumerable<ServicePoint> points, CancellationToken cancellation) => PutAsync(
        [
            Row(area.Code.Value, AreaRow, area),
            .. entries.Select(e => Row(e.Commune.Value, EntryPrefix + e.Id, e)),
            .. points.Select(p => Row(p.Commune.Value, PointPrefix + p.Id, p)),
        ],
        cancellation);

    /// <summary>Lists areas, all at once.</summary>
    public Task ListAsync(IEnumerable<Area> areas, CancellationToken cancellation) => PutAsync(areas.Select(a => Row(Areas, a.Code.Value, a)), cancellation);

    public Task SaveEntryAsync(DirectoryEntry entry, CancellationToken cancellation) =>
        PutAsync(entry.Commune.Value, EntryPrefix + entry.Id, entry, cancellation);

    /// <summary>Somebody who is not in charge any more: links to this person open nothing from now on.</summary>
    public Task RemoveEntryAsync(CommuneCode commune, string id, CancellationToken cancellation) =>
        Table.DeleteEntityAsync(commune.Value, EntryPrefix + id, cancellationToken: cancellation);

    public Task SavePointAsync(ServicePoint point, CancellationToken cancellation) =>
        PutAsync(point.Commune.Value, PointPrefix + point.Id, point, cancellation);

    /// <summary>A place that is closed: nobody is sent there from now on.</summary>
    public Task RemovePointAsync(CommuneCode commune, string id, CancellationToken cancellation) =>
        Table.DeleteEntityAsync(commune.Value, PointPrefix + id, cancellationToken: cancellation);

    public async Task<IReadOnlyList<Area>> AreasAsync(CancellationToken cancellation)
    {
        List<Area> areas = [];
        await foreach (var row in Table.QueryAsync<TableEntity>(r => r.PartitionKey == Areas, cancellationToken: cancellation))
            areas.Add(Json.Read<Area>(row.GetString("Data")));
        return areas;
    }

    internal async Task<(Area? Area, List<DirectoryEntry> Entries, List<ServicePoint> Points)> ReadAsync(CommuneCode commune, CancellationToken cancellation)
    {
        Area? area = null;
        List<DirectoryEntry> entries = [];
        List<ServicePoint> points = [];
        await foreach (var row in Table.QueryAsync<TableEntity>(r => r.PartitionKey == commune.Value, cancellationToken: cancellation))
        {
            var data = row.GetString("Data");
            if (row.RowKey == AreaRow) area = Json.Read<Area>(data);
            else if (row.RowKey.StartsWith(EntryPrefix, StringComparison.Ordinal)) entries.Add(Json.Read<DirectoryEntry>(data));
            else if (row.RowKey.StartsWith(PointPrefix, StringComparison.Ordinal)) points.Add(Json.Read<ServicePoint>(data));
        }

        return (area, entries, points);
    }

    private Task PutAsync<T>(string partition, string row, T data, CancellationToken cancellation) =>
        Table.UpsertEntityAsync(Row(partition, row, data), TableUpdateMode.Replace, cancellation);

    private Task PutAsync(IEnumerable<TableEntity> rows, CancellationToken cancellation) =>
        Table.SubmitTransactionAsync(rows.Select(r => new TableTransactionAction(TableTransactionActionType.UpsertReplace, r)), cancellation);

    private static TableEntity Row<T>(string partition, string row, T data) => new(partition, row) { ["Data"] = Json.Text(data) };
}
