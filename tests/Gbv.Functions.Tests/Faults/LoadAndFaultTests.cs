using Gbv.Functions.Storage;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// Hundreds of reports at once into two instances of the published program, while mail and storage fail, messages are lost and
/// clocks are wrong. What clients were told is then compared with the whole record. No limit here is a time that a loaded machine
/// misses.
/// </summary>
public sealed class LoadAndFaultTests(AzuriteFixture azurite, PublishedFolder published)
{
    private const int Seed = 20261124;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    private readonly string account = azurite.NewAccount();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Five_hundred_reports_under_faults_of_mail_and_storage_are_five_hundred_cases()
    {
        await using var two = await TwoInstances.StartAsync(account, await published.PathAsync());
        var traffic = new Traffic(two.All);
        two.MailFaults = MailFaults();
        var storageFaults = StorageFaults();
        two.Storage.Faults = _ => storageFaults.Next();

        await SendAsync(traffic, reports: 500);

        await using var record = await HoldsAsync(two, traffic, record => record.SettleAsync(Limit));
        await record.AssertReceiptsAsync(traffic);
        Assert.Equal(500, traffic.Receipts.Count);
        Assert.DoesNotContain(two.MailFaults.Met, m => m.Value == 0);
        Assert.DoesNotContain(storageFaults.Met, m => m.Value == 0);
    }

    [Fact]
    public async Task Messages_that_are_cleared_away_under_load_are_made_good_by_the_sweep()
    {
        await using var two = await TwoInstances.StartAsync(account, await published.PathAsync());
        var traffic = new Traffic(two.All);

        await SendAsync(traffic, reports: 50);
        using var clearing = new CancellationTokenSource();
        var cleared = ClearAsync(two, clearing.Token);
        await SendAsync(traffic, reports: 100);
        await clearing.CancelAsync();
        await cleared;
        await using (var before = await Record.OpenAsync(two.DataFolder, account)) Assert.NotEmpty(await before.PendingAsync());

        await using var record = await HoldsAsync(two, traffic, record => record.SettleAsync(two.First, Limit));
    }

    [Fact]
    public async Task Clocks_that_jump_an_hour_forward_and_back_lose_and_double_nothing()
    {
        using var folder = new TestFolder();
        MovableClock[] clocks = [new(folder, "first"), new(folder, "second")];
        await using var two = await TwoInstances.StartAsync(account, await published.PathAsync(), number => clocks[number].Settings);
        var traffic = new Traffic(two.All);
        two.MailFaults = MailFaults();
        var started = DateTimeOffset.UtcNow;

        foreach (var (first, second) in new[] { (0, 0), (1, 0), (0, -1), (-1, 1), (0, 0) })
        {
            clocks[0].MoveTo(TimeSpan.FromHours(first));
            clocks[1].MoveTo(TimeSpan.FromHours(second));
            await SendAsync(traffic, reports: 30);
        }

        await using var record = await HoldsAsync(two, traffic, record => record.SettleAsync(Limit));
        var received = await record.ReceivedAsync();
        Assert.Contains(received, at => at > DateTimeOffset.UtcNow.AddMinutes(10));
        Assert.Contains(received, at => at < started.AddMinutes(-10));
    }

    /// <summary>Thirty in a hundred calls.</summary>
    private static FaultSource MailFaults() => new(
        Seed, 0.3, Fault.Error(429), Fault.Error(500), Fault.LostBehind(500), Fault.Silence, Fault.LostInSilence, Fault.LostWithTheConnection);

    /// <summary>Three in a hundred requests.</summary>
    private static FaultSource StorageFaults() => new(
        Seed, 0.03, Fault.Error(500), Fault.Error(503), Fault.LostBehind(500), Fault.Silence, Fault.LostInSilence, Fault.LostWithTheConnection, Fault.LostInTheMiddle);

    /// <summary>Twenty at a time, each tenth twice.</summary>
    private static Task SendAsync(Traffic traffic, int reports) => Parallel.ForEachAsync(
        Enumerable.Range(1, reports),
        new ParallelOptions { MaxDegreeOfParallelism = 20, CancellationToken = Cancel },
        async (number, ct) => await traffic.SendAsync(ct, twice: number % 10 == 0));

    /// <summary>Faster than an announcement becomes visible.</summary>
    private static async Task ClearAsync(TwoInstances two, CancellationToken stop)
    {
        var queue = two.First.Storage().Queue(StorageNames.CaseWorkQueue);
        while (!stop.IsCancellationRequested)
        {
            await queue.ClearMessagesAsync(Cancel);
            await Task.Delay(TimeSpan.FromMilliseconds(300), Cancel);
        }
    }

    private async Task<Record> HoldsAsync(TwoInstances two, Traffic traffic, Func<Record, Task> settle)
    {
        var record = await Record.OpenAsync(two.DataFolder, account);
        await settle(record);
        TestContext.Current.SendDiagnosticMessage(
            "{0} reports, {1} sent again, {2} mails; faults of mail: {3}", traffic.Accepted.Count, traffic.Repeats, two.First.Mails.All.Count, two.MailFaults);
        await record.AssertHoldsAsync(traffic, two.First);
        await record.AssertNoPoisonAsync();
        return record;
    }
}
