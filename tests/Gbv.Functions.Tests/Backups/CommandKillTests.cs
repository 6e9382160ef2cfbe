using System.Globalization;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Backups;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Replaying;
using Gbv.Functions.Rewrapping;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Faults;
using Gbv.Functions.Trace;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Backups;

/// <summary>The operator's commands as the program they are, killed (SIGKILL) at drawn moments: started again they go on, and in the end all is right.</summary>
public sealed class CommandKillTests(AzuriteFixture azurite) : IDisposable
{
    /// <summary>By hand (<c>GBV_COMMAND_KILLS=40</c>) one run after the other, each killed a request later than the one before; else a few at drawn ones.</summary>
    private static readonly int? Many = int.TryParse(Environment.GetEnvironmentVariable("GBV_COMMAND_KILLS"), CultureInfo.InvariantCulture, out var many) ? many : null;

    private static readonly int Kills = Many ?? 3;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(120);

    private readonly TestFolder folder = new();
    private readonly IReadOnlyDictionary<string, string> keys = TestKeys.Shared;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Backup_and_restore_go_on_after_kills_and_everything_is_there()
    {
        var (from, to, place) = (azurite.NewAccount(), azurite.NewAccount(), Path.Combine(folder.Path, "backup"));
        await using var home = await CreateAsync(from, keys);
        List<(ReceiptCode Code, CaseId Id)> cases = [];
        for (var i = 0; i < 5; i++) cases.Add(await home.SubmitAsync(AReport.OfAPerson));
        foreach (var (_, id) in cases.Take(3)) await home.Worker.CarryOutDueAsync(id, Cancel);

        Assert.Equal(0, await KilledAsync(["backup", "--to", place], from, keys, requests: 14, seed: 1));
        Assert.Equal(0, await KilledAsync(["restore", "--from", place], to, keys, requests: 50, seed: 2));

        await using var away = await CreateAsync(to, keys, bare: true);
        Assert.Equal(await RowsAsync(home), await RowsAsync(away));
        foreach (var (code, id) in cases)
        {
            Assert.NotNull(await away.FollowUp.OpenAsync(code, Cancel));
            await away.Worker.CarryOutDueAsync(id, Cancel);
            Assert.Empty((await away.ReadAsync(id)).Effects);
        }

        Assert.Empty((await away.Get<TraceCheck>().RunAsync(Start.VietnamDate(), all: true, null, Cancel)).Findings);
    }

    [Fact]
    public async Task Replay_goes_on_after_kills_and_each_message_of_ours_is_sent_at_least_once()
    {
        var account = azurite.NewAccount();
        await using var world = await CreateAsync(account, keys);
        var work = world.Get<WorkQueue>();
        var bodies = Enumerable.Range(0, 12).Select(i => work.Write(new("case", $"{i:x32}"))).ToList();
        foreach (var body in bodies) await work.PoisonAsync(StorageNames.CaseWorkQueue, body, Cancel);
        await work.PoisonAsync(StorageNames.CaseWorkQueue, "forged"u8.ToArray(), Cancel);
        Assert.Equal(2, await Command.RunAsync(["replay", "--dry-run"], account, keys));

        var code = await KilledAsync(["replay"], account, keys, requests: 16, seed: 3, hidden: TimeSpan.FromSeconds(10));
        Assert.Equal(1, code);

        // What a killed run took, and what is left, is hidden for some seconds.
        var poison = world.Storage.Queue(StorageNames.CaseWorkQueue + "-poison");
        await UntilAsync(poison, left: 1, () => world.Get<PoisonReplay>().RunAsync(StorageNames.CaseWorkQueue, discard: false, null, Cancel));

        var sent = new HashSet<string>();
        while ((await world.Storage.Queue(StorageNames.CaseWorkQueue).ReceiveMessagesAsync(32, Limit, Cancel)).Value is { Length: > 0 } messages)
            foreach (var message in messages) sent.Add(Convert.ToHexString(message.Body.ToArray()));
        Assert.Equal(bodies.Select(Convert.ToHexString).Order(StringComparer.Ordinal), sent.Order(StringComparer.Ordinal));
        await UntilAsync(poison, left: 0, () => world.Get<PoisonReplay>().RunAsync(StorageNames.CaseWorkQueue, discard: true, null, Cancel));
    }

    [Fact]
    public async Task Re_wrap_goes_on_after_kills_and_the_older_keys_are_not_needed_any_more()
    {
        var account = azurite.NewAccount();
        List<(ReceiptCode Code, CaseId Id)> cases = [];
        await using (var world = await CreateAsync(account, keys))
        {
            for (var i = 0; i < 6; i++) cases.Add(await world.SubmitAsync(AReport.OfAPerson));
            foreach (var (_, id) in cases) await world.Worker.CarryOutDueAsync(id, Cancel);
        }

        var fresh = KeySet.Generate(receiptRounds: 1);
        var both = new Dictionary<string, string>(keys) { ["Keys:OfficeCurrent"] = "2" };
        foreach (var half in new[] { "PublicKey", "PrivateKey" }) both["Keys:Office:2:" + half] = fresh["Keys:Office:1:" + half];
        foreach (var name in new[] { "Keys:PublicEvent", "Keys:BackEvent" }) both[name] = $"{fresh[name]};{keys[name]}";

        Assert.Equal(0, await KilledAsync(["re-wrap"], account, both, requests: 6, seed: 4));

        foreach (var half in new[] { "PublicKey", "PrivateKey" }) both.Remove("Keys:Office:1:" + half);
        foreach (var name in new[] { "Keys:PublicEvent", "Keys:BackEvent" }) both[name] = fresh[name];
        await using var after = await CreateAsync(account, both);
        Assert.Equal((6, 0, 0), (await after.Get<Rewrapper>().RunAsync("", dryRun: true, null, Cancel)) switch { var r => (r.Cases, r.Changed, r.Wrong) });
        foreach (var (code, id) in cases)
        {
            Assert.Equal(AReport.OfAPerson.Narrative, (await after.ReadAsync(id)).Report.Narrative);
            Assert.NotNull(await after.FollowUp.OpenAsync(code, Cancel));
        }
    }

    private static async Task UntilAsync(Azure.Storage.Queues.QueueClient queue, int left, Func<Task> again)
    {
        var deadline = DateTimeOffset.UtcNow + Limit;
        while ((await queue.GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount > left)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "Messages are left.");
            await again();
            await Task.Delay(200, Cancel);
        }
    }

    /// <summary>Runs the command until it ends by itself; before that it is killed a few times, each time at one of its first requests.</summary>
    /// <param name="hidden">How long a killed run hides what it had in hand.</param>
    private static async Task<int> KilledAsync(string[] command, string account, IReadOnlyDictionary<string, string> keys, int requests, int seed, TimeSpan hidden = default)
    {
        await using var proxy = await StorageProxy.StartAsync(account);
        var random = new Random(seed);
        var killed = 0;
        for (var kill = 0; kill < Kills; kill++)
        {
            var (left, before) = Many is null ? (random.Next(1, requests), random.Next(2) == 0) : (1 + kill / 2, kill % 2 == 0);
            await using var program = Command.Start(command, proxy.ConnectionString, keys);
            Task Count(bool isBefore)
            {
                if (isBefore == before && Interlocked.Decrement(ref left) == 0) program.Kill();
                return Task.CompletedTask;
            }

            proxy.Before = _ => Count(isBefore: true);
            proxy.After = _ => Count(isBefore: false);
            await program.WaitForExitAsync(Cancel);
            if (left <= 0) killed++;
            if (Many is not null) await Task.Delay(hidden, Cancel);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{command[0]}: killed {killed} times in {Kills} runs");
        Assert.True(killed > 0, "It was never killed.");
        (proxy.Before, proxy.After) = (_ => Task.CompletedTask, _ => Task.CompletedTask);
        return await Command.RunAsync(command, account, keys);
    }

    /// <summary>Every row of every table as it is copied, but for what is still to be done, of which a restore asks more.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(CaseWorld world)
    {
        List<string> rows = [];
        foreach (var table in StorageNames.Tables)
            await foreach (var row in world.Storage.Table(table).QueryAsync<TableEntity>(cancellationToken: Cancel))
                if (!row.RowKey.StartsWith(CaseRow.EffectPrefix, StringComparison.Ordinal)) rows.Add(System.Text.Encoding.UTF8.GetString(RowLine.Write(table, row)));
        return rows;
    }
}
