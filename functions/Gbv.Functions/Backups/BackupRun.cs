using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs.Models;
using Gbv.Functions.Hosting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Backups;

/// <summary>How far a backup or restore is; <paramref name="Done"/>: the share of the work.</summary>
internal sealed record BackupProgress(double Done, string Part, int Items, int Cases, int Files)
{
    public override string ToString() => FormattableString.Invariant($"{Part}: {Items} …, {Cases} cases, file {Files}");
}

internal enum BackupOutcome
{
    Finished,

    /// <summary>There is a whole one already.</summary>
    WasThere,

    /// <summary>The one that is there was begun too long ago: its parts would lie too far apart.</summary>
    TooOld,

    /// <summary>There are more cases than were taken.</summary>
    Incomplete,
}

/// <summary>What became of it; <paramref name="Wrong"/>: cases that are not as they were written.</summary>
internal sealed record BackupResult(BackupOutcome Outcome, IReadOnlyDictionary<string, int> Items, int Cases, int Wrong, int Files, DateTimeOffset Begun);

/// <summary>
/// Takes everything that lies in the account, part by part, while others go on working. Killed anywhere it is started again with the same
/// place and goes on behind the last file that was written.
/// </summary>
internal sealed class BackupRun(StorageClients storage, CaseScan scan, KeyRing keys, KeyInventory inventory, TimeProvider time)
{
    /// <summary>The files of a night and the table that knows them must not be two nights apart.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromHours(20);

    public async Task<BackupResult> RunAsync(BackupPlace place, BackupLock closes, Action<BackupProgress>? progress, CancellationToken ct)
    {
        var state = await BackupState.ReadAsync(place, keys, ct);
        var (begun, backup) = (state.Last?.Begun ?? time.GetUtcNow(), state.Last?.Backup ?? Guid.NewGuid().ToString("N"));
        if (state.Manifest is not null) return Result(BackupOutcome.WasThere, state, begun);
        var parts = BackupPart.All;
        var next = state.Last is null ? 0 : parts.Select(p => p.Name).ToList().IndexOf(state.Last.Part);
        if (next < 0 || time.GetUtcNow() - begun > Longest) return Result(BackupOutcome.TooOld, state, begun);

        var totals = new Totals(state, progress);
        var writer = new BackupWriter(place, closes, keys, state.Last, state.LastHash, backup, begun);
        string[] from = [];
        if (state.Last is { } last)
        {
            if (last.Ends) next++;
            else from = BackupState.OpenPlace(keys, last);
        }

        for (; next < parts.Count; next++, from = []) await PartAsync(parts[next], BackupPart.Before(next), from, writer, totals, ct);
        var result = new BackupResult(BackupOutcome.Finished, totals.Items, totals.Cases, totals.Wrong, writer.Files, begun);

        // Whatever was accepted before the beginning must be in it; more may be.
        if (await scan.CountAsync(begun, ct) > totals.Cases) return result with { Outcome = BackupOutcome.Incomplete };
        await place.WriteAsync(BackupManifest.Name, new BackupManifest
        {
            Backup = backup,
            Begun = begun,
            Finished = time.GetUtcNow(),
            Files = writer.Files,
            Last = writer.LastHash,
            Items = totals.Items,
            Cases = totals.Cases,
            Wrong = totals.Wrong,
            Keys = inventory.Of(),
        }.Write(keys), ct);
        return result;
    }

    private async Task PartAsync(BackupPart part, double before, string[] from, BackupWriter writer, Totals totals, CancellationToken ct)
    {
        await foreach (var (place, add) in ItemsAsync(part, from, totals, ct))
        {
            add(writer);
            from = place;
            totals.Report(before + (part.Kind == PartKind.Cases ? BackupPart.ShareOfCases * ProgressLines.Through(place[0]) : 0), part.Name, writer.Files);
            if (writer.IsFull) await writer.WriteAsync(part.Name, from, ends: false, ct);
        }

        await writer.WriteAsync(part.Name, from, ends: true, ct);
    }

    private IAsyncEnumerable<(string[] Place, Action<BackupWriter> Add)> ItemsAsync(BackupPart part, string[] from, Totals totals, CancellationToken ct) => part.Kind switch
    {
        PartKind.Cases => scan.ReadAsync(from is [var partition] ? partition : "", ct).Select(c => (new[] { c.Partition }, totals.Case(part.Name, c))),
        PartKind.Rows => RowsAsync(part.Source, from, ct).Select(r => (new[] { r.PartitionKey, r.RowKey }, totals.Line(part.Name, RowLine.Write(part.Source, r)))),
        _ => FilesAsync(part, from is [var name] ? name : "", ct).Select(b => (new[] { b.Name }, totals.Line(part.Name, b.Write()))),
    };

    /// <summary>Behind a row, in two queries: one that asks for both at once would look at the whole table.</summary>
    private async IAsyncEnumerable<TableEntity> RowsAsync(string table, string[] from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var client = storage.Table(table);
        if (from is [var partition, var row])
        {
            await foreach (var rest in client.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {row}"), cancellationToken: ct)) yield return rest;
            await foreach (var other in client.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey gt {partition}"), cancellationToken: ct)) yield return other;
            yield break;
        }

        await foreach (var any in client.QueryAsync<TableEntity>(cancellationToken: ct).OrNone(ct)) yield return any;
    }

    private async IAsyncEnumerable<BlobLine> FilesAsync(BackupPart part, string from, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        var container = storage.Container(part.Source);
        await foreach (var blob in container.GetBlobsAsync(BlobTraits.None, BlobStates.None, part.Below, ct).OrNone(ct))
        {
            if (string.CompareOrdinal(blob.Name, from) <= 0 || blob.Name.StartsWith(part.Without, StringComparison.Ordinal)) continue;
            BlobDownloadResult read;
            try
            {
                read = (await container.GetBlobClient(blob.Name).DownloadContentAsync(ct)).Value;
            }
            catch (RequestFailedException e) when (e.Status == 404)
            {
                continue; // cleared away meanwhile
            }

            yield return new(part.Source, blob.Name, read.Details.ContentType, read.Content.ToArray());
        }
    }

    private static BackupResult Result(BackupOutcome outcome, BackupState state, DateTimeOffset begun) =>
        new(outcome, state.Items, state.Headers.Sum(h => h.Cases), state.Headers.Sum(h => h.Wrong), state.Headers.Count, begun);

    /// <summary>Counts what earlier runs and this one took.</summary>
    private sealed class Totals(BackupState state, Action<BackupProgress>? progress)
    {
        private readonly Dictionary<string, int> items = new(state.Items);

        public IReadOnlyDictionary<string, int> Items => items;
        public int Cases { get; private set; } = state.Headers.Sum(h => h.Cases);
        public int Wrong { get; private set; } = state.Headers.Sum(h => h.Wrong);

        public Action<BackupWriter> Case(string part, ScannedCase read) => writer =>
        {
            writer.AddCase(read);
            Count(part, read.Rows.Count);
            if (read.IsCase) Cases++;
            if (read.Wrong) Wrong++;
        };

        public Action<BackupWriter> Line(string part, byte[] line) => writer =>
        {
            writer.Add(line);
            Count(part, 1);
        };

        public void Report(double done, string part, int files) => progress?.Invoke(new(done, part, items.GetValueOrDefault(part), Cases, files));

        private void Count(string part, int count) => items[part] = items.GetValueOrDefault(part) + count;
    }
}
