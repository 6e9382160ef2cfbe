using System.Diagnostics;
using System.Globalization;
using Gbv.Domain.Referrals;
using Gbv.LocalHost.Platform;
using Gbv.LocalHost.SampleData;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// The published program, one handler a role, killed again and again under traffic: reports, mails, delivery events, acceptances and
/// report builds. An hour of it: <c>GBV_KILL_MINUTES=60 dotnet test --project tests/Gbv.Functions.Tests --filter-class '*KillSchedule*'</c>;
/// another schedule with <c>GBV_KILL_SEED</c>.
/// </summary>
public sealed class KillScheduleTests(AzuriteFixture azurite, PublishedFolder published)
{
    private const int Kills = 200;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Two_hundred_kills_lose_nothing_double_nothing_and_invent_nothing()
    {
        var account = azurite.NewAccount();
        await using var proxy = await StorageProxy.StartAsync(account);
        using var folder = new TestFolder();
        await using var platform = await LocalPlatform.StartAsync(Options(proxy.ConnectionString, folder.Path, await published.PathAsync()), Cancel);
        var traffic = new Traffic(platform);
        var killer = new Killer(platform, proxy, Setting("GBV_KILL_SEED") ?? 20261124);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task[] people = [ReportAsync(traffic, stop.Token), ReportAsync(traffic, stop.Token), RespondAsync(traffic, platform, stop.Token), BuildAsync(platform, stop.Token)];
        await FirstAcceptanceAsync(traffic);
        var watch = Stopwatch.StartNew();
        var minutes = Setting("GBV_KILL_MINUTES");
        await killer.RunAsync(kills => minutes is { } m ? watch.Elapsed < TimeSpan.FromMinutes(m) : kills < Kills, Cancel);
        await stop.CancelAsync();
        await Task.WhenAll(people);

        await using var record = await Record.OpenAsync(folder.Path, account);
        await record.SettleAsync(platform, TimeSpan.FromMinutes(6));
        await record.AssertHoldsAsync(traffic, platform);
        TestContext.Current.SendDiagnosticMessage(
            "{0} kills in {1:F0} s; {2} reports, {3} acceptances", killer.Kills, watch.Elapsed.TotalSeconds, traffic.Accepted.Count, traffic.AcceptedItems.Count);
    }

    private static LocalPlatformOptions Options(string storage, string folder, string functions) => new()
    {
        Url = "http://127.0.0.1:0",
        Roles = ["public", "back"],
        DataFolder = folder,
        FunctionsFolder = functions,
        StorageConnectionString = storage,
        ReceiptRounds = 1,
        Lease = TimeSpan.FromSeconds(5),
        PollInterval = TimeSpan.FromMilliseconds(200),
        Timers = false,
        Settings = Traffic.Settings,
    };

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>A report that was begun is sent to its end, also after the last kill: its client wants an answer.</summary>
    private static async Task ReportAsync(Traffic traffic, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await traffic.SendAsync(Cancel);
            await Task.Delay(150, Cancel);
        }
    }

    private static async Task RespondAsync(Traffic traffic, LocalPlatform platform, CancellationToken stop)
    {
        var health = SampleDirectory.Areas.SelectMany(a => a.Entries).Where(e => e.Services.Contains(Service.Health)).Select(e => e.Email).ToHashSet();
        HashSet<string> done = [];
        while (!stop.IsCancellationRequested)
        {
            var next = platform.Mails.All.FirstOrDefault(m => m.Link is not null && health.Contains(m.To) && !done.Contains(m.CustomArgs["ref"]));
            if (next is null) await Task.Delay(300, Cancel);
            else if (await traffic.AcceptAsync(next) || next.At < DateTimeOffset.UtcNow.AddMinutes(-1)) done.Add(next.CustomArgs["ref"]);
        }
    }

    /// <summary>
    /// One click gets through before the kills begin, so that there is always an acceptance that they could lose: later ones need
    /// several pages between two kills, and a person is sent ten codes an hour at most.
    /// </summary>
    private static async Task FirstAcceptanceAsync(Traffic traffic)
    {
        var deadline = DateTimeOffset.UtcNow.AddMinutes(3);
        while (traffic.AcceptedItems.IsEmpty)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "Nobody could accept anything, and nothing was killed yet.");
            await Task.Delay(100, Cancel);
        }
    }

    private static async Task BuildAsync(LocalPlatform platform, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            await platform.InvokeAsync("CheckReports", ct: Cancel);
            await Task.Delay(TimeSpan.FromSeconds(5), Cancel);
        }
    }
}
