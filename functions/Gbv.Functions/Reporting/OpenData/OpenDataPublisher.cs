using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Layout;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Reporting.OpenData;

/// <summary>
/// Makes the container for everybody hold what the ledger says: the released version of each year, as long as the page is switched on and
/// nobody withdrew it. It goes until both agree, so it may be killed anywhere, run twice, or be overtaken.
/// </summary>
internal sealed class OpenDataPublisher(PeriodLedger ledger, ReportFiles files, OpenDataShelf shelf, IOptions<SiteOptions> site, IOptions<ReportOptions> reports, TimeProvider time)
{
    /// <summary>A copy that took longer than this was broken off.</summary>
    private static readonly TimeSpan Orphaned = TimeSpan.FromHours(1);

    /// <summary>Whether a release of this period puts it on the page. Years of one calendar alone: what overlaps gives its difference away.</summary>
    public bool Publishes(Period period) => site.Value.Statistics && ShareableReport.BelongsTo(period) && period.Calendar == reports.Value.DayCut;

    /// <summary>One report; asked for whenever it was built, released or withdrawn.</summary>
    public async Task SettleAsync(Period period, CommuneCode area, CancellationToken ct)
    {
        if (!ShareableReport.BelongsTo(period)) return;
        while (true)
        {
            var wanted = Wanted(await ledger.FindAsync(period, area, ct));
            var index = await shelf.ReadAsync(ct);
            var there = index.Find(period, area);
            if (Agree(there, wanted)) return;

            var entry = wanted is null ? null : await CopyAsync(period, area, wanted, ct);
            if (await shelf.TryWriteAsync(index.With(period, area, entry), ct)) await shelf.RemoveAsync((there?.Blobs ?? []).Except(entry?.Blobs ?? []), ct);
        }
    }

    /// <summary>All of them, and what no entry names is cleared away: after a switch, a restore, or a message that was lost.</summary>
    public async Task SettleAllAsync(CancellationToken ct)
    {
        var index = await shelf.ReadAsync(ct);
        if (!site.Value.Statistics && index.ETag is null) return;
        var released = (await ledger.ReadStatesAsync(ct)).Where(e => e.Released is not null).ToDictionary(e => (e.Period, e.Area));
        foreach (var (period, area) in released.Keys.Union(index.Entries.Select(e => (e.Period, e.Area))))
            if (!Agree(index.Find(period, area), Wanted(released.GetValueOrDefault((period, area))))) await SettleAsync(period, area, ct);

        index = await shelf.ReadAsync(ct);
        var named = index.Entries.SelectMany(e => e.Blobs).ToHashSet(StringComparer.Ordinal);
        await foreach (var (blob, since) in shelf.ListAsync(ct))
            if (!named.Remove(blob) && since < time.GetUtcNow() - Orphaned) await shelf.RemoveAsync([blob], ct);
        foreach (var entry in index.Entries.Where(e => e.Blobs.Any(named.Contains)))
            if (Wanted(released.GetValueOrDefault((entry.Period, entry.Area))) is { } whole && Agree(entry, whole)) await CopyAsync(entry.Period, entry.Area, whole, ct);
    }

    private static bool Agree(PublishedEntry? there, ReleasedReport? wanted) => there?.Version == wanted?.Version && there?.ReleasedAt == wanted?.ReleasedAt;

    private ReleasedReport? Wanted(LedgerEntry? entry) =>
        entry is { Released: { } released } && Publishes(entry.Period) && entry.Withdrawn != released.Version && released.Files.Any(f => f.Format == ReportFormats.Page) ? released : null;

    private async Task<PublishedEntry> CopyAsync(Period period, CommuneCode area, ReleasedReport released, CancellationToken ct)
    {
        var told = released.Files.Where(f => IsTold(f.Format)).ToList();
        var contents = await Task.WhenAll(told.Select(f => files.ReadAsync(f, ct)));
        var year = PublishedYear.Read(contents[told.FindIndex(f => f.Format == ReportFormats.Page)]);
        var entry = new PublishedEntry(period, area, year.AreaName, released.Version, released.ReleasedAt, [.. told.Select(f => new PublishedFile(ReportFormats.Extension(f.Format), f.Name, f.Length, f.Sha256))]);
        await Task.WhenAll(entry.Blobs.Select((blob, n) => shelf.PutAsync(blob, contents[n], ct)));
        return entry;
    }

    /// <summary>The page is drawn anew from the figures in the language that is asked for.</summary>
    private static bool IsTold(string format) => ReportFormats.IsShareable(format) && ReportFormats.Extension(format) != "html";
}
