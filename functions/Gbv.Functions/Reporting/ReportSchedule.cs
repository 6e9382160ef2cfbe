using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Directory;
using Gbv.Functions.Storage;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Reporting;

/// <summary>
/// Decides which reports are due and sends a message for each; builds nothing itself. Timers can stay silent for long, so it
/// asks the ledger what is missing rather than what day it is, and queue functions may ask it as well.
/// </summary>
internal sealed class ReportSchedule(
    PeriodLedger ledger, CaseFactStore facts, DirectoryCache directory, WorkQueue queue, IOptions<ReportOptions> options, TimeProvider time)
{
    /// <summary>How often one instance looks when others than the timer ask.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(10);

    /// <summary>Where nobody was told in this time, there is nobody to tell.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromDays(7);

    /// <summary>A report is built within minutes; what is not after so long will not be by itself.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    /// <summary>So long after a period's end the province's report waits for those of its communes: until six in the morning, before anybody asks for it.</summary>
    private static readonly TimeSpan WaitsForCommunes = TimeSpan.FromHours(6);

    private static readonly TimeSpan LooksAgain = TimeSpan.FromSeconds(30);

    private long lookedAt;

    /// <summary>
    /// Sends for everything that is owed: what ended first goes first, a month before the quarter that ends with it, the province
    /// after its communes.
    /// </summary>
    /// <returns>What was owed for more than a day already and had been sent for: somebody must look.</returns>
    public async Task<IReadOnlyList<LedgerEntry>> SendDueAsync(CancellationToken ct)
    {
        Interlocked.Exchange(ref lookedAt, time.GetUtcNow().UtcTicks);
        var areas = await AreasAsync(ct);
        var known = (await ledger.ReadStatesAsync(ct)).ToDictionary(e => (e.Period, e.Area));
        var starts = options.Value.First is null ? await ledger.StartsAsync(ct) : new Dictionary<CommuneCode, Period>();
        List<(Period Period, CommuneCode Area)> due = [];
        foreach (var area in areas) due.AddRange(DuePeriods.Of(await FirstAsync(area, starts, ct), options.Value.DueKinds, options.Value.DayCut, time.GetUtcNow()).Select(period => (period, area)));

        // Rebuilds that were asked for and whose message got lost belong to it, of whatever period.
        due.AddRange(known.Keys.Where(k => areas.Contains(k.Area)));
        foreach (var (period, area) in due.Distinct().OrderBy(d => d.Period.Until).ThenBy(d => d.Period.Kind).ThenBy(d => d.Area.IsProvince))
            if (!known.TryGetValue((period, area), out var entry)) await SendAsync(period, area, ct, await ledger.TryAddAsync(period, area, ct));
            else if (NeedsWork(entry)) await SendAsync(period, area, ct);
        return [.. known.Values.Where(e => areas.Contains(e.Area) && IsLate(e))];
    }

    /// <summary>The same, unless this instance looked a short while ago.</summary>
    public async Task LookAsync(CancellationToken ct)
    {
        if (time.GetUtcNow().UtcTicks - Interlocked.Read(ref lookedAt) >= Pause.Ticks) await SendDueAsync(ct);
    }

    /// <summary>
    /// The province's report is built when its communes' are, or at the deadline with those that are there. True where it was put off: messages
    /// are handled several at a time, and some fail.
    /// </summary>
    public async Task<bool> PutOffAsync(Period period, CommuneCode area, CancellationToken ct)
    {
        if (!area.IsProvince || !period.IsOver(time.GetUtcNow()) || time.GetUtcNow() >= period.Until + WaitsForCommunes) return false;
        if ((await ledger.ReadStatesAsync(period, ct)).All(e => e.IsFinal || e.Area.IsProvince)) return false;
        await SendAsync(period, area, ct, delay: LooksAgain);
        return true;
    }

    /// <summary>Asks for a report to be built anew, whatever was built before.</summary>
    public async Task RequestAsync(Period period, CommuneCode area, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        await ledger.ChangeAsync(period, area, e => e with { RequestedAt = now }, ct);
        await SendAsync(period, area, ct);
    }

    /// <summary>The version that the coordinator looked at becomes the recipients', who are told by the queue. False where it is not the newest any more.</summary>
    public async Task<bool> ReleaseAsync(Period period, CommuneCode area, int version, string person, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var entry = await ledger.ChangeAsync(period, area, e => e.Release(version, person, now), ct);
        if (entry.Released?.Version != version) return false;
        await SendAsync(period, area, ct);
        return true;
    }

    /// <summary>This released version leaves the page for everybody; its recipients keep it.</summary>
    public async Task WithdrawAsync(Period period, CommuneCode area, int version, CancellationToken ct)
    {
        await ledger.ChangeAsync(period, area, e => e.Released?.Version == version ? e with { Withdrawn = version } : null, ct);
        await SendAsync(period, area, ct);
    }

    /// <summary>The month that still runs, for every area.</summary>
    public async Task RequestRunningMonthAsync(CancellationToken ct)
    {
        var month = Period.Of(PeriodKind.Month, options.Value.DayCut, time.GetUtcNow().VietnamDate())!;
        foreach (var area in await AreasAsync(ct)) await RequestAsync(month, area, ct);
    }

    internal async Task<IReadOnlyList<CommuneCode>> AreasAsync(CancellationToken ct) =>
        [.. (await directory.AreasAsync(ct)).Select(a => a.Code), .. await directory.GetAsync(CommuneCode.Province, ct) is null ? (CommuneCode[])[] : [CommuneCode.Province]];

    private bool NeedsWork(LedgerEntry entry) =>
        (entry.IsDue(time.GetUtcNow()) || entry.Notices.Any(n => n.State == NoticeState.Trying) || IsUnannounced(entry))
        && (entry.EnqueuedAt is not { } sent || time.GetUtcNow() - sent >= Pause);

    private bool IsLate(LedgerEntry entry) =>
        entry.IsDue(time.GetUtcNow()) && entry.EnqueuedAt is not null && time.GetUtcNow() - (entry.IsAskedFor ? entry.RequestedAt!.Value : entry.Period.Until) > Patience;

    /// <summary>Released, but the message that tells the recipients got lost.</summary>
    private bool IsUnannounced(LedgerEntry entry) =>
        entry.Released is { ReleasedBy.Length: > 0 } released && time.GetUtcNow() - released.ReleasedAt < Forgotten && entry.Notices.All(n => n.Stage != entry.ReleaseStage);

    /// <summary>An area owes reports from its first fact on, or from the month in which it was first looked at; settled once.</summary>
    private async Task<Period> FirstAsync(CommuneCode area, IReadOnlyDictionary<CommuneCode, Period> starts, CancellationToken ct)
    {
        if (options.Value.First is { } set) return set;
        if (starts.TryGetValue(area, out var settled)) return settled;
        var now = time.GetUtcNow();
        var received = await facts.GlanceThroughAsync(area, now.VietnamDate().Year, _ => false, ct).Select(f => f.Glance.ReceivedAt).Append(now).MinAsync(cancellationToken: ct);
        var first = Period.MonthOf(received);
        await ledger.StartFromAsync(area, first, ct);
        return first;
    }

    /// <summary>The message goes first: a mark without a message would keep everybody waiting, a message without a mark only comes twice.</summary>
    private async Task SendAsync(Period period, CommuneCode area, CancellationToken ct, LedgerEntry? added = null, TimeSpan? delay = null)
    {
        await queue.SendAsync(new WorkMessage("report", period.ToString(), area.Value), delay, ct);
        var now = time.GetUtcNow();
        await ledger.ChangeAsync(period, area, e => e with { EnqueuedAt = now }, ct, added);
    }
}
