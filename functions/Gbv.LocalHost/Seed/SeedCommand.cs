using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Intake;
using Gbv.Functions.Referrals;
using Gbv.Functions.Reporting;
using Gbv.Functions.Storage;
using Gbv.LocalHost.Platform;
using Gbv.LocalHost.SampleData;
using Spectre.Console;

namespace Gbv.LocalHost.Seed;

/// <summary>
/// <c>seed --reports 2000 [--seed 1]</c>: a year of invented cases, taken in, routed, answered, classified and closed by the
/// program's own code at the times of the past. Run again it goes on where it stopped, and changes nothing that is done.
/// </summary>
internal static class SeedCommand
{
    private const int Most = 20_000;
    private const int SideBySide = 4;

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

        // Announcements of the past go to queues that are thrown away: everything they announce is carried out right here.
        await using var queues = await Azurite.StartAsync(root, AzuritePorts.Free, folder: null, accounts: null, ct);
        var storage = WithQueuesOf(queues.ConnectionString(), options.StorageConnectionString ?? emulator!.ConnectionString());
        await using var services = SeedServices.Build(keys, storage);
        await StorageSetup.EnsureAsync(services.GetRequiredService<StorageClients>(), ct);
        await SampleDirectory.LoadAsync(services.GetRequiredService<DirectoryStore>(), ct);

        var done = await FillAsync(services, reports, seed, ct);
        AnsiConsole.MarkupLineInterpolated($"[bold]{done}[/] cases. Start the local host: it builds the months' reports by itself, or ask with POST /admin/functions/CheckReports.");
        return 0;
    }

    internal static bool TryRead(string[] args, out int reports, out int seed)
    {
        (reports, seed) = (2000, 1);
        for (var i = 0; i + 1 < args.Length; i += 2)
        {
            if (args[i] == "--reports" && !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out reports)) return false;
            if (args[i] == "--seed" && !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out seed)) return false;
        }

        return args.Length % 2 == 0 && reports is > 0 and <= Most;
    }

    private static async Task<int> FillAsync(ServiceProvider services, int reports, int seed, CancellationToken ct)
    {
        var now = TimeProvider.System.GetUtcNow();
        var done = 0;
        await AnsiConsole.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn(), new RemainingTimeColumn())
            .StartAsync(async progress =>
            {
                var bar = progress.AddTask("Cases", maxValue: reports);
                var parallel = new ParallelOptions { MaxDegreeOfParallelism = SideBySide, CancellationToken = ct };
                await Parallel.ForAsync(0, reports, parallel, async (index, stop) =>
                {
                    await OneAsync(services, seed, index, now, stop);
                    Interlocked.Increment(ref done);
                    bar.Increment(1);
                });
            });

        // What is overdue today is looked at today.
        await services.GetRequiredService<CheckDue>().RunAsync(ct);
        await OweReportsAsync(services, now, ct);
        return done;
    }

    internal static async Task OneAsync(IServiceProvider services, int seed, int index, DateTimeOffset now, CancellationToken ct)
    {
        var receipts = services.GetRequiredService<ReceiptKeys>();
        var submission = new SubmissionId(SHA256.HashData(Encoding.UTF8.GetBytes($"seed|{seed}|{index}"))[..16]);
        var id = (await receipts.DeriveAsync(receipts.Issue(submission, 0), forSubmission: true, ct)).Case;
        if (await services.GetRequiredService<CaseStore>().ReadAsync(id, ct) is null)
        {
            SeedClock.Set(ReceivedAt(seed, index, now));
            var result = await services.GetRequiredService<ReportIntake>().SubmitAsync(new Submission(submission, SampleReports.Create(seed, index), FromForm: true), ct);
            if (result is not SubmissionResult.Accepted) throw new InvalidOperationException($"Report {index} was not taken in: {result.GetType().Name}.");
        }

        await services.GetRequiredService<CaseLife>().LiveAsync(id, new Story(seed, index), now, ct);
    }

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

    /// <summary>Tables and files of the one account, queues of the other.</summary>
    private static string WithQueuesOf(string queues, string storage)
    {
        var other = Parts(queues)["QueueEndpoint"];
        var parts = Parts(storage);
        parts["QueueEndpoint"] = other;
        return string.Join(';', parts.Select(p => $"{p.Key}={p.Value}"));
    }

    private static Dictionary<string, string> Parts(string connection) => connection
        .Split(';', StringSplitOptions.RemoveEmptyEntries)
        .Select(p => p.Split('=', 2)).ToDictionary(p => p[0], p => p[1], StringComparer.OrdinalIgnoreCase);

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
