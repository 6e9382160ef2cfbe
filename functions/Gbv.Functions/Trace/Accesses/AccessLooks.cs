using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Trace.Accesses;

/// <summary>
/// Table <c>heads</c>, partition <c>looked</c>, RowKey in the order of time: who looked at who read what. Written before anything is shown;
/// a period is one range query.
/// </summary>
internal sealed class AccessLooks(StorageClients storage, TimeProvider time) : IAccessSource
{
    private const string Partition = "looked";

    private TableClient Table => storage.Table(StorageNames.Heads);

    /// <param name="area">Null where all communes, or one case, are looked at.</param>
    public Task RecordAsync(CommuneCode? area, string subject, string by, string why, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return Table.AddEntityAsync(new TableEntity(Partition, CaseRow.Timed("", now)) { ["At"] = now, ["Area"] = area?.Value, ["Subject"] = subject, ["By"] = by, ["Why"] = why }, ct);
    }

    public async IAsyncEnumerable<AccessLine> AccessesAsync(DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken ct)
    {
        var (first, last) = (CaseRow.TimedFrom("", from), CaseRow.TimedFrom("", until));
        await foreach (var row in Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {first} and RowKey lt {last}"), cancellationToken: ct))
            yield return new AccessLine(
                row.GetDateTimeOffset("At") ?? default, CommuneCode.TryParse(row.GetString("Area")), AccessKind.Accesses, row.GetString("Subject"), row.GetString("By"), "list", row.GetString("Why"));
    }
}
