using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Erasing;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Intake;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Trace;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Trace;

/// <summary>Whoever can write to storage, and set back what was once genuine: the check finds it. What the program does is not reported.</summary>
public sealed class TraceTests(TraceTests.Shared shared) : IClassFixture<TraceTests.Shared>
{
    private int forms;

    private CaseWorld World => shared.World;

    [Fact]
    public async Task What_the_program_writes_is_not_reported()
    {
        var (code, id) = await LivedAsync();
        await World.Get<RequestService>().AskAsync(code, NewForm(), RequestKind.Erasure, null, Cancel);
        await World.Worker.CarryOutDueAsync(id, Cancel);
        await World.Get<RequestService>().UndoAsync(code, NewForm(), (await World.ReadAsync(id)).Case.Requests.Single().Id, Cancel);
        await World.Worker.CarryOutDueAsync(id, Cancel);
        await World.Get<Functions.Cases.AccessLog>().RecordAsync(id, Actor.System, "case", "test", Cancel);

        Assert.Empty(await FoundAsync(id));
    }

    [Fact]
    public async Task An_erased_case_is_not_reported_until_something_of_it_comes_back()
    {
        var (_, id) = await LivedAsync();
        var before = await RowsAsync(id);
        while (!(await World.ReadAsync(id)).IsErased)
        {
            await World.Get<CaseErasure>().EraseAsync(id, "request", Cancel);
            await World.Worker.CarryOutDueAsync(id, Cancel);
        }

        Assert.Empty(await FoundAsync(id));

        await World.Cases.UpsertEntityAsync(before.Single(r => r.RowKey == CaseRow.Incident(1)), TableUpdateMode.Replace, Cancel);
        Assert.Equal([FindingKind.NotErased], await FoundAsync(id));
    }

    [Fact]
    public async Task A_row_that_was_changed_is_found_even_one_that_only_tells_who_looked()
    {
        var (_, id) = await LivedAsync();
        await World.Get<Functions.Cases.AccessLog>().RecordAsync(id, Actor.Person("a"), "case", "test", Cancel);
        var row = (await RowsAsync(id)).Single(r => r.RowKey.StartsWith(CaseRow.AccessPrefix, StringComparison.Ordinal));
        row["Data"] = row.GetString("Data").Replace("test", "rest", StringComparison.Ordinal);

        await World.Cases.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);

        Assert.Equal([FindingKind.RowChanged], await FoundAsync(id));
    }

    [Fact]
    public async Task A_row_that_was_set_back_to_an_older_genuine_state_is_found()
    {
        var (_, id) = await LivedAsync();
        var item = (await World.ReadAsync(id)).Items[0];
        var older = (await RowsAsync(id)).Single(r => r.RowKey == CaseRow.Item(item.Id));
        await ChangeAsync(id, change => change.Put(item with { ContactAttempts = item.ContactAttempts + 1 }));

        await World.Cases.UpsertEntityAsync(older, TableUpdateMode.Replace, Cancel);

        Assert.NotNull(await World.Store.ReadAsync(id, Cancel));
        Assert.Equal([FindingKind.RowSetBack], await FoundAsync(id));
    }

    [Fact]
    public async Task A_note_that_was_taken_away_is_found_and_one_that_was_brought_back()
    {
        var (_, id) = await LivedAsync();
        await ChangeAsync(id, change => change.Note(NoteKind.Note, "Người điều phối", "Đã đọc."));
        var note = (await RowsAsync(id)).Single(r => r.RowKey.StartsWith(CaseRow.NotePrefix, StringComparison.Ordinal));

        await World.Cases.DeleteEntityAsync(id.Value, note.RowKey, cancellationToken: Cancel);
        Assert.Equal([FindingKind.RowMissing], await FoundAsync(id));

        await World.Cases.UpsertEntityAsync(note, TableUpdateMode.Replace, Cancel);
        Assert.Empty(await FoundAsync(id));
    }

    [Fact]
    public async Task A_removed_event_is_found()
    {
        var (_, id) = await LivedAsync();

        await World.Cases.DeleteEntityAsync(id.Value, CaseRow.Event(2), cancellationToken: Cancel);

        Assert.Equal([FindingKind.ChainBroken], await FoundAsync(id));
    }

    [Fact]
    public async Task A_case_that_was_set_back_as_a_whole_is_found_by_its_noted_head()
    {
        var (_, id) = await LivedAsync();
        var older = await RowsAsync(id);
        await ChangeAsync(id, change => change.Note(NoteKind.Note, "Người điều phối", "Đã đọc."));

        await ReplaceAsync(id, older);

        Assert.NotNull(await World.Store.ReadAsync(id, Cancel));
        Assert.Equal([FindingKind.CaseSetBack], await FoundAsync(id));
    }

    [Fact]
    public async Task A_case_that_is_gone_as_a_whole_is_found()
    {
        var (_, id) = await LivedAsync();

        await ReplaceAsync(id, []);

        Assert.Equal([FindingKind.CaseMissing], await FoundAsync(id));
    }

    [Fact]
    public async Task A_head_that_is_gone_or_was_changed_is_found()
    {
        var (_, id) = await LivedAsync();
        var heads = World.Storage.Table(StorageNames.Heads);
        var noted = await heads.QueryAsync<TableEntity>($"RowKey ge '{id}:' and RowKey lt '{id};'", cancellationToken: Cancel).ToListAsync(Cancel);
        var last = noted.MaxBy(r => r.RowKey, StringComparer.Ordinal)!;

        await heads.DeleteEntityAsync(last.PartitionKey, last.RowKey, cancellationToken: Cancel);
        Assert.Empty(await FoundAsync(id));
        World.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal([FindingKind.HeadMissing], await FoundAsync(id, all: true));

        last["Hash"] = new byte[32];
        await heads.UpsertEntityAsync(last, TableUpdateMode.Replace, Cancel);
        Assert.Contains(FindingKind.HeadChanged, await FoundAsync(id));
    }

    [Fact]
    public void Each_case_has_its_turn_once_in_thirty_nights()
    {
        var first = new DateOnly(2026, 11, 24);
        string[] ids = [new('0', 32), new('f', 32), "08888888" + new string('0', 24), "08888887" + new string('f', 24), Guid.NewGuid().ToString("N")];

        Assert.All(ids, id => Assert.Single(Enumerable.Range(0, Turns.Nights), n => Turns.Has(first.AddDays(n), new CaseId(id))));
    }

    private async Task<IReadOnlyList<FindingKind>> FoundAsync(CaseId id, bool all = false)
    {
        var result = await World.Get<TraceCheck>().RunAsync(World.Time.GetUtcNow().VietnamDate(), all, null, Cancel);
        return [.. result.Findings.Where(f => f.Case == id).Select(f => f.Kind)];
    }

    /// <summary>A case with messages, an addition and a row of most kinds, all carried out.</summary>
    private async Task<(ReceiptCode Code, CaseId Id)> LivedAsync()
    {
        var (code, id) = await World.SubmitAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });
        await World.Worker.CarryOutDueAsync(id, Cancel);
        await World.FollowUp.SendMessageAsync(code, "Xin chào.", NewForm(), Cancel);
        await World.FollowUp.AddAsync(code, "Kể thêm", NewForm(), Cancel);
        await World.Worker.CarryOutDueAsync(id, Cancel);
        return (code, id);
    }

    private async Task ChangeAsync(CaseId id, Action<CaseChange> what)
    {
        await World.Changes.ApplyAsync(id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.Note, Actor.System);
            what(change);
            return change;
        }, Cancel);
        await World.Worker.CarryOutDueAsync(id, Cancel);
    }

    private async Task ReplaceAsync(CaseId id, IReadOnlyList<TableEntity> rows)
    {
        foreach (var row in await RowsAsync(id)) await World.Cases.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Cancel);
        foreach (var row in rows) await World.Cases.AddEntityAsync(row, Cancel);
    }

    private async Task<List<TableEntity>> RowsAsync(CaseId id) =>
        await World.Cases.QueryAsync<TableEntity>(r => r.PartitionKey == id.Value, cancellationToken: Cancel).ToListAsync(Cancel);

    private string NewForm() => $"form-{Guid.NewGuid():N}-{++forms}";

    public sealed class Shared(AzuriteFixture azurite) : IAsyncLifetime
    {
        internal CaseWorld World { get; private set; } = null!;

        public async ValueTask InitializeAsync() => World = await CreateAsync(azurite.NewAccount());

        public ValueTask DisposeAsync() => World.DisposeAsync();
    }
}
