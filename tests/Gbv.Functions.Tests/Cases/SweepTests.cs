using Azure.Data.Tables;
using Gbv.Functions.Referrals;
using Gbv.Functions.Storage;
using Microsoft.Extensions.Logging;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Cases;

public sealed class SweepTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private CaseWorld world = null!;

    public async ValueTask InitializeAsync() => world = await CaseWorld.CreateAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Effects_whose_every_message_was_lost_are_announced_again()
    {
        await world.SubmitAsync(AReport.OfAPerson);
        await world.SubmitAsync(AReport.OfAPerson);
        await world.Storage.Queue(StorageNames.CaseWorkQueue).ClearMessagesAsync(Cancel);
        StorageIsOldBy(TimeSpan.FromMinutes(20));

        await world.Get<Sweep>().RunAsync(Cancel);

        Assert.Equal(2, await MessagesAsync());
    }

    [Fact]
    public async Task Young_effects_are_left_to_their_own_message()
    {
        await world.SubmitAsync(AReport.OfAPerson);
        await world.Storage.Queue(StorageNames.CaseWorkQueue).ClearMessagesAsync(Cancel);
        StorageIsOldBy(TimeSpan.FromMinutes(10));

        await world.Get<Sweep>().RunAsync(Cancel);

        Assert.Equal(0, await MessagesAsync());
    }

    [Fact]
    public async Task A_partition_of_nothing_but_cancelled_operations_goes_and_a_case_stays()
    {
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);
        await world.Store.CancelOperationAsync(id, "feed", Cancel);
        var orphan = new Domain.Shared.CaseId(new string('a', 32));
        await world.Store.CancelOperationAsync(orphan, "feed", Cancel);
        StorageIsOldBy(TimeSpan.FromHours(25));

        await world.Get<Sweep>().RunAsync(Cancel);

        Assert.Empty(await PartitionAsync(orphan.Value));
        Assert.Equal(6, (await PartitionAsync(id.Value)).Count);
    }

    [Fact]
    public async Task Messages_that_the_host_put_aside_are_told_of_each_time_until_nobody_finds_any()
    {
        using var log = new KeptLog();
        world.Get<ILoggerFactory>().AddProvider(log);
        await world.Get<Sweep>().RunAsync(Cancel);
        Assert.DoesNotContain(log.Lines, x => x.StartsWith("2302 ", StringComparison.Ordinal));
        var poison = world.Storage.Queue(StorageNames.BuildReportQueue + "-poison");
        for (var i = 0; i < 2; i++) await poison.SendMessageAsync("whatever the program died of", Cancel);

        for (var i = 0; i < 2; i++) await world.Get<Sweep>().RunAsync(Cancel);
        Assert.Equal(["2302 2 messages lie in build-report-poison", "2302 2 messages lie in build-report-poison"], log.Lines.Where(x => x.StartsWith("2302 ", StringComparison.Ordinal)));
    }

    /// <summary>Storage stamps rows with the real time, so our clock is set beyond it.</summary>
    private void StorageIsOldBy(TimeSpan age) => world.Time.SetUtcNow(DateTimeOffset.UtcNow + age > world.Time.GetUtcNow() ? DateTimeOffset.UtcNow + age : world.Time.GetUtcNow());

    private async Task<int> MessagesAsync() => (await world.Storage.Queue(StorageNames.CaseWorkQueue).GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount;

    private async Task<List<string>> PartitionAsync(string partition)
    {
        List<string> rows = [];
        await foreach (var row in world.Cases.QueryAsync<TableEntity>(r => r.PartitionKey == partition, cancellationToken: Cancel)) rows.Add(row.RowKey);
        return rows;
    }
}
