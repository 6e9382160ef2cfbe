using Gbv.Functions.Tests.Faults;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Broker;

/// <summary>
/// The sender is changed while people report. A change of a setting reaches one instance after the other, so old and new senders work
/// side by side; both kinds of queues are listened to all the time.
/// </summary>
public sealed class SwitchTests(AzuriteFixture azurite, PublishedFolder published)
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task From_storage_to_the_bus_and_back_under_load_nothing_is_lost()
    {
        var (account, functions) = (azurite.NewAccount(), await published.PathAsync());
        await using var broker = await LocalBroker.StartAsync();
        await using var two = await TwoInstances.StartAsync(account, functions, number => broker.Settings(send: number == 1));
        await using var first = BrokerHost.Start(broker, two.All[0], functions);
        await using var second = BrokerHost.Start(broker, two.All[1], functions);
        var (storage, bus) = (two.All[0], two.All[1]);
        var traffic = new Traffic(storage);

        // Each step begins with a kill, as a new setting does, and in the middle of the load.
        foreach (LocalPlatform[] now in new LocalPlatform[][] { [storage], [storage, bus], [bus], [bus, storage], [storage] })
        {
            traffic.TurnTo(now);
            var load = Parallel.ForEachAsync(Enumerable.Range(0, 8), new ParallelOptions { MaxDegreeOfParallelism = 4, CancellationToken = Cancel }, async (_, ct) => await traffic.SendAsync(ct));
            now[0].KillHandler();
            await load;
        }

        await using var record = await Faults.Record.OpenAsync(two.DataFolder, account);
        await record.SettleAsync(Limit);
        Assert.Equal(40, traffic.Accepted.Count);
        await record.AssertHoldsAsync(traffic, two.First);
        await record.AssertReceiptsAsync(traffic);
        await record.AssertNoPoisonAsync();
        Assert.Empty(broker.DeadLetters);
        // Both ways were really taken: a report alone is an announcement and more.
        Assert.True(broker.Taken > 20, $"Only {broker.Taken} messages went by the bus.");
    }
}
