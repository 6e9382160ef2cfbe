using System.Globalization;
using Gbv.Functions.Replaying;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Backups;
using Gbv.Functions.Tests.Faults;
using Gbv.LocalHost.Platform;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.Broker;

/// <summary>Dead letters of Service Bus once more, against a server that speaks its REST API.</summary>
public sealed class DeadLetterReplayTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Queue = StorageNames.CaseWorkQueue;

    private readonly string account = azurite.NewAccount();
    private readonly IReadOnlyDictionary<string, string> keys = TestKeys.Shared;
    private LocalBroker broker = null!;
    private ServiceProvider services = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private WorkQueue Work => services.GetRequiredService<WorkQueue>();

    private DeadLetterReplay Replay => services.GetRequiredService<DeadLetterReplay>();

    private IEnumerable<WorkMessage> Waiting => broker.Waiting.Select(m => Work.TryRead(m.Body)!);

    public async ValueTask InitializeAsync()
    {
        broker = await LocalBroker.StartAsync();
        var settings = keys.Select(k => KeyValuePair.Create(k.Key, (string?)k.Value)).Append(KeyValuePair.Create("Storage:ConnectionString", (string?)account)).Append(KeyValuePair.Create("Role", (string?)"all"));
        var collection = new ServiceCollection();
        collection.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(settings).Build()).AddLogging();
        services = collection.AddSingleton(TimeProvider.System).AddReplaying().AddSealing().AddStorage().AddSingleton(broker.Connection()).BuildServiceProvider();
        await StorageSetup.EnsureAsync(services.GetRequiredService<StorageClients>(), Cancel);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await broker.DisposeAsync();
    }

    [Fact]
    public async Task Ours_are_sent_as_if_for_the_first_time_and_others_stay_until_somebody_discards_them()
    {
        broker.Bury(Queue, Work.Write(new("case", "a", "b", Attempt: 4)));
        broker.Bury(Queue, "forged"u8.ToArray());
        broker.Bury(Queue, Work.Write(new("case", "c")));

        Assert.Equal((2, 1, 0), Seen(await Replay.RunAsync(Queue, discard: false, null, Cancel)));
        Assert.Equal([new("case", "a", "b"), new("case", "c")], Waiting);
        Assert.Equal("forged"u8, Assert.Single(broker.DeadLetters).Body);

        Assert.Equal((0, 1, 0), Seen(await Replay.RunAsync(Queue, discard: true, null, Cancel)));
        Assert.Empty(broker.DeadLetters);
        Assert.Equal(2, broker.Waiting.Count);
    }

    [Fact]
    public async Task A_look_leaves_everything_where_it_lies()
    {
        for (var i = 0; i < 40; i++) broker.Bury(Queue, Work.Write(new("case", i.ToString(CultureInfo.InvariantCulture))));

        Assert.Equal((32, 0, 0), Seen(await Replay.LookAsync(Queue, Cancel)));
        Assert.Equal((32, 0, 0), Seen(await Replay.LookAsync(Queue, Cancel))); // given back at once

        Assert.Empty(broker.Waiting);
        Assert.Equal(40, broker.DeadLetters.Count);
    }

    [Fact]
    public async Task One_that_comes_again_while_others_are_worked_on_ends_the_run_and_the_next_goes_on()
    {
        broker.DeadLetterLock = TimeSpan.Zero; // whatever is not completed is at once the first again
        broker.Bury(Queue, "forged"u8.ToArray());
        broker.Bury(Queue, Work.Write(new("case", "a")));

        Assert.Equal((0, 1, 1), Seen(await Replay.RunAsync(Queue, discard: false, null, Cancel)));

        broker.DeadLetterLock = TimeSpan.FromMinutes(1);
        Assert.Equal((1, 1, 0), Seen(await Replay.RunAsync(Queue, discard: false, null, Cancel)));
        Assert.Equal([new("case", "a")], Waiting);
    }

    [Fact]
    public async Task The_command_goes_on_after_kills_and_each_message_of_ours_is_sent_at_least_once()
    {
        broker.DeadLetterLock = TimeSpan.FromSeconds(2);
        var settings = keys.Concat(broker.Settings(send: true).Select(x => KeyValuePair.Create(x.Key, x.Value!))).ToDictionary();
        string[] ours = [.. Enumerable.Range(0, 10).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        foreach (var name in ours) broker.Bury(Queue, Work.Write(new("case", name)));
        broker.Bury(Queue, "forged"u8.ToArray());
        Assert.Equal(2, await Command.RunAsync(["replay", "--dry-run"], account, settings));

        // Before the broker has done what was asked, and after it did and before the program learns of it.
        foreach (var (left, fault) in new[] { (3, Fault.Silence), (6, Fault.LostInSilence), (5, Fault.LostInSilence) })
        {
            var requests = left;
            await using var program = Command.Start(["replay"], account, settings);
            broker.Faults = () => Interlocked.Decrement(ref requests) == 0 ? Kill(program, fault) : null;
            await program.WaitForExitAsync(Cancel);
            Assert.True(requests <= 0, "It was never killed.");
        }

        broker.Faults = () => null;
        await UntilOneIsLeftAsync(settings);

        Assert.Equal(ours.Order(StringComparer.Ordinal), Waiting.Select(m => m.A).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(0, await Command.RunAsync(["replay", "--discard-unreadable"], account, settings));
        Assert.Empty(broker.DeadLetters);
    }

    private static Fault Kill(ChildProcess program, Fault fault)
    {
        program.Kill();
        return fault;
    }

    /// <summary>What a killed run had in hand is locked for two seconds.</summary>
    private async Task UntilOneIsLeftAsync(IReadOnlyDictionary<string, string> settings)
    {
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(60);
        do
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "Messages are left.");
            Assert.Equal(1, await Command.RunAsync(["replay"], account, settings));
        }
        while (broker.DeadLetters.Count > 1);
    }

    private static (int Ours, int Unreadable, int Unseen) Seen(ReplayCount count) => (count.Ours, count.Unreadable, count.Unseen);
}
