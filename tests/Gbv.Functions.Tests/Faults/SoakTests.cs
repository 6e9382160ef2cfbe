using System.Diagnostics;
using System.Globalization;
using Gbv.Functions.Tests.Broker;
using Gbv.LocalHost;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// An even stream of reports into two instances of the published program for a long time, with faults between it and storage, mail and
/// broker; each minute one instance is killed. The whole of it: <c>GBV_SOAK_MINUTES=30 GBV_SOAK_RATE=10 dotnet test --project
/// tests/Gbv.Functions.Tests --filter-class '*SoakTests'</c>; its figures, as docs/reliability.md shows them, are left in
/// <c>artifacts/soak.md</c>. In the check it is three minutes at one report a second, because two cores share it with all other tests.
/// </summary>
public sealed class SoakTests(AzuriteFixture azurite, PublishedFolder published)
{
    private const int Seed = 20261124;
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    /// <summary>A case whose message failed four times is announced again after ten minutes.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>In the order in which they are watched.</summary>
    private static readonly string[] Programs = ["first public", "first back", "second public", "second back"];

    private readonly TimeSpan time = TimeSpan.FromMinutes(Setting("GBV_SOAK_MINUTES") ?? 3);
    private readonly double rate = Setting("GBV_SOAK_RATE") ?? 1;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stream_of_reports_under_faults_and_kills_loses_and_doubles_nothing_and_memory_stays()
    {
        var (account, functions) = (azurite.NewAccount(), await published.PathAsync());
        await using var broker = await LocalBroker.StartAsync();
        await using var two = await TwoInstances.StartAsync(account, functions, _ => broker.Settings(send: true));
        await using var first = BrokerHost.Start(broker, two.All[0], functions);
        await using var second = BrokerHost.Start(broker, two.All[1], functions);
        var traffic = new Traffic(two.All);
        var (storageFaults, brokerFaults) = (StorageFaults(), BrokerFaults());
        two.MailFaults = MailFaults();
        two.Storage.Faults = _ => storageFaults.Next();
        broker.Faults = brokerFaults.Next;

        var watch = Stopwatch.StartNew();
        var kills = KillAsync(two, watch);
        var memory = WatchAsync(two, watch);
        List<Task> reports = [];
        while (watch.Elapsed < time)
        {
            reports.Add(traffic.SendAsync(Cancel, twice: reports.Count % 20 == 0));
            if (TimeSpan.FromSeconds(reports.Count / rate) - watch.Elapsed is { Ticks: > 0 } wait) await Task.Delay(wait, Cancel);
        }

        var killed = await kills;
        var figures = await memory;
        await Task.WhenAll(reports);

        var (stream, settling) = (watch.Elapsed, Stopwatch.StartNew());
        await using var record = await Record.OpenAsync(two.DataFolder, account);
        await record.SettleAsync(Limit);
        await ShowAsync(string.Create(CultureInfo.InvariantCulture, $"""
            {DateTimeOffset.UtcNow:d MMMM yyyy, HH:mm} UTC, {Environment.ProcessorCount} cores: {time.TotalMinutes:0.#} minutes at {rate:0.#} reports a second.

            | | |
            |---|---|
            | Reports answered with success | {traffic.Accepted.Count:N0} of {reports.Count:N0} in {stream.TotalSeconds:F0} s, {traffic.Repeats:N0} sent again |
            | Kills | {killed} |
            | Everything carried out after the last report | {settling.Elapsed.TotalSeconds:F0} s |
            | Mails | {two.First.Mails.Ever().Count():N0} |
            | Messages that the broker took | {broker.Taken:N0} |
            | Faults of storage, mail, broker | {storageFaults}; {two.MailFaults}; {brokerFaults} |

            | Memory, mean MiB | first third | middle | last | last ÷ middle |
            |---|---|---|---|---|
            {string.Join(Environment.NewLine, Programs.Select((name, i) => Thirds(name, figures, sizes => sizes[i])).Append(Thirds("together", figures, sizes => sizes.Sum())))}
            """));

        var (middle, last) = (Mean(figures, 1, x => x.Sum()), Mean(figures, 2, x => x.Sum()));
        Assert.Equal(reports.Count, traffic.Accepted.Count);
        await record.AssertHoldsAsync(traffic, two.First);
        await record.AssertReceiptsAsync(traffic);
        await record.AssertNoPoisonAsync();
        Assert.Empty(broker.DeadLetters);
        Assert.True(killed >= (int)(time / Between) - 1, $"Only {killed} kills.");
        // A young program still grows into its size: a run of a few minutes is given more room.
        Assert.True(last <= middle * (time >= TimeSpan.FromMinutes(20) ? 1.1 : 1.5), $"Memory grew from {middle:F0} to {last:F0} MiB.");
    }

    private async Task<int> KillAsync(TwoInstances two, Stopwatch watch)
    {
        var kills = 0;
        while (watch.Elapsed + Between < time)
        {
            await Task.Delay(Between, Cancel);
            var victim = two.All[kills++ % 2];
            victim.KillHandler();
            await victim.ReadyAsync(Cancel);
        }

        return kills;
    }

    /// <summary>For people, and for the page that keeps it.</summary>
    private static async Task ShowAsync(string figures)
    {
        TestContext.Current.SendDiagnosticMessage("{0}", figures);
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(NpmTools.FindRepoRoot(), "artifacts"));
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "soak.md"), figures + Environment.NewLine, Cancel);
    }

    /// <summary>What each program occupies, twice a second; moments at which one of them is away do not count.</summary>
    private async Task<IReadOnlyList<(TimeSpan At, double[] MiB)>> WatchAsync(TwoInstances two, Stopwatch watch)
    {
        List<(TimeSpan, double[])> figures = [];
        while (watch.Elapsed < time)
        {
            int[] ports = [.. await Task.WhenAll(two.All.SelectMany(p => new[] { "public", "back" }.Select(role => p.HandlerPortAsync(role, Cancel))))];
            double[] sizes = [.. ports.Select(ResidentOf).OfType<double>()];
            if (sizes.Length == ports.Length) figures.Add((watch.Elapsed, sizes));
            await Task.Delay(500, Cancel);
        }

        return figures;
    }

    private double Mean(IReadOnlyList<(TimeSpan At, double[] MiB)> figures, int third, Func<double[], double> of) =>
        figures.Where(f => (int)(f.At / (time / 3)) == third).Average(f => of(f.MiB));

    private string Thirds(string name, IReadOnlyList<(TimeSpan At, double[] MiB)> figures, Func<double[], double> of)
    {
        double[] means = [.. Enumerable.Range(0, 3).Select(third => Mean(figures, third, of))];
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {means[0]:F0} | {means[1]:F0} | {means[2]:F0} | {means[2] / means[1]:F2} |");
    }

    /// <summary>Resident memory in MiB of the program that was started for this port; null where it is gone.</summary>
    private static double? ResidentOf(int port)
    {
        var mark = string.Create(CultureInfo.InvariantCulture, $"FUNCTIONS_CUSTOMHANDLER_PORT={port}");
        foreach (var process in Process.GetProcessesByName("Gbv.Functions"))
            using (process)
            {
                try
                {
                    var folder = string.Create(CultureInfo.InvariantCulture, $"/proc/{process.Id}");
                    if (File.ReadAllText(folder + "/environ").Split('\0').Contains(mark)) return process.WorkingSet64 / 1024d / 1024;
                }
                catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidOperationException)
                {
                    // It ended while we looked.
                }
            }

        return null;
    }

    private static FaultSource MailFaults() => new(Seed, 0.2, Fault.Error(429), Fault.Error(500), Fault.LostBehind(500), Fault.Silence, Fault.LostWithTheConnection);

    private static FaultSource StorageFaults() => new(
        Seed, 0.02, Fault.Error(500), Fault.Error(503), Fault.LostBehind(500), Fault.Silence, Fault.LostInSilence, Fault.LostWithTheConnection, Fault.LostInTheMiddle);

    private static FaultSource BrokerFaults() => new(Seed, 0.1, Fault.Error(429), Fault.Error(500), Fault.Error(503), Fault.LostBehind(500), Fault.Silence, Fault.LostWithTheConnection);

    private static double? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? double.Parse(text, CultureInfo.InvariantCulture) : null;
}
