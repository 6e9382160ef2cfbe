using System.Buffers.Binary;
using System.Globalization;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Directory;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.Reporting;

/// <summary>Builds the files of one report and makes them the current ones. Several instances may do so at once: one result stands.</summary>
internal sealed partial class ReportMaker(CaseFactStore facts, DirectoryCache directory, PlanReader plans, PeriodLedger ledger, ReportFiles files, KeyRing keys, TimeProvider time, ILogger<ReportMaker> log)
{
    /// <summary>The ledger row with its newest files; built only where it is due.</summary>
    public async Task<LedgerEntry> MakeAsync(Period period, CommuneCode area, CancellationToken ct)
    {
        var entry = await ledger.OpenAsync(period, area, ct);
        if (!entry.IsDue(time.GetUtcNow())) return entry;

        var document = await ReportChanges.TellAsync(entry, await DocumentAsync(period, area, ct, entry.Withheld), files, ct);
        if (entry.IsFinal && document.FromCoarseFacts) return await KeepAsync(entry, ct);
        var written = await files.WriteAsync(entry, document, ct);
        var built = entry with
        {
            Version = entry.Version + 1,
            BuiltAt = time.GetUtcNow(),
            BuiltFor = entry.RequestedAt,
            Provisional = document.Report.Provisional,
            Inputs = document.Inputs,
            Definitions = document.Report.Definitions,
            Figures = ReportChanges.Digest(document.Report),
            Files = written,
            Withheld = [.. document.Shareable?.Report.Cells.Where(c => c.Suppressed).Select(c => c.Key) ?? []],
        };
        if (await ledger.TryUpdateAsync(built, ct) is { } current)
        {
            await files.ClearAsync(current, ct);
            return current;
        }

        // Somebody else changed the row meanwhile: either built it, or asked for it again. Either way these files are not it.
        await files.RemoveAsync(written, ct);
        return await MakeAsync(period, area, ct);
    }

    /// <summary>Some of its facts were coarsened since: built anew it would say something else of the same time, so its files stay.</summary>
    private async Task<LedgerEntry> KeepAsync(LedgerEntry entry, CancellationToken ct)
    {
        Kept(log, entry.Period, entry.Area);
        return await ledger.TryUpdateAsync(entry with { BuiltFor = entry.RequestedAt }, ct) ?? await MakeAsync(entry.Period, entry.Area, ct);
    }

    internal async Task<ReportDocument> DocumentAsync(Period period, CommuneCode area, CancellationToken ct, IReadOnlyList<string>? withheld = null)
    {
        var entries = await directory.GetAsync(area, ct)
            ?? throw new InvalidOperationException($"The directory has no area '{area}'.");
        var areas = area.IsProvince ? (await directory.AreasAsync(ct)).Select(a => (a.Code, a.Name)).ToList() : [];
        // On its way while the facts are read.
        var asked = area.IsProvince ? WithReportAsync(period, ct) : Task.FromResult<HashSet<CommuneCode>>([]);
        var now = time.GetUtcNow();
        var (before, yearBefore) = (Tally(period.Before, area), Tally(period.YearBefore, area));
        List<CaseFact> rows = [];
        var (seen, newest) = (0, DateTimeOffset.MinValue);
        await foreach (var (glance, fact) in facts.GlanceThroughAsync(area, period.LastDay.Year, Wanted, ct))
        {
            seen++;
            if (glance.ReceivedAt > newest) newest = glance.ReceivedAt;
            before?.See(glance);
            yearBefore?.See(glance);
            if (fact is null) continue;
            before?.Add(fact);
            yearBefore?.Add(fact);
            // Most facts are of months long past: they are let go as they come.
            if (ReportInput.Concerns(fact, period, now)) rows.Add(fact);
        }

        var withReport = await asked;
        var input = new ReportInput(period, area, rows, now, areas)
        {
            Earlier = new Comparison(before?.Result, yearBefore?.Result),
            WithoutReport = [.. areas.Where(a => !withReport.Contains(a.Code)).Select(a => a.Name)],
        };
        var t = Texts.For(Texts.Vietnamese);
        var letter = Letterhead.For(entries, period, t);
        var report = ReportBuilder.Build(input);
        var plan = PlanBlock.BelongsTo(period) ? await plans.ReadAsync(input, entries.Commune.Name, rows, ct) : null;
        if (plan is not null) report = PlanBlock.AddTo(report, plan);
        return new ReportDocument(report, entries.Commune.Name, t)
        {
            Letter = letter,
            Inputs = seen == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{seen}; {newest.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"),
            FromCoarseFacts = rows.Exists(f => f.Coarse),
            Shareable = plan is not null && ShareableReport.BelongsTo(input)
                ? new ReportDocument(PlanBlock.AddShareable(ShareableReport.Build(input, Chance, withheld ?? []), plan), entries.Commune.Name, t) { Letter = letter }
                : null,
        };

        bool Wanted(FactGlance fact) => ReportInput.MayConcern(fact, period) || before?.Counts(fact) == true || yearBefore?.Counts(fact) == true;
    }

    /// <summary>Areas whose own report of the period is there; of one that still runs, whatever there is of it.</summary>
    private async Task<HashSet<CommuneCode>> WithReportAsync(Period period, CancellationToken ct) =>
        [.. (await ledger.ReadStatesAsync(period, ct)).Where(e => period.IsOver(time.GetUtcNow()) ? e.IsFinal : e.IsBuilt).Select(e => e.Area)];

    /// <summary>The same for the same cell for ever, and known to nobody without the key.</summary>
    private double Chance(string cell) => BinaryPrimitives.ReadUInt32BigEndian(keys.Mac(KeyName.Rounding, "cell", cell)) / (uint.MaxValue + 1.0);

    private static HeadlineTally? Tally(Period? period, CommuneCode area) => period is null ? null : new HeadlineTally(period, area);

    [LoggerMessage(EventId = 3004, Level = LogLevel.Warning, Message = "The report {Period} {Area} is not built anew: facts of it were coarsened since; its files stay")]
    private static partial void Kept(ILogger log, Period period, CommuneCode area);
}
