using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Returns;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Storage;
using Gbv.Functions.Trace.Accesses;

namespace Gbv.Functions.Returns;

/// <summary>How far a mail got.</summary>
internal enum ReturnMailState { Trying, Sent, Refused }

/// <summary>One mail of the cycle to one person. The reference is fixed before the first try, so that a repeat carries the same link.</summary>
internal sealed record ReturnMail(string Key, string PersonId, string Ref, ReturnMailState State, DateTimeOffset At);

/// <summary>The return of one unit in one round; the one with an empty unit stands for the coordinator's own mails.</summary>
internal sealed record ReturnState
{
    public required string Unit { get; init; }

    /// <summary>What was saved, by column; canonical where it was valid.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Values { get; init; } = new Dictionary<string, string>();

    /// <summary>What was submitted last; a correction that was only saved does not count yet.</summary>
    [JsonIgnore]
    public IReadOnlyDictionary<string, string> Submitted { get; init; } = new Dictionary<string, string>();

    /// <summary>Counts saves, so that two browsers do not write over each other unseen.</summary>
    public int Version { get; init; }

    public DateTimeOffset? SavedAt { get; init; }
    public string? SavedBy { get; init; }

    /// <summary>The last time it was submitted, which version that was, and whether it came after the last day.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }
    public int SubmittedVersion { get; init; }
    public bool Late { get; init; }

    public IReadOnlyList<ReturnMail> Mails { get; init; } = [];

    [JsonIgnore]
    public ETag ETag { get; init; }

    public bool IsSubmitted => SubmittedAt is not null;

    /// <summary>As it was read, or as it begins.</summary>
    public static ReturnState Of(IReadOnlyDictionary<string, ReturnState> read, string unit) => read.GetValueOrDefault(unit) ?? new ReturnState { Unit = unit };

    public ReturnMail? Mail(string key, string person) => Mails.FirstOrDefault(m => m.Key == key && m.PersonId == person);

    /// <summary>The newest are kept: nobody asks about the oldest, and a row has an end.</summary>
    public ReturnState With(ReturnMail mail) => this with { Mails = [.. Mails.Where(m => m.Key != mail.Key || m.PersonId != mail.PersonId).TakeLast(MostMails - 1), mail] };

    private const int MostMails = 80;
}

/// <summary>
/// Table <c>registers</c>, PartitionKey = <c>returns|commune|year</c> (or <c>mid-term-2028</c>, <c>final-2030</c>): RowKey <c>unit:&lt;code&gt;</c> (without a code: the coordinator's), and
/// <c>submitted:&lt;code&gt;:&lt;version&gt;</c>, each return as it was submitted, written with it in one transaction; <c>opened:&lt;time&gt;</c>: who fetched or
/// brought the commune's workbook. One query reads a commune's year.
/// </summary>
internal sealed class ReturnStore(StorageClients storage, TimeProvider time) : IAccessSource
{
    private TableClient Table => storage.Table(StorageNames.Registers);

    public async Task<IReadOnlyDictionary<string, ReturnState>> ReadAsync(CommuneCode commune, ReturnCycle cycle, CancellationToken ct)
    {
        var partition = Partition(commune, cycle);
        Dictionary<string, ReturnState> states = [];
        await foreach (var row in Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge 'unit:' and RowKey lt 'unit;'"), cancellationToken: ct))
            states[row.RowKey[5..]] = Read(row);
        return states;
    }

    public async Task<ReturnState> ReadAsync(CommuneCode commune, ReturnCycle cycle, string unit, CancellationToken ct)
    {
        var row = await Table.GetEntityIfExistsAsync<TableEntity>(Partition(commune, cycle), "unit:" + unit, cancellationToken: ct);
        return row.HasValue ? Read(row.Value!) : new ReturnState { Unit = unit };
    }

    /// <summary>Writes the state, and what was submitted beside it. The state as it stands now, or null where somebody else was faster.</summary>
    public async Task<ReturnState?> TryWriteAsync(CommuneCode commune, ReturnCycle cycle, ReturnState state, bool submitted, CancellationToken ct)
    {
        var partition = Partition(commune, cycle);
        var row = new TableEntity(partition, "unit:" + state.Unit) { ["Data"] = Json.Text(state), ["Values"] = Json.Text(state.Values), ["Submitted"] = Json.Text(state.Submitted) };
        List<TableTransactionAction> actions = [state.ETag == default ? new(TableTransactionActionType.Add, row) : new(TableTransactionActionType.UpdateReplace, row, state.ETag)];
        if (submitted)
            actions.Add(new(TableTransactionActionType.Add, new TableEntity(partition, FormattableString.Invariant($"submitted:{state.Unit}:{state.Version:D6}"))
            {
                ["At"] = state.SubmittedAt,
                ["By"] = state.SavedBy,
                ["Values"] = Json.Text(state.Values),
            }));
        try
        {
            var answer = await Table.SubmitTransactionAsync(actions, ct);
            return state with { ETag = answer.Value[0].Headers.ETag ?? default };
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            return null;
        }
    }

    /// <summary>
    /// Applies a change to the state as it was read last, which is written only if nobody changed it since; otherwise to the state as it is
    /// now. Null from the change leaves it alone.
    /// </summary>
    public async Task<ReturnState> ChangeAsync(CommuneCode commune, ReturnCycle cycle, ReturnState read, Func<ReturnState, ReturnState?> change, CancellationToken ct)
    {
        for (var state = read; ; state = await ReadAsync(commune, cycle, read.Unit, ct))
        {
            if (change(state) is not { } changed) return state;
            if (await TryWriteAsync(commune, cycle, changed, submitted: false, ct) is { } written) return written;
        }
    }

    /// <summary>Written before anything is handed out or taken.</summary>
    public Task RecordAsync(CommuneCode commune, ReturnCycle cycle, string person, string name, string what, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        return Table.AddEntityAsync(new TableEntity(Partition(commune, cycle), $"{OpenedAt(now)}-{Guid.NewGuid():N}") { ["At"] = now, ["Person"] = person, ["Name"] = name, ["What"] = what }, ct);
    }

    public async IAsyncEnumerable<AccessLine> AccessesAsync(DateTimeOffset from, DateTimeOffset until, [EnumeratorCancellation] CancellationToken ct)
    {
        var (first, last) = (OpenedAt(from), OpenedAt(until));
        var filter = TableClient.CreateQueryFilter($"PartitionKey ge 'returns|' and PartitionKey lt 'returns}}' and RowKey ge {first} and RowKey lt {last}");
        await foreach (var row in Table.QueryAsync<TableEntity>(filter, cancellationToken: ct))
            if (row.PartitionKey.Split('|') is [_, var area, var cycle])
                yield return new AccessLine(row.GetDateTimeOffset("At") ?? default, CommuneCode.TryParse(area), AccessKind.Workbook, cycle, row.GetString("Person"), row.GetString("What"), row.GetString("Name"));
    }

    private static string OpenedAt(DateTimeOffset at) => CaseRow.TimedFrom("opened:", at);

    private static ReturnState Read(TableEntity row) => Json.Read<ReturnState>(row.GetString("Data")) with
    {
        Values = Json.Read<Dictionary<string, string>>(row.GetString("Values")),
        Submitted = Json.Read<Dictionary<string, string>>(row.GetString("Submitted")),
        ETag = row.ETag,
    };

    private static string Partition(CommuneCode commune, ReturnCycle cycle) => FormattableString.Invariant($"returns|{commune.Value}|{cycle.Code}");
}
