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

    private TableClient Table => storage.Table(StorageNames.Directory);

    public async Task SaveAreaAsync(Area area, CancellationToken cancellation)
    {
        await PutAsync(area.Code.Value, "area", area, cancellation);
        await PutAsync(Areas, area.Code.Value, area, cancellation);
    }

    public Task SaveEntryAsync(DirectoryEntry entry, CancellationToken cancellation) =>
        PutAsync(entry.Commune.Value, "entry:" + entry.Id, entry, cancellation);

    /// <summary>Somebody who is not in charge any more: links to this person open nothing from now on.</summary>
    public Task RemoveEntryAsync(CommuneCode commune, string id, CancellationToken cancellation) =>
        Table.DeleteEntityAsync(commune.Value, "entry:" + id, cancellationToken: cancellation);

    public Task SavePointAsync(ServicePoint point, CancellationToken cancellation) =>
        PutAsync(point.Commune.Value, "point:" + point.Id, point, cancellation);

    /// <summary>A place that is closed: nobody is sent there from now on.</summary>
    public Task RemovePointAsync(CommuneCode commune, string id, CancellationToken cancellation) =>
        Table.DeleteEntityAsync(commune.Value, "point:" + id, cancellationToken: cancellation);

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
            if (row.RowKey == "area") area = Json.Read<Area>(data);
            else if (row.RowKey.StartsWith("entry:", StringComparison.Ordinal)) entries.Add(Json.Read<DirectoryEntry>(data));
            else if (row.RowKey.StartsWith("point:", StringComparison.Ordinal)) points.Add(Json.Read<ServicePoint>(data));
        }

        return (area, entries, points);
    }

    private Task PutAsync<T>(string partition, string row, T data, CancellationToken cancellation) =>
        Table.UpsertEntityAsync(new TableEntity(partition, row) { ["Data"] = Json.Text(data) }, TableUpdateMode.Replace, cancellation);
}
