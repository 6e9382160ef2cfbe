using Gbv.Functions.Sealing;
using Gbv.Functions.Smoke;
using Gbv.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.Broker;

/// <summary>The smoke test's way through Service Bus, against a server that speaks its REST API.</summary>
public sealed class BusWayTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Queue = StorageNames.CaseWorkQueue;

    private readonly string account = azurite.NewAccount();
    private LocalBroker broker = null!;
    private ServiceProvider services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        broker = await LocalBroker.StartAsync();
        var settings = KeySet.Generate(receiptRounds: 1).Select(k => KeyValuePair.Create(k.Key, (string?)k.Value)).Append(KeyValuePair.Create("Storage:ConnectionString", (string?)account)).Append(KeyValuePair.Create("Role", (string?)"all"));
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).AddLogging();
        services = collection.AddSingleton(TimeProvider.System).AddSealing().AddStorage().AddSingleton<BusWay>().AddSingleton(broker.Connection()).BuildServiceProvider();
        await StorageSetup.EnsureAsync(services.GetRequiredService<StorageClients>(), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task A_message_that_arrives_and_is_put_aside_proves_the_way_and_leaves_nothing_behind()
    {
        using var stop = new CancellationTokenSource();
        var listening = ListenAsync(stop.Token);

        Assert.Equal([null, null], await LookAsync(TimeSpan.FromMinutes(1)));

        await stop.CancelAsync();
        await listening;
        Assert.Equal(1, broker.Taken);
        Assert.Empty((await services.GetRequiredService<StorageClients>().Queue(Queue + "-poison").PeekMessagesAsync(32, Cancel)).Value);
    }

    [Fact]
    public async Task Where_nobody_listens_and_a_dead_letter_lies_there_it_says_both()
    {
        broker.Bury(Queue, [1]);

        var wrong = await LookAsync(TimeSpan.FromSeconds(1));

        Assert.Contains("did not arrive", wrong[0], StringComparison.Ordinal);
        Assert.Contains("'replay'", wrong[1], StringComparison.Ordinal);
        Assert.Single(broker.DeadLetters);
    }

    private async Task<List<string?>> LookAsync(TimeSpan patience)
    {
        List<string?> wrong = [];
        foreach (var look in services.GetRequiredService<BusWay>().All(patience)) wrong.Add(await look.AskAsync(Cancel));
        return wrong;
    }

    /// <summary>As the program does with what it did not sign.</summary>
    private async Task ListenAsync(CancellationToken stop)
    {
        var work = services.GetRequiredService<WorkQueue>();
        while (!stop.IsCancellationRequested)
        {
            foreach (var message in broker.Take(Queue, 8))
            {
                Assert.Null(work.TryRead(message.Body));
                await work.PoisonAsync(Queue, message.Body, Cancel);
                broker.Complete(message);
            }

            await Task.Delay(100, Cancel);
        }
    }
}
