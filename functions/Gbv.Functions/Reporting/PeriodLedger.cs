using System.Globalization;
using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Storage;
using Gbv.Functions.Trace.Accesses;

namespace Gbv.Functions.Reporting;

/// <summary>
/// Table <c>periods</c>. Partition <c>ledger</c>: RowKey = <c>period|area</c>, one row a report; one range query tells what is
/// due. Partition <c>start</c>: RowKey = area, the first month it owes. Partition <c>opened|period|area</c>: who opened or
/// downloaded what. A row changes only under its ETag, so of two builders one wins.
/// </summary>
internal sealed class PeriodLedger(StorageClients storage, TimeProvider time) : IAccessSource
{
    private const string Ledger = "ledger";
    private const string Start = "start";
    private const string Opened = "opened|";
    private const string OpenedEnd = "opened}";

    /// <summary>Decide whether a report needs work; <c>Inputs</c> because it tells rows of an older program.</summary>
    private static readonly string[] Deciding = ["RowKey", "RequestedAt", "EnqueuedAt", "Version", "BuiltAt", "BuiltFor", "Provisional", "Notices", "Inputs", "Released", "Withdrawn"];

    private TableClient Table => storage.Table(StorageNames.Periods);

    /// <summary>Of all reports what tells whether they need work, page by page; files and figures, which are most of a row, stay where they are.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> ReadStatesAsync(CancellationToken ct)
    {
        List<LedgerEntry> entries = [];
        await foreach (var row in Table.QueryAsync<TableEntity>(r => r.PartitionKey == Ledger, select: Deciding, cancellationToken: ct)) entries.Add(Read(row));
        return entries;
    }

    /// <summary>The same of the reports of one period, of whatever area: one range query.</summary>
    public async Task<IReadOnlyList<LedgerEntry>> ReadStatesAsync(Period period, CancellationToken ct)
    {
        var (from, to) = ($"{period}|", $"{period}}}");
        List<LedgerEntry> entries = [];
        await foreach (var row in Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {Ledger} and RowKey ge {from} and RowKey lt {to}"), select: Deciding, cancellationToken: ct)) entries.Add(Read(row));
        return entries;
    }

    public async Task<LedgerEntry?> FindAsync(Period period, CommuneCode area, CancellationToken ct)
    {
        var row = await Table.GetEntityIfExistsAsync<TableEntity>(Ledger, Key(period, area), cancellationToken: ct);
        return row.HasValue ? Read(row.Value!) : null;
    }

    /// <summary>The row of this report, inserted where there is none yet.</summary>
    public async Task<LedgerEntry> OpenAsync(Period period, CommuneCode area, CancellationToken ct)
    {
        while (true)
        {
            if (await FindAsync(period, area, ct) is { } found) return found;
            // Where another instance inserted it in between, that one is read.
            if (await TryAddAsync(period, area, ct) is { } added) return added;
        }
    }

    /// <summary>The row of a report that was never asked for, or null where there is one already.</summary>
    public async Task<LedgerEntry?> TryAddAsync(Period period, CommuneCode area, CancellationToken ct)
    {
        var entry = new LedgerEntry { Period = period, Area = area };
        try
        {
            var response = await Table.AddEntityAsync(Write(entry), ct);
            return entry with { ETag = response.Headers.ETag ?? default };
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            return null;
        }
    }

    /// <summary>The row after the change, or null when somebody else changed it first.</summary>
    public async Task<LedgerEntry?> TryUpdateAsync(LedgerEntry entry, CancellationToken ct)
    {
        try
        {
            var response = await Table.UpdateEntityAsync(Write(entry), entry.ETag, TableUpdateMode.Replace, ct);
            return entry with { ETag = response.Headers.ETag ?? default };
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return null;
        }
    }

    /// <summary>Applies a change to the row as it is now; null from the change leaves it alone.</summary>
    /// <param name="read">The row as it was written a moment ago: where nobody changed it since, it is not read again.</param>
    public async Task<LedgerEntry> ChangeAsync(Period period, CommuneCode area, Func<LedgerEntry, LedgerEntry?> change, CancellationToken ct, LedgerEntry? read = null)
    {
        for (; ; read = null)
        {
            var entry = read ?? await OpenAsync(period, area, ct);
            if (change(entry) is not { } changed) return entry;
            if (await TryUpdateAsync(changed, ct) is { } written) return written;
        }
    }

    /// <summary>The first month that each area owes, where that has been settled; one query for all.</summary>
    public async Task<IReadOnlyDictionary<CommuneCode, Period>> StartsAsync(CancellationToken ct)
    {
        Dictionary<CommuneCode, Period> starts = [];
        await foreach (var row in Table.QueryAsync<TableEntity>(r => r.PartitionKey == Start, cancellationToken: ct))
            starts[new CommuneCode(row.RowKey)] = Period.Parse(row.GetString("Period"));
        return starts;
    }

    public Task StartFromAsync(CommuneCode area, Period first, CancellationToken ct) =>
        Table.UpsertEntityAsync(new TableEntity(Start, area.Value) { ["Period"] = first.ToString() }, TableUpdateMode.Replace, ct);

    /// <summary>Written before anything is shown or handed out; whoever can't be recorded sees nothing (design §5).</summary>
    public Task RecordOpeningAsync(Period period, CommuneCode area, string personId, string actingName, string part, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return Table.AddEntityAsync(new TableEntity(Opened + Key(period, area), $"{OpenedAt(now)}-{Guid.NewGuid():N}")
        {
            ["At"] = now,
            ["Person"] = personId,
            ["Name"] = actingName,
            ["Part"] = part,
        }, ct);
    }

    public async IAsyncEnumerable<AccessLine> AccessesAsync(DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken ct)
    {
        var (first, last) = (OpenedAt(from), OpenedAt(until));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge {Opened} and PartitionKey lt {OpenedEnd} and RowKey ge {first} and RowKey lt {last}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: ct))
            if (row.PartitionKey.Split('|') is [_, var period, var area])
                yield return new AccessLine(row.GetDateTimeOffset("At") ?? default, CommuneCode.TryParse(area), AccessKind.Report, period, row.GetString("Person"), row.GetString("Part"), row.GetString("Name"));
    }

    private static string OpenedAt(DateTimeOffset at) => at.UtcTicks.ToString("D19", CultureInfo.InvariantCulture);

    private static string Key(Period period, CommuneCode area) => $"{period}|{area}";

    private static LedgerEntry Read(TableEntity row)
    {
        var key = row.RowKey.Split('|');
        var entry = new LedgerEntry
        {
            Period = Period.Parse(key[0]),
            Area = new CommuneCode(key[1]),
            RequestedAt = row.GetDateTimeOffset("RequestedAt"),
            EnqueuedAt = row.GetDateTimeOffset("EnqueuedAt"),
            Version = row.GetInt32("Version") ?? 0,
            BuiltAt = row.GetDateTimeOffset("BuiltAt"),
            BuiltFor = row.GetDateTimeOffset("BuiltFor"),
            Provisional = row.GetBoolean("Provisional") ?? false,
            Files = row.GetString("Files") is { } files ? Json.Read<ReportFile[]>(files) : [],
            Notices = row.GetString("Notices") is { } notices ? Json.Read<ReportNotice[]>(notices) : [],
            Withheld = row.GetString("Withheld") is { } withheld ? Json.Read<string[]>(withheld) : [],
            Inputs = row.GetString("Inputs"),
            Definitions = row.GetString("Definitions"),
            Figures = row.GetString("Figures"),
            Released = row.GetString("Released") is { } released ? Json.Read<ReleasedReport>(released) : null,
            Superseded = row.GetString("Superseded") is { } superseded ? Json.Read<ReleasedReport[]>(superseded) : [],
            Withdrawn = row.GetInt32("Withdrawn"),
            ETag = row.ETag,
        };

        // Before there were releases every final report was everybody's: it stays so.
        return entry is { IsFinal: true, Inputs: null, Released: null }
            ? entry with { Released = new ReleasedReport(entry.Version, entry.BuiltAt!.Value, entry.BuiltAt.Value, "", "", "", entry.Files) }
            : entry;
    }

    private static TableEntity Write(LedgerEntry entry) => new(Ledger, Key(entry.Period, entry.Area))
    {
        ["RequestedAt"] = entry.RequestedAt,
        ["EnqueuedAt"] = entry.EnqueuedAt,
        ["Version"] = entry.Version,
        ["BuiltAt"] = entry.BuiltAt,
        ["BuiltFor"] = entry.BuiltFor,
        ["Provisional"] = entry.Provisional,
        ["Files"] = Json.Text(entry.Files),
        ["Withheld"] = entry.Withheld.Count > 0 ? Json.Text(entry.Withheld) : null,
        ["Inputs"] = entry.Inputs,
        ["Definitions"] = entry.Definitions,
        ["Figures"] = entry.Figures,
        ["Released"] = entry.Released is { } released ? Json.Text(released) : null,
        ["Superseded"] = entry.Superseded.Count > 0 ? Json.Text(entry.Superseded) : null,
        ["Withdrawn"] = entry.Withdrawn,
        ["Notices"] = Json.Text(entry.Notices),
    };
}
