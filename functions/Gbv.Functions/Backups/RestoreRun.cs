using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Retention;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Trace;

namespace Gbv.Functions.Backups;

/// <summary>Why a restore was not begun.</summary>
internal abstract record RestoreRefusal
{
    public sealed record NotFinished : RestoreRefusal;

    public sealed record Occupied(IReadOnlyList<string> By) : RestoreRefusal;

    public sealed record KeysMissing(IReadOnlyList<string> Names) : RestoreRefusal;
}

/// <summary>What a restore did, or would do.</summary>
internal sealed record RestoreResult(BackupManifest? Manifest, RestoreRefusal? Refusal)
{
    public int Rows { get; init; }
    public int Files { get; init; }
    public int Cases { get; init; }

    /// <summary>Cases that were further on than the backup.</summary>
    public int Left { get; init; }

    public int ErasedAgain { get; init; }
    public int Announced { get; init; }

    /// <summary>Cases of the backup that are not as they were written.</summary>
    public int Wrong { get; init; }

    /// <summary>Null in a trial.</summary>
    public TraceResult? Check { get; init; }
}

/// <summary>
/// Puts a finished backup into an account: every file is checked before it is used; then what was erased since is erased again, what was
/// pending is announced, and the record is checked as the nights do. Killed anywhere it is started again and goes on.
/// </summary>
internal sealed class RestoreRun(
    RestoreTarget target, RestoreMarks marks, RestoreSettling settling, RetentionRun retention, TraceCheck trace, CaseCheck check, KeyRing keys, KeyInventory inventory, TimeProvider time)
{
    public async Task<RestoreResult> RunAsync(BackupPlace place, BackupKeys opens, bool fillGaps, bool dryRun, Action<BackupProgress>? progress, CancellationToken ct)
    {
        var state = await BackupState.ReadAsync(place, keys, ct);
        if (state.Manifest is not { } manifest) return new(null, new RestoreRefusal.NotFinished());
        if (inventory.MissingFor(manifest) is { Count: > 0 } missing) return new(manifest, new RestoreRefusal.KeysMissing(missing));
        var done = await marks.ReadAsync(manifest.Backup, ct);
        if (!fillGaps && done.Count == 0 && await target.OccupiedAsync(ct) is { Count: > 0 } occupied) return new(manifest, new RestoreRefusal.Occupied(occupied));

        if (!dryRun) await target.EnsureAsync(ct);
        var result = new RestoreResult(manifest, null);
        foreach (var (at, header) in state.Headers.Index())
        {
            // A trial looks at all of them; where gaps are filled, files that are in may have lost something since.
            if (!dryRun && !fillGaps && done.Contains(header.Number)) continue;
            result = await FileAsync(place, header, opens, result, dryRun, ct);
            if (!dryRun) await marks.AddAsync(manifest.Backup, header.Number, ct);
            progress?.Invoke(new((at + 1.0) / state.Headers.Count, header.Part, result.Rows + result.Files, result.Cases, header.Number));
        }

        if (dryRun) return result;

        // Before anything of an erased case is acted on.
        var erased = await retention.ReplayErasuresAsync((_, _) => { }, ct);
        var announced = done.Contains(RestoreMarks.All) && !fillGaps ? 0 : await settling.RunAsync(fillGaps ? null : manifest.Begun, ct);
        await marks.AddAsync(manifest.Backup, RestoreMarks.All, ct);
        return result with { ErasedAgain = erased, Announced = announced, Check = await trace.RunAsync(time.GetUtcNow().VietnamDate(), all: true, p => progress?.Invoke(new(p.Done, "check", result.Rows + result.Files, p.Cases, state.Headers.Count)), ct) };
    }

    private async Task<RestoreResult> FileAsync(BackupPlace place, BackupHeader header, BackupKeys opens, RestoreResult so, bool dryRun, CancellationToken ct)
    {
        var file = await place.ReadAsync(BackupFile.Name(header.Number), ct) ?? throw new TamperedException(BackupFile.Name(header.Number));
        var lines = BackupFile.Lines(file, BackupFile.Header(file, keys), opens);
        if (lines.Count != header.Items) throw new TamperedException($"{BackupFile.Name(header.Number)} does not hold what its header says");
        var files = lines.Where(BlobLine.Is).Select(BlobLine.Read).ToList();
        var rows = lines.Where(l => !BlobLine.Is(l)).Select(RowLine.Read).ToList();
        var cases = rows.Where(r => r.Table == StorageNames.Cases).GroupBy(r => r.Row.PartitionKey).Select(p => (IReadOnlyList<TableEntity>)[.. p.Select(r => r.Row)]).ToList();
        var left = 0;
        if (!dryRun)
        {
            left = await target.CasesAsync(cases, ct);
            foreach (var table in rows.Where(r => r.Table != StorageNames.Cases).GroupBy(r => r.Table)) await target.RowsAsync(table.Key, table.Select(r => r.Row), ct);
            foreach (var one in files) await target.FileAsync(one, ct);
        }

        return so with
        {
            Rows = so.Rows + rows.Count,
            Files = so.Files + files.Count,
            Cases = so.Cases + cases.Count(c => c.Any(r => r.RowKey == CaseRow.Case)),
            Left = so.Left + left,
            Wrong = so.Wrong + cases.Count(c => check.Of([.. c], known: null, settled: null).Count > 0),
        };
    }
}
