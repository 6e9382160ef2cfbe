using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Registers;

/// <summary>What came of saving rows.</summary>
public sealed record SaveOutcome(int Added, int Changed, int Unchanged);

/// <summary>One change of one row: who, when, and the columns before and after.</summary>
public sealed record RowChange(int Version, DateTimeOffset At, string By, IReadOnlyDictionary<string, string> Before, IReadOnlyDictionary<string, string> After);

/// <summary>
/// Table <c>registers</c>: PartitionKey = <c>commune|register</c>. RowKey <c>row:&lt;id&gt;</c>: the row, a property a column; <c>history:&lt;id&gt;:&lt;version&gt;</c>:
/// each change; <c>pending:head</c>: the partition's own ETag, under which all is written; <c>pending:&lt;batch&gt;:&lt;n&gt;</c>: rows of an
/// import that does not fit into one transaction. One range query reads a commune, or one of its registers.
/// </summary>
/// <remarks>
/// A save is all or nothing. Up to 49 changed rows are one transaction. More are written aside first; the transaction that names the batch in
/// the head decides, readers see the batch from then on, and whoever comes next finishes what a kill left undone.
/// </remarks>
public sealed class RegisterStore(StorageClients storage, TimeProvider time)
{
    private const int ChangesInOne = 49;
    private const int CharactersInChunk = 24_000;
    private const string Head = "pending:head";
    private const string ColumnPrefix = "c_";

    private TableClient Table => storage.Table(StorageNames.Registers);

    /// <summary>All rows of the commune that count.</summary>
    public async Task<CommuneRegisters> ReadAsync(CommuneCode commune, string name, CancellationToken ct)
    {
        var (from, to) = ($"{commune.Value}|", $"{commune.Value}}}");
        var partitions = await ReadAsync(TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to} and RowKey ge 'pending:' and RowKey lt 'row;'"), ct);
        return new(commune, name, partitions.SelectMany(p => p.Rows.Values.Select(r => r.Row)));
    }

    /// <summary>All rows of one register, withdrawn ones too.</summary>
    public async Task<IReadOnlyList<RegisterRow>> ReadAsync(CommuneCode commune, Register register, CancellationToken ct) =>
        [.. (await PartitionAsync(commune, register, ct)).Rows.Values.Select(r => r.Row)];

    /// <summary>Saves what differs, all of it or nothing. Rows that are stored and not named stay as they are.</summary>
    public async Task<SaveOutcome> SaveAsync(CommuneCode commune, Register register, IReadOnlyList<RegisterRow> rows, string by, CancellationToken ct)
    {
        while (true)
        {
            var partition = await PartitionAsync(commune, register, ct);
            if (partition.Batch is not null)
            {
                await FinishAsync(partition, ct);
                continue;
            }

            var changes = rows.DistinctBy(r => r.Id).Select(r => partition.Change(r)).OfType<Change>().ToList();
            var added = changes.Count(c => c.Version == 1);
            if (changes.Count == 0 || await TryCommitAsync(partition, changes, by, ct)) return new(added, changes.Count - added, rows.Count - changes.Count);
        }
    }

    /// <summary>The changes of one row, the oldest first.</summary>
    public async Task<IReadOnlyList<RowChange>> HistoryAsync(CommuneCode commune, RegisterRow row, CancellationToken ct)
    {
        var (partition, from, to) = (Key(commune, row.Register), $"history:{row.Id}:", $"history:{row.Id};");
        List<RowChange> changes = [];
        await foreach (var entity in Table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {from} and RowKey lt {to}"), cancellationToken: ct))
            changes.Add(new(entity.GetInt32("Version") ?? 0, entity.GetDateTimeOffset("At") ?? default, entity.GetString("By"), Read(entity, "Before"), Read(entity, "After")));
        return changes;
    }

    private async Task<bool> TryCommitAsync(Partition partition, List<Change> changes, string by, CancellationToken ct)
    {
        var now = time.GetUtcNow();
        var one = changes.Count <= ChangesInOne;
        var batch = one ? null : Guid.NewGuid().ToString("N");
        var head = new TableEntity(partition.Key, Head) { ["Batch"] = batch, ["By"] = by, ["At"] = now };
        List<TableTransactionAction> actions = [partition.HeadTag is { } tag ? new(TableTransactionActionType.UpdateReplace, head, tag) : new(TableTransactionActionType.Add, head)];
        if (one) actions.AddRange(changes.SelectMany(c => Actions(partition.Key, c, by, now)));
        else await WriteAsideAsync(partition.Key, batch!, changes, ct);
        try
        {
            await Table.SubmitTransactionAsync(actions, ct);
        }
        catch (TableTransactionFailedException e) when (e.Status is 409 or 412)
        {
            // Somebody else saved meanwhile: look again at what differs. What was written aside is never named and hurts nobody.
            return false;
        }

        if (!one) await FinishAsync(await ReadOneAsync(partition.Key, partition.Register, ct), ct);
        return true;
    }

    private async Task WriteAsideAsync(string key, string batch, IEnumerable<Change> changes, CancellationToken ct)
    {
        List<Change> chunk = [];
        var (length, number) = (0, 0);
        foreach (var change in changes)
        {
            var size = change.After.Sum(v => v.Key.Length + v.Value.Length + 6);
            if (length + size > CharactersInChunk && chunk.Count > 0) await FlushAsync();
            chunk.Add(change);
            length += size;
        }

        await FlushAsync();

        async Task FlushAsync()
        {
            await Table.AddEntityAsync(new TableEntity(key, FormattableString.Invariant($"pending:{batch}:{number++:D5}")) { ["Rows"] = Json.Text(chunk) }, ct);
            chunk.Clear();
            length = 0;
        }
    }

    /// <summary>Puts the rows of the named batch where they belong, as often as it takes; then the head names none.</summary>
    private async Task FinishAsync(Partition partition, CancellationToken ct)
    {
        if (partition.Batch is null) return;
        foreach (var changes in partition.Pending.Chunk(ChangesInOne))
            await Table.SubmitTransactionAsync(changes.SelectMany(c => Actions(partition.Key, c, partition.By, partition.At)), ct);
        var head = new TableEntity(partition.Key, Head) { ["By"] = partition.By, ["At"] = partition.At };
        try
        {
            await Table.UpdateEntityAsync(head, partition.HeadTag!.Value, TableUpdateMode.Replace, ct);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return;
        }

        foreach (var chunk in partition.PendingKeys.Chunk(100))
            await Table.SubmitTransactionAsync(chunk.Select(k => new TableTransactionAction(TableTransactionActionType.Delete, new TableEntity(partition.Key, k), ETag.All)), ct);
    }

    private static IEnumerable<TableTransactionAction> Actions(string key, Change change, string by, DateTimeOffset at)
    {
        var row = new TableEntity(key, "row:" + change.Id) { ["Version"] = change.Version, ["By"] = by, ["At"] = at };
        foreach (var (column, value) in change.After) row[ColumnPrefix + column] = value;
        var columns = change.Before.Keys.Union(change.After.Keys).Where(c => change.Before.GetValueOrDefault(c) != change.After.GetValueOrDefault(c)).ToList();
        var history = new TableEntity(key, FormattableString.Invariant($"history:{change.Id}:{change.Version:D6}"))
        {
            ["Version"] = change.Version,
            ["By"] = by,
            ["At"] = at,
            ["Before"] = Json.Text(change.Before.Where(v => columns.Contains(v.Key)).ToDictionary()),
            ["After"] = Json.Text(change.After.Where(v => columns.Contains(v.Key)).ToDictionary()),
        };
        return [new(TableTransactionActionType.UpsertReplace, row), new(TableTransactionActionType.UpsertReplace, history)];
    }

    private Task<Partition> PartitionAsync(CommuneCode commune, Register register, CancellationToken ct) => ReadOneAsync(Key(commune, register), register, ct);

    private async Task<Partition> ReadOneAsync(string key, Register register, CancellationToken ct) =>
        await ReadAsync(TableClient.CreateQueryFilter($"PartitionKey eq {key} and RowKey ge 'pending:' and RowKey lt 'row;'"), ct) is [var read] ? read : new Partition(key, register);

    private async Task<IReadOnlyList<Partition>> ReadAsync(string filter, CancellationToken ct)
    {
        Dictionary<string, Partition> partitions = [];
        List<TableEntity> aside = [];
        await foreach (var entity in Table.QueryAsync<TableEntity>(filter, cancellationToken: ct))
        {
            if (RegisterCatalogue.Find(entity.PartitionKey.Split('|')[^1]) is not { } register) continue;
            if (!partitions.TryGetValue(entity.PartitionKey, out var partition)) partitions[entity.PartitionKey] = partition = new(entity.PartitionKey, register);
            if (entity.RowKey == Head) partition.TakeHead(entity);
            else if (entity.RowKey.StartsWith("row:", StringComparison.Ordinal)) partition.Take(entity.RowKey[4..], Row(register, entity), entity.GetInt32("Version") ?? 1);
            else aside.Add(entity);
        }

        foreach (var entity in aside) partitions[entity.PartitionKey].TakeAside(entity.RowKey, entity.GetString("Rows"));
        return [.. partitions.Values];
    }

    private static RegisterRow Row(Register register, TableEntity entity) =>
        new(register, register.Columns.Where(c => entity.ContainsKey(ColumnPrefix + c.Code)).ToDictionary(c => c.Code, c => entity.GetString(ColumnPrefix + c.Code)));

    private static Dictionary<string, string> Read(TableEntity entity, string property) => Json.Read<Dictionary<string, string>>(entity.GetString(property));

    private static string Key(CommuneCode commune, Register register) => $"{commune.Value}|{register.Code}";

    /// <summary>A row as it shall be, and as it was.</summary>
    private sealed record Change(string Id, int Version, IReadOnlyDictionary<string, string> Before, IReadOnlyDictionary<string, string> After);

    /// <summary>One register of one commune as it was read.</summary>
    private sealed class Partition(string key, Register register)
    {
        public string Key => key;
        public Register Register => register;
        public ETag? HeadTag { get; private set; }
        public string? Batch { get; private set; }
        public string By { get; private set; } = "";
        public DateTimeOffset At { get; private set; }
        public Dictionary<string, (RegisterRow Row, int Version)> Rows { get; } = [];
        public List<Change> Pending { get; } = [];
        public List<string> PendingKeys { get; } = [];

        public void TakeHead(TableEntity head) =>
            (HeadTag, Batch, By, At) = (head.ETag, head.GetString("Batch"), head.GetString("By") ?? "", head.GetDateTimeOffset("At") ?? default);

        public void Take(string id, RegisterRow row, int version) => Rows[id] = (row, version);

        /// <summary>Rows of a batch that nobody named are what a kill left over: they count nowhere and go with the next batch.</summary>
        public void TakeAside(string rowKey, string rows)
        {
            PendingKeys.Add(rowKey);
            if (Batch is null || !rowKey.StartsWith($"pending:{Batch}:", StringComparison.Ordinal)) return;
            foreach (var change in Json.Read<Change[]>(rows))
            {
                Pending.Add(change);
                Rows[change.Id] = (new RegisterRow(register, change.After), change.Version);
            }
        }

        public Change? Change(RegisterRow row)
        {
            if (!Rows.TryGetValue(row.Id, out var stored)) return new(row.Id, 1, new Dictionary<string, string>(), row.Values);
            return row.SameAs(stored.Row) ? null : new(row.Id, stored.Version + 1, stored.Row.Values, row.Values);
        }
    }
}
