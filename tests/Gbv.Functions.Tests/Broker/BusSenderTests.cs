using Azure.Storage.Queues.Models;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Faults;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.Broker;

/// <summary>Messages on their way to Service Bus, against a server that speaks its REST API.</summary>
public sealed class BusSenderTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly string account = azurite.NewAccount();
    private readonly IReadOnlyDictionary<string, string> keys = TestKeys.Shared;
    private LocalBroker broker = null!;
    private ServiceProvider services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private WorkQueue Queue => services.GetRequiredService<WorkQueue>();

    public async ValueTask InitializeAsync()
    {
        broker = await LocalBroker.StartAsync();
        services = Services(broker.Sender());
        await services.GetRequiredService<StorageClients>().Queue(StorageNames.CaseWorkQueue).CreateIfNotExistsAsync(cancellationToken: Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task A_message_is_one_post_with_a_token_its_time_and_the_signed_body()
    {
        broker.Requests = new();
        var before = DateTimeOffset.UtcNow;

        await Queue.SendAsync(new WorkMessage("case", "a", "b", 2), TimeSpan.FromSeconds(2.5), Cancel);
        await Queue.SendAsync(new WorkMessage("report", "2026-10", "cai-nhum"), cancellation: Cancel);

        var (first, second) = (broker.Requests.First(), broker.Requests.Last());
        Assert.Equal(2, broker.Requests.Count);
        Assert.Equal(("/case-work/messages", "/build-report/messages"), (first.Path, second.Path));
        Assert.All(broker.Requests, r => Assert.StartsWith("Bearer ", r.Authorization, StringComparison.Ordinal));
        Assert.Equal(new WorkMessage("case", "a", "b", 2), Queue.TryRead(first.Body));
        Assert.Equal(new WorkMessage("report", "2026-10", "cai-nhum"), Queue.TryRead(second.Body));
        Assert.Null(second.Properties);
        // Never before its time, and a date of HTTP has no fractions.
        Assert.InRange(broker.Waiting.Single(m => m.Queue == "case-work").VisibleAt, before.AddSeconds(2.5), DateTimeOffset.UtcNow.AddSeconds(4));
        Assert.Empty(await InStorageAsync());
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task A_throttled_namespace_is_left_alone_for_as_long_as_it_asks(int status)
    {
        broker.Requests = new();
        broker.RetryAfterSeconds = 1;
        var faults = new Queue<Fault?>([Fault.Error(status), null]);
        broker.Faults = faults.Dequeue;

        await Queue.SendAsync(new WorkMessage("case", "a"), cancellation: Cancel);

        Assert.Equal(2, broker.Requests.Count);
        // Two clocks are read: a timer may be some milliseconds ahead of the other.
        Assert.True(broker.Requests.Last().At - broker.Requests.First().At >= TimeSpan.FromSeconds(0.95));
        Assert.Single(broker.Waiting);
        Assert.Empty(await InStorageAsync());
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(410)]
    [InlineData(500)]
    public async Task What_the_namespace_does_not_take_goes_to_storage_with_its_delay(int status)
    {
        broker.Faults = () => Fault.Error(status);

        await Queue.SendAsync(new WorkMessage("case", "a"), cancellation: Cancel);
        await Queue.SendAsync(new WorkMessage("case", "later"), TimeSpan.FromHours(1), Cancel);

        Assert.Empty(broker.Waiting);
        Assert.Equal(["a"], await InStorageAsync());
        Assert.Equal(2, (await services.GetRequiredService<StorageClients>().Queue(StorageNames.CaseWorkQueue).GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount);
    }

    [Fact]
    public async Task Where_it_is_not_switched_on_nothing_goes_there()
    {
        await using var off = Services(broker.Sender(send: false));

        await off.GetRequiredService<WorkQueue>().SendAsync(new WorkMessage("case", "a"), cancellation: Cancel);

        Assert.Empty(broker.Waiting);
        Assert.Equal(["a"], await InStorageAsync());
    }

    [Fact]
    public async Task Of_ten_thousand_messages_under_faults_throttling_and_lost_answers_none_is_lost()
    {
        var faults = new FaultSource(
            20261124, 0.04, Fault.Error(429), Fault.Error(500), Fault.Error(503), Fault.LostBehind(500), Fault.LostWithTheConnection, Fault.LostBehind(503));
        broker.Faults = faults.Next;
        string[] sent = [.. Enumerable.Range(0, 10_000).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];

        await Parallel.ForEachAsync(sent, new ParallelOptions { MaxDegreeOfParallelism = 48, CancellationToken = Cancel }, async (name, ct) => await Queue.SendAsync(new WorkMessage("case", name), cancellation: ct));

        var there = broker.Waiting.Select(m => Queue.TryRead(m.Body)!.A).Concat(await InStorageAsync()).ToList();
        Assert.Empty(sent.Except(there));
        Assert.Empty(there.Except(sent));
        // An answer that was lost doubles a message, and nothing else does.
        Assert.InRange(there.Count - sent.Length, 1, faults.Met.Where(m => m.Key.CarriedOut).Sum(m => m.Value));
        Assert.DoesNotContain(faults.Met, m => m.Value == 0);
        TestContext.Current.SendDiagnosticMessage("{0}; {1} messages came twice", faults, there.Count - sent.Length);
    }

    private ServiceProvider Services(BusSender sender)
    {
        var settings = keys.Select(k => KeyValuePair.Create(k.Key, (string?)k.Value)).Append(KeyValuePair.Create("Storage:ConnectionString", (string?)account)).Append(KeyValuePair.Create("Role", (string?)"all"));
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).AddLogging();
        return collection.AddSingleton(TimeProvider.System).AddSealing().AddStorage().AddSingleton(sender).BuildServiceProvider();
    }

    private async Task<IReadOnlyList<string>> InStorageAsync()
    {
        List<string> names = [];
        while ((await services.GetRequiredService<StorageClients>().Queue(StorageNames.CaseWorkQueue).ReceiveMessagesAsync(32, TimeSpan.FromMinutes(10), Cancel)).Value is { Length: > 0 } batch)
            names.AddRange(batch.Select((QueueMessage m) => Queue.TryRead(m.Body.ToMemory().Span)!.A));
        return names;
    }
}
