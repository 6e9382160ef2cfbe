using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Directory;
using Gbv.Functions.Intake;
using Gbv.Functions.Reporting;
using Gbv.Functions.Storage;
using Gbv.LocalHost.Platform;
using Gbv.LocalHost.SampleData;
using Spectre.Console;

namespace Gbv.LocalHost.Seed;

/// <summary>
/// <c>seed --reports 2000 [--seed 1]</c>: a year of invented cases, taken in, routed, answered, classified and closed by the
/// program's own code at the times of the past. Run again it adds the ones that are missing, and leaves those that are there alone.
/// </summary>
internal static class SeedCommand
{
    private const int Most = 20_000;
    private const int SideBySide = 4;

    /// <summary>The emulator writes all its data down when it ends; with thousands of cases that takes its time.</summary>
    private static readonly TimeSpan WritesDown = TimeSpan.FromMinutes(2);

    public static async Task<int> RunAsync(string[] args, CancellationToken ct)
    {
        var options = LocalSettings.Read(args);
        if (!TryRead(args, out var reports, out var seed)) return await ComplainAsync($"Usage: seed --reports 2000 [--seed 1]; 1 to {Most} reports.");
        Directory.CreateDirectory(options.DataFolder);
        await using var folderLock = TryLock(options.DataFolder);
        if (folderLock is null) return await ComplainAsync("The local host is running: stop it first. Its timers would take the past for overdue work.");

        var root = NpmTools.FindRepoRoot();
        var keys = await LocalKeys.LoadAsync(options.DataFolder, options.ReceiptRounds, ct);
        await using var emulator = options.StorageConnectionString is null
            ? await Azurite.StartAsync(root, options.Azurite, Path.Combine(options.DataFolder, "azurite"), accounts: null, ct)
            : null;
        if (emulator is not null) emulator.StopLimit = WritesDown;
        await using var throwaway = await Azurite.StartAsync(root, AzuritePorts.Free, folder: null, accounts: null, ct);
        await using var home = await ServicesAsync(keys, options.StorageConnectionString ?? emulator!.ConnectionString(), ct);
        await using var bench = await ServicesAsync(keys, throwaway.ConnectionString(), ct);
        return await FillAsync(new Workbench(bench, home), home, reports, seed, ct);
    }

    internal static bool TryRead(string[] args, out int reports, out int seed)
    {
        (reports, seed) = (2000, 1);
        args = [.. args.SelectMany(a => a.Split('=', 2))]; // --reports=5 as well as --reports 5
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            if (args[i] == "--reports" && !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out reports)) return false;
            if (args[i] == "--seed" && !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out seed)) return false;
        }

        return args.Length % 2 == 0 && reports is > 0 and <= Most;
    }

    internal static async Task<ServiceProvider> ServicesAsync(LocalKeys keys, string storage, CancellationToken ct)
    {
        var services = SeedServices.Build(keys, storage);
        await StorageSetup.EnsureAsync(services.GetRequiredService<StorageClients>(), ct);
        await SampleDirectory.LoadAsync(services.GetRequiredService<DirectoryStore>(), ct);
        return services;
    }

    private static async Task<int> FillAsync(Workbench bench, ServiceProvider home, int reports, int seed, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var missing = await MissingAsync(home, reports, seed, ct);
        var added = 0;
        try
        {
            await AnsiConsole.Progress()
                .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
                .StartAsync(async progress =>
                {
                    var bar = progress.AddTask("Cases", maxValue: reports);
                    bar.Increment(reports - missing.Count);
                    var parallel = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct };
                    await Parallel.ForEachAsync(missing, parallel, async (index, stop) =>
                    {
                        await OneAsync(bench, seed, index, now, stop);
                        Interlocked.Increment(ref added);
                        bar.Increment(1);
                    });
                });
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            AnsiConsole.MarkupLineInterpolated($"Stopped. [bold]{added}[/] cases were added and are complete; run it again for the other {missing.Count - added}.");
            throw;
        }

        await OweReportsAsync(home, now, ct);
        AnsiConsole.MarkupLineInterpolated($"[bold]{added}[/] cases were added, {reports - missing.Count} were there before. Start the local host: it builds the months' reports by itself, or ask with POST /admin/functions/CheckReports.");
        return 0;
    }

    /// <summary>Which of the invented reports have no case yet.</summary>
    internal static async Task<IReadOnlyList<int>> MissingAsync(IServiceProvider home, int reports, int seed, CancellationToken ct)
    {
        var receipts = home.GetRequiredService<ReceiptKeys>();
        var there = await Workbench.CasesAsync(home.GetRequiredService<StorageClients>(), ct);
        return [.. Enumerable.Range(0, reports).Where(i => !there.ContainsKey(Convert.ToHexString(receipts.SubmissionMac(SubmissionOf(seed, i)))))];
    }

    internal static Task OneAsync(Workbench bench, int seed, int index, DateTimeOffset now, CancellationToken ct) =>
        bench.LiveAsync(SubmissionOf(seed, index), ReceivedAt(seed, index, now), SampleReports.Create(seed, index), new Story(seed, index), now, ct);

    private static SubmissionId SubmissionOf(int seed, int index) => new(SHA256.HashData(Encoding.UTF8.GetBytes($"seed|{seed}|{index}"))[..16]);

    /// <summary>Over the past year, more in the evening than at night.</summary>
    private static DateTimeOffset ReceivedAt(int seed, int index, DateTimeOffset now)
    {
        var chance = Chance.Of("received", seed, index);
        var day = now.VietnamDate().AddDays(-chance.Between(0, 364)).StartInVietnam();
        var hour = chance.Pick((1, 3), (7, 10), (9, 14), (12, 12), (15, 14), (18, 14), (20, 20), (22, 13));
        var at = day.AddHours(hour).AddMinutes(chance.Between(0, 119));
        return at < now.AddMinutes(-1) ? at : now.AddMinutes(-chance.Between(10, 300));
    }

    /// <summary>The months of the past year are owed reports, also where the host had looked before there was anything to report.</summary>
    private static async Task OweReportsAsync(IServiceProvider services, DateTimeOffset now, CancellationToken ct)
    {
        var ledger = services.GetRequiredService<PeriodLedger>();
        var first = Period.MonthOf(now.AddDays(-364));
        var starts = await ledger.StartsAsync(ct);
        foreach (var area in SampleDirectory.Areas)
            if (!starts.TryGetValue(area.Area.Code, out var start) || start.From > first.From)
                await ledger.StartFromAsync(area.Area.Code, first, ct);
    }

    private static FileStream? TryLock(string folder)
    {
        try
        {
            return new FileStream(Path.Combine(folder, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static async Task<int> ComplainAsync(string message)
    {
        await Console.Error.WriteLineAsync(message);
        return 64;
    }
}
