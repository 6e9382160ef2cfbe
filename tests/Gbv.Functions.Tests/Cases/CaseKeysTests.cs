using Azure.Data.Tables;
using Gbv.Functions.Cases;
using Gbv.Functions.Sealing;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Cases;

/// <summary>Keys of a case are handed on within one piece of work and never kept (decision 13).</summary>
public sealed class CaseKeysTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private CaseWorld world = null!;

    public async ValueTask InitializeAsync() => world = await CreateAsync(azurite.NewAccount());

    public async ValueTask DisposeAsync() => await world.DisposeAsync();

    [Fact]
    public async Task A_case_read_again_in_the_same_work_keeps_its_keys_and_shows_what_is_new()
    {
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);
        var first = await world.ReadAsync(id);
        await world.Worker.CarryOutDueAsync(id, Cancel);

        var again = (await world.Store.ReadAgainAsync(first, Cancel))!;

        Assert.Same(first.Keys, again.Keys);
        Assert.NotEmpty(again.Items);
        Assert.NotSame(first.Keys, (await world.ReadAsync(id)).Keys);
    }

    [Fact]
    public async Task Keys_that_were_wrapped_anew_are_unwrapped_anew()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        var first = await world.ReadAsync(id);
        await RewriteAsync(id, c => c with { ContentKeyWrap = world.Get<OfficeKeys>().Wrap(first.Keys.Content) });

        var again = (await world.Store.ReadAgainAsync(first, Cancel))!;

        Assert.NotSame(first.Keys, again.Keys);
        Assert.Equal(first.Keys.Content, again.Keys.Content);
    }

    [Fact]
    public async Task A_wrap_that_opens_nothing_is_found_out_also_where_the_keys_were_at_hand()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        var first = await world.ReadAsync(id);
        await RewriteAsync(id, c => c with { MessagesKeyWrap = [.. c.MessagesKeyWrap[..^1], (byte)(c.MessagesKeyWrap[^1] ^ 1)] });

        await Assert.ThrowsAsync<TamperedException>(() => world.Store.ReadAgainAsync(first, Cancel));
    }

    private async Task RewriteAsync(Gbv.Domain.Shared.CaseId id, Func<CaseRecord, CaseRecord> change)
    {
        var row = (await world.Cases.GetEntityAsync<TableEntity>(id.Value, CaseRow.Case, cancellationToken: Cancel)).Value;
        var changed = CaseRow.Open(id, CaseRow.Case, change(CaseRow.Read<CaseRecord>(row)));
        world.Get<RowMac>().Sign(changed);
        await world.Cases.UpdateEntityAsync(changed, row.ETag, TableUpdateMode.Replace, Cancel);
    }
}
