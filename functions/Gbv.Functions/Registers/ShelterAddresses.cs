using System.Runtime.CompilerServices;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Trace.Accesses;

namespace Gbv.Functions.Registers;

/// <summary>
/// Where the shelters are: apart from their register, sealed under a key that the office's private key alone opens, in no workbook, report or
/// mail. Table <c>registers</c>, PartitionKey = <c>addresses|commune</c>, RowKey <c>address:&lt;shelter&gt;</c>; whoever kept or looked at one stands in
/// <c>kept:…</c> and <c>shown:…</c>, written first.
/// </summary>
internal sealed class ShelterAddresses(StorageClients storage, OfficeKeys office, TimeProvider time) : IAccessSource
{
    private const string Field = "address";
    private const string Addresses = "addresses|";
    private const string AddressesEnd = "addresses}";

    private TableClient Table => storage.Table(StorageNames.Registers);

    public async Task KeepAsync(CommuneCode commune, RegisterRow shelter, string address, string by, CancellationToken ct)
    {
        await NoteAsync(commune, shelter, "kept", by, ct);
        var key = Seal.NewKey();
        await Table.UpsertEntityAsync(new TableEntity(Partition(commune), "address:" + shelter.Id)
        {
            ["Generation"] = office.CurrentGeneration,
            ["Wrap"] = office.Wrap(key),
            ["Sealed"] = Seal.Close(key, Place(shelter), Partition(commune), Field, Encoding.UTF8.GetBytes(address)),
        }, TableUpdateMode.Replace, ct);
    }

    /// <summary>Null where none is kept.</summary>
    public async Task<string?> ShowAsync(CommuneCode commune, RegisterRow shelter, string by, CancellationToken ct)
    {
        var row = await Table.GetEntityIfExistsAsync<TableEntity>(Partition(commune), "address:" + shelter.Id, cancellationToken: ct);
        if (!row.HasValue) return null;
        await NoteAsync(commune, shelter, "shown", by, ct);
        var key = office.Unwrap(row.Value!.GetString("Generation"), row.Value.GetBinary("Wrap"));
        return Encoding.UTF8.GetString(Seal.Open(key, Place(shelter), Partition(commune), Field, row.Value.GetBinary("Sealed")));
    }

    /// <summary>Puts the keys of all addresses under the office's newest one; no address is opened. Whoever keeps one meanwhile uses the newest anyway.</summary>
    /// <returns>How many were (or, looked at only, would be) changed, and how many lie under a key that is gone.</returns>
    public async Task<(int Changed, int Wrong)> RenewAsync(bool dryRun, CancellationToken ct)
    {
        var (changed, wrong) = (0, 0);
        await foreach (var row in Table.QueryAsync<TableEntity>("PartitionKey gt 'addresses|' and PartitionKey lt 'addresses}' and RowKey gt 'address:' and RowKey lt 'address;'", cancellationToken: ct))
        {
            if (row.GetString("Generation") == office.CurrentGeneration) continue;
            try
            {
                row["Wrap"] = office.Wrap(office.Unwrap(row.GetString("Generation"), row.GetBinary("Wrap")));
                row["Generation"] = office.CurrentGeneration;
                if (!dryRun) await Table.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, ct);
                changed++;
            }
            catch (TamperedException)
            {
                wrong++;
            }
            catch (RequestFailedException e) when (e.Status == 412)
            {
                // Kept anew this very moment.
            }
        }

        return (changed, wrong);
    }

    public async IAsyncEnumerable<AccessLine> AccessesAsync(DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey gt {Addresses} and PartitionKey lt {AddressesEnd} and RowKey gt 'shown:' and RowKey lt 'shown;' and At ge {from} and At lt {until}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: ct))
            yield return new AccessLine(row.GetDateTimeOffset("At") ?? default, CommuneCode.TryParse(row.PartitionKey[Addresses.Length..]), AccessKind.ShelterAddress, row.RowKey.Split(':')[1], row.GetString("By"), "address", "");
    }

    private Task NoteAsync(CommuneCode commune, RegisterRow shelter, string what, string by, CancellationToken ct) =>
        Table.AddEntityAsync(new TableEntity(Partition(commune), $"{what}:{shelter.Id}:{Guid.NewGuid():N}") { ["At"] = time.GetUtcNow(), ["By"] = by }, ct);

    /// <summary>The seal binds a value to its place; a shelter's id has the form of a case's.</summary>
    private static CaseId Place(RegisterRow shelter) => new(shelter.Id);

    private static string Partition(CommuneCode commune) => Addresses + commune.Value;
}
