using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Functions.Cases;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Referrals;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Cases;

/// <summary>Whoever can write to storage but has no key: every changed, moved or removed row is found out, and nothing is done with it.</summary>
public sealed class TamperingTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly string[] Unsigned = ["PartitionKey", "RowKey", "Timestamp", "odata.etag"];

    private CaseWorld world = null!;

    public async ValueTask InitializeAsync() => world = await CaseWorld.CreateAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_flipped_bit_in_any_property_of_any_row_is_found_out()
    {
        var id = await RichCaseAsync();

        foreach (var row in await RowsAsync(id.Value))
        {
            foreach (var name in row.Keys.Except(Unsigned).Where(n => n is not ("MacP" or "MacB")))
            {
                await ReplaceAsync(row, name, Flipped(row[name]));
                await Assert.ThrowsAsync<TamperedException>(() => world.ReadAsync(id));
                await ReplaceAsync(row, name, row[name]);
            }
        }

        Assert.NotNull(await world.ReadAsync(id));
    }

    [Fact]
    public async Task A_row_that_only_the_office_may_write_needs_the_offices_own_signature()
    {
        var id = await RichCaseAsync();
        var routed = (await RowsAsync(id.Value)).Single(r => r.RowKey == CaseRow.Event(2));

        routed.Remove(RowMac.BackProperty);
        await world.Cases.UpdateEntityAsync(routed, Azure.ETag.All, TableUpdateMode.Replace, Cancel);

        await Assert.ThrowsAsync<TamperedException>(() => world.ReadAsync(id));
    }

    [Fact]
    public async Task A_removed_event_is_found_out()
    {
        var id = await RichCaseAsync();

        await world.Cases.DeleteEntityAsync(id.Value, CaseRow.Event(2), cancellationToken: Cancel);

        await Assert.ThrowsAsync<TamperedException>(() => world.ReadAsync(id));
    }

    [Fact]
    public async Task A_row_of_another_case_is_found_out()
    {
        var (id, other) = (await RichCaseAsync(), await RichCaseAsync());

        foreach (var row in (await RowsAsync(other.Value)).Where(r => !r.RowKey.StartsWith(CaseRow.OperationPrefix, StringComparison.Ordinal)))
        {
            var mine = await world.Cases.GetEntityIfExistsAsync<TableEntity>(id.Value, row.RowKey, cancellationToken: Cancel);
            row.PartitionKey = id.Value;
            await world.Cases.UpsertEntityAsync(row, TableUpdateMode.Replace, Cancel);
            await Assert.ThrowsAsync<TamperedException>(() => world.ReadAsync(id));
            if (mine.HasValue) await world.Cases.UpsertEntityAsync(mine.Value!, TableUpdateMode.Replace, Cancel);
            else await world.Cases.DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Cancel);
        }
    }

    [Fact]
    public async Task A_changed_case_is_not_acted_on_and_the_message_is_used_up()
    {
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);
        var row = (await RowsAsync(id.Value)).Single(r => r.RowKey == CaseRow.Case);
        await ReplaceAsync(row, "Data", row.GetString("Data").Replace("\"cai-nhum\"", "\"nhon-phu\"", StringComparison.Ordinal));

        var message = world.Get<WorkQueue>().Write(new WorkMessage("case", id.Value));
        await world.Get<CarryOutCase>().HandleAsync(new QueueDelivery(message, 1), Cancel);

        Assert.Empty(world.Mails.Sent);
    }

    [Fact]
    public async Task A_message_that_names_another_case_or_attempt_than_it_was_signed_for_is_no_message()
    {
        var queue = world.Get<WorkQueue>();
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);
        var text = System.Text.Encoding.UTF8.GetString(queue.Write(new WorkMessage("case", id.Value, "op")));

        string[] forged = [text.Replace(id.Value, new string('a', 32), StringComparison.Ordinal), text.Replace("\"N\":0", "\"N\":5", StringComparison.Ordinal), text.Replace("\"B\":\"op\"", "\"B\":null", StringComparison.Ordinal)];

        Assert.All(forged, f => Assert.NotEqual(text, f));
        Assert.All(forged, f => Assert.Null(queue.TryRead(System.Text.Encoding.UTF8.GetBytes(f))));
    }

    /// <summary>A case with a row of every kind.</summary>
    private async Task<Domain.Shared.CaseId> RichCaseAsync()
    {
        var (receipt, id) = await world.SubmitAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });
        await world.Worker.CarryOutDueAsync(id, Cancel);
        await world.FollowUp.SendMessageAsync(receipt, "Xin chào.", "form-1", Cancel);
        await world.Changes.ApplyAsync(id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.Note, Actor.System);
            change.Note(NoteKind.Note, "Người điều phối", "Đã đọc.");
            return change;
        }, Cancel);
        return id;
    }

    private async Task<List<TableEntity>> RowsAsync(string partition)
    {
        List<TableEntity> rows = [];
        await foreach (var row in world.Cases.QueryAsync<TableEntity>(r => r.PartitionKey == partition, cancellationToken: Cancel)) rows.Add(row);
        return rows;
    }

    private async Task ReplaceAsync(TableEntity row, string name, object value)
    {
        var changed = new TableEntity(row) { [name] = value };
        await world.Cases.UpdateEntityAsync(changed, Azure.ETag.All, TableUpdateMode.Replace, Cancel);
    }

    private static object Flipped(object value) => value switch
    {
        bool b => !b,
        byte[] bytes => Flip(bytes),
        BinaryData data => Flip(data.ToArray()),
        string text => text[..^1] + (char)(text[^1] ^ 1),
        _ => throw new NotSupportedException(value.GetType().Name),
    };

    private static byte[] Flip(byte[] bytes)
    {
        byte[] copy = [.. bytes];
        copy[^1] ^= 1;
        return copy;
    }
}
