using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Hosting;
using Gbv.Functions.Registers;
using Gbv.Functions.Reporting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Exporting;

/// <summary>What came out; <paramref name="NotOpened"/>: cases that are not as they were written, or whose key is gone.</summary>
internal sealed record ExportCount(int Cases, int NotOpened, int Rows, int Files);

/// <summary>
/// Everything out in open formats. Each case is opened with the office's key after who does it, and why, was written into its trace;
/// whoever can't be recorded gets nothing. Cases that lie in the folder already were recorded before: they are not opened again.
/// </summary>
internal sealed class ExportRun(StorageClients storage, CaseStore cases, AccessLog access, RegisterStore registers, ShelterAddresses addresses)
{
    /// <summary>Rings open nothing elsewhere; open data are copies of what lies in the reports.</summary>
    private static readonly string[] Containers = [.. StorageNames.Containers.Except([StorageNames.PublicKeyRing, StorageNames.BackKeyRing, StorageNames.OpenData])];

    private static readonly string[] Tables = [.. StorageNames.Tables.Except([StorageNames.Cases])];

    /// <param name="progress">Takes the share of the work that is done: cases, which are most of it, count as half.</param>
    public async Task<ExportCount> RunAsync(ExportFolder to, string by, string reason, Action<double, ExportCount>? progress, CancellationToken ct)
    {
        var count = new ExportCount(0, 0, 0, 0);
        void Tell(double done, ExportCount now) => progress?.Invoke(done, count = now);

        await foreach (var id in IdsAsync(ct))
            Tell(ProgressLines.Through(id.Value) / 2, await CaseAsync(to, id, by, reason, ct) ? count with { Cases = count.Cases + 1 } : count with { NotOpened = count.NotOpened + 1 });
        foreach (var (at, table) in Tables.Index())
            Tell(0.5 + ((at + 1.0) / Tables.Length / 4), count with { Rows = count.Rows + await TableAsync(to, table, ct) });
        await SheltersAsync(to, by, ct);
        foreach (var (at, container) in Containers.Index())
            await foreach (var blob in BlobsAsync(container, ct))
            {
                var content = (await storage.Container(container).GetBlobClient(blob.Name).DownloadContentAsync(ct)).Value.Content;
                await to.WriteAsync($"files/{container}/{blob.Name}", content, ct);
                Tell(0.75 + ((double)at / Containers.Length / 4), count with { Files = count.Files + 1 });
            }

        return count;
    }

    /// <summary>What would come out. Opens nothing, and so writes nothing into any trace.</summary>
    public async Task<ExportCount> CountAsync(CancellationToken ct)
    {
        var (rows, files) = (0, 0);
        foreach (var table in Tables) rows += await storage.Table(table).QueryAsync<TableEntity>(select: ["RowKey"], cancellationToken: ct).OrNone(ct).CountAsync(ct);
        foreach (var container in Containers) files += await BlobsAsync(container, ct).CountAsync(ct);
        return new(await IdsAsync(ct).CountAsync(ct), 0, rows, files);
    }

    private IAsyncEnumerable<BlobItem> BlobsAsync(string container, CancellationToken ct) =>
        storage.Container(container).GetBlobsAsync(BlobTraits.None, BlobStates.None, null, ct).OrNone(ct);

    private async Task<bool> CaseAsync(ExportFolder to, CaseId id, string by, string reason, CancellationToken ct)
    {
        var name = $"cases/{id}.json";
        if (to.Has(name)) return true;
        try
        {
            // Before anything is opened, and again where a kill came between this and the file.
            await access.RecordAsync(id, Actor.Person(by), "export", reason, ct);
            if (await cases.ReadAsync(id, ct) is not { } read) return false;
            await to.WriteAsync(name, Json.Write(ExportedCase.Of(read, await AccessAsync(id, ct))), ct);
            return true;
        }
        catch (Exception e) when (e is TamperedException or CryptographicException)
        {
            // The others must come out all the same.
            return false;
        }
    }

    /// <summary>As JSON, a line a row, and as CSV, a column a property.</summary>
    private async Task<int> TableAsync(ExportFolder to, string table, CancellationToken ct)
    {
        var rows = await storage.Table(table).QueryAsync<TableEntity>(cancellationToken: ct).OrNone(ct).ToListAsync(ct);
        string[] columns = ["PartitionKey", "RowKey", .. rows.SelectMany(r => r.Keys).Where(IsData).Distinct().Order(StringComparer.Ordinal)];
        var (lines, csv) = (new StringBuilder(), new StringBuilder());
        csv.AppendJoin(',', columns.Select(CsvWriter.Field)).Append("\r\n");
        foreach (var row in rows)
        {
            lines.Append(Json.Text(columns.Where(c => row.ContainsKey(c)).ToDictionary(c => c, c => row[c]))).Append('\n');
            csv.AppendJoin(',', columns.Select(c => CsvWriter.Field(Text(row.TryGetValue(c, out var value) ? value : null)))).Append("\r\n");
        }

        await to.WriteAsync($"tables/{table}.jsonl", Encoding.UTF8.GetBytes(lines.ToString()), ct);
        await to.WriteAsync($"tables/{table}.csv", (byte[])[.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())], ct);
        return rows.Count;
    }

    private async Task SheltersAsync(ExportFolder to, string by, CancellationToken ct)
    {
        List<ShelterLine> kept = [];
        foreach (var commune in await CommunesAsync(ct))
            foreach (var shelter in await registers.ReadAsync(commune, ServiceRegisters.Shelters, ct))
                if (await addresses.ShowAsync(commune, shelter, by, ct) is { } address) kept.Add(new(commune, shelter.Id, shelter.Values, address));
        await to.WriteAsync("shelter-addresses.json", Json.Write(kept), ct);
    }

    private async Task<IReadOnlyList<CommuneCode>> CommunesAsync(CancellationToken ct)
    {
        const string Mark = "addresses|";
        HashSet<string> codes = [];
        await foreach (var row in storage.Table(StorageNames.Registers).QueryAsync<TableEntity>(r => r.PartitionKey.CompareTo(Mark) >= 0 && r.PartitionKey.CompareTo("addresses}") < 0, cancellationToken: ct))
            codes.Add(row.PartitionKey[Mark.Length..]);
        return [.. codes.Order(StringComparer.Ordinal).Select(c => new CommuneCode(c))];
    }

    private async IAsyncEnumerable<CaseId> IdsAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        await foreach (var row in storage.Table(StorageNames.Cases).QueryAsync<TableEntity>(r => r.RowKey == CaseRow.Case, select: ["PartitionKey"], cancellationToken: ct))
            yield return new CaseId(row.PartitionKey);
    }

    private async Task<IReadOnlyList<Access>> AccessAsync(CaseId id, CancellationToken ct)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {id.Value} and RowKey ge {CaseRow.AccessPrefix} and RowKey lt {CaseRow.AccessEnd}");
        return await storage.Table(StorageNames.Cases).QueryAsync<TableEntity>(filter, cancellationToken: ct).Select(CaseRow.Read<Access>).ToListAsync(ct);
    }

    private static bool IsData(string name) => name is not ("PartitionKey" or "RowKey" or "Timestamp" or "odata.etag");

    private static string Text(object? value) => value switch
    {
        null => "",
        byte[] bytes => Convert.ToBase64String(bytes),
        DateTimeOffset at => at.ToString("O", CultureInfo.InvariantCulture),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };

    private sealed record ShelterLine(CommuneCode Commune, string Shelter, IReadOnlyDictionary<string, string> Values, string Address);
}
