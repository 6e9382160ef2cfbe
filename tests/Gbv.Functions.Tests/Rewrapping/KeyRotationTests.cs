using Azure.Data.Tables;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Intake;
using Gbv.Functions.Links;
using Gbv.Functions.Registers;
using Gbv.Functions.Reporting;
using Gbv.Functions.Rewrapping;
using Gbv.Functions.Sealing;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Trace;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Rewrapping;

/// <summary>Every key that the back role reads with is changed under traffic, and the older ones are taken away in the end: nothing is lost.</summary>
public sealed class KeyRotationTests(AzuriteFixture azurite)
{
    private static readonly string[] Changed = ["Keys:PublicEvent", "Keys:BackEvent", "Keys:Queue", "Keys:Link", "Keys:Fact", "Keys:Proof"];

    [Fact]
    public async Task All_keys_are_changed_under_traffic_and_with_a_stop_in_the_middle_and_nothing_is_lost()
    {
        var account = azurite.NewAccount();
        var old = TestKeys.Shared;
        await using var before = await CreateAsync(account, old);
        List<(ReceiptCode Code, CaseId Id)> cases = [];
        for (var i = 0; i < 4; i++) cases.Add(await LivedAsync(before));
        var mail = before.Mails.Sent.First(m => m.Text.Contains("/r/", StringComparison.Ordinal));
        var link = System.Text.RegularExpressions.Regex.Match(mail.Text, "/r/([A-Za-z0-9_-]{32})").Groups[1].Value;
        var proof = before.Get<ProofNumber>().Create();
        var queued = before.Get<Functions.Storage.WorkQueue>().Write(new("case", cases[0].Id.Value));

        var (both, only) = Rotated(old);
        await using var during = await CreateAsync(account, both);

        // What was there opens, before anything was put under the new keys.
        Assert.IsType<LinkOpening.Active>(await during.Get<LinkStore>().OpenAsync(link, Cancel));
        Assert.NotNull(during.Get<ProofNumber>().Check(proof));
        Assert.NotNull(during.Get<Functions.Storage.WorkQueue>().TryRead(queued));
        Assert.True((await during.Get<Rewrapper>().RunAsync("", dryRun: true, null, Cancel)).Changed >= cases.Count);

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var stopped = during.Get<Rewrapper>().RunAsync("", dryRun: false, p => { if (p.Cases == 2) stop.Cancel(); }, stop.Token);
        var traffic = TrafficAsync(before, during, cases);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped);
        foreach (var (code, id) in cases) Assert.NotNull(await during.FollowUp.OpenAsync(code, Cancel));

        await during.Get<Rewrapper>().RunAsync("", dryRun: false, null, Cancel);
        await traffic;
        cases.Add(await LivedAsync(during));
        foreach (var (_, id) in cases) await during.Worker.CarryOutDueAsync(id, Cancel);

        // Who wrote with older settings until a moment ago is caught up with.
        var last = await during.Get<Rewrapper>().RunAsync("", dryRun: false, null, Cancel);
        Assert.Equal((5, 0), (last.Cases, last.Wrong));
        foreach (var (_, id) in cases) await during.Worker.CarryOutDueAsync(id, Cancel);
        Assert.Equal(0, (await during.Get<Rewrapper>().RunAsync("", dryRun: true, null, Cancel)).Changed);

        await using var after = await CreateAsync(account, only);
        foreach (var (code, id) in cases)
        {
            var read = await after.ReadAsync(id);
            Assert.Equal("Chuyện xảy ra tối qua.", read.Report.Narrative);
            Assert.Equal(["Kể thêm"], read.Additions.Select(a => a.Text));
            Assert.Contains(read.Messages, m => m.Text == "Xin chào.");
            Assert.NotNull(await after.FollowUp.OpenAsync(code, Cancel));
        }

        Assert.All(cases.Take(4), c => Assert.Contains(after.ReadAsync(c.Id).GetAwaiter().GetResult().Messages, m => m.Text == "Giữa chừng"));
        Assert.Equal(5, (await after.Get<CaseFactStore>().ReadAsync(AReport.OfAPerson.Commune, Start.VietnamDate().Year, Cancel)).Count);

        // Heads of before are under the older event key; the rows themselves are all as they were written.
        var found = (await after.Get<TraceCheck>().RunAsync(Start.VietnamDate(), all: true, null, Cancel)).Findings;
        Assert.DoesNotContain(found, f => f.Kind != FindingKind.HeadChanged);
    }

    [Fact]
    public async Task A_row_that_was_changed_is_not_made_genuine_and_keeps_nobody_else_waiting()
    {
        var account = azurite.NewAccount();
        var old = TestKeys.Shared;
        await using var before = await CreateAsync(account, old);
        var (bad, good) = ((await LivedAsync(before)).Id, (await LivedAsync(before)).Id);
        var row = (await before.Cases.GetEntityAsync<TableEntity>(bad.Value, CaseRow.Event(2), cancellationToken: Cancel)).Value;
        row["Data"] = row.GetString("Data").Replace("system", "reporter", StringComparison.Ordinal);
        await before.Cases.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace, Cancel);
        await using var during = await CreateAsync(account, Rotated(old).Both);

        var result = await during.Get<Rewrapper>().RunAsync("", dryRun: false, null, Cancel);

        Assert.Equal((2, 1, 1), (result.Cases, result.Changed, result.Wrong));
        Assert.Equal("2", (await during.ReadAsync(good)).Case.OfficeGeneration);
        await Assert.ThrowsAsync<TamperedException>(() => during.ReadAsync(bad));
    }

    [Fact]
    public async Task Where_the_shelters_are_goes_under_the_newest_key_too()
    {
        var account = azurite.NewAccount();
        var old = TestKeys.Shared;
        var shelter = new RegisterRow(ServiceRegisters.Shelters, new Dictionary<string, string> { ["name"] = "Nơi 1" });
        await using (var before = await CreateAsync(account, old)) await before.Get<ShelterAddresses>().KeepAsync(new("cai-nhum"), shelter, "Ngõ 1", "test", Cancel);
        var (both, only) = Rotated(old);

        await using (var during = await CreateAsync(account, both))
        {
            Assert.Equal(1, (await during.Get<Rewrapper>().RunAsync("", dryRun: true, null, Cancel)).Changed);
            await during.Get<Rewrapper>().RunAsync("", dryRun: false, null, Cancel);
            Assert.Equal((0, 0), await during.Get<ShelterAddresses>().RenewAsync(dryRun: true, Cancel));
        }

        await using var after = await CreateAsync(account, only);
        Assert.Equal("Ngõ 1", await after.Get<ShelterAddresses>().ShowAsync(new("cai-nhum"), shelter, "test", Cancel));
    }

    [Fact]
    public void Each_step_of_a_change_lets_everybody_read_what_anybody_writes()
    {
        var old = TestKeys.Shared;
        var settings = new ConfigurationBuilder().AddInMemoryCollection(old.Select(k => KeyValuePair.Create(k.Key, (string?)k.Value))).Build();
        var now = new KeyOptions();
        settings.GetSection(KeyOptions.Section).Bind(now);

        var steps = RotateVerb.Steps("Queue", now, settings)!.Select(s => s.Value.Split(';')).ToList();
        Assert.Equal([2, 2, 1], steps.Select(s => s.Length));
        Assert.Equal(old["Keys:Queue"], steps[0][0]);
        Assert.All(steps.Zip(steps.Skip(1)), p => Assert.True(p.First.Contains(p.Second[0]) && p.Second.Contains(p.First[0]) || p.Second.Length == 1));
        Assert.Equal(steps[0][1], steps[2][0]);

        Assert.Equal(["Keys:Office:2:PrivateKey", "Keys:Office:2:PublicKey"], RotateVerb.Steps("Office", now, settings)!.Select(s => s.Setting).Order(StringComparer.Ordinal));
        Assert.Contains("Keys:Receipt:2:Key", RotateVerb.Steps("Receipt", now, settings)!.Select(s => s.Setting));
    }

    [Fact]
    public async Task The_steps_lie_in_folders_a_vault_a_dry_run_writes_none_and_older_ones_are_left_alone()
    {
        using var folder = new TestFolder();
        var to = Path.Combine(folder.Path, "keys");
        var settings = new ConfigurationBuilder().AddInMemoryCollection(TestKeys.Shared.Select(k => KeyValuePair.Create(k.Key, (string?)k.Value))).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(settings);
        services.AddOptions<KeyOptions>().BindConfiguration(KeyOptions.Section);
        await using var provider = services.BuildServiceProvider();
        Task<int> RunAsync(params string[] args) => new RotateVerb().RunAsync(args, provider, Cancel);

        Assert.Equal(64, await RunAsync("Link", "--dryrun"));
        Assert.Equal(2, await RunAsync("Link", to, "--dry-run"));
        Assert.Empty(System.IO.Directory.EnumerateFileSystemEntries(folder.Path));
        Assert.Equal(0, await RunAsync("Link", to));
        Assert.Equal(64, await RunAsync("Link", to));

        Assert.Equal(["step-1/back/Keys-Link", "step-2/back/Keys-Link", "step-3/back/Keys-Link"],
            System.IO.Directory.EnumerateFiles(to, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(to, f)).Order(StringComparer.Ordinal));
        Assert.StartsWith(TestKeys.Shared["Keys:Link"] + ";", await File.ReadAllTextAsync(Path.Combine(to, "step-1", "back", "Keys-Link"), Cancel), StringComparison.Ordinal);
    }

    /// <summary>Both generations with the newer one first, and the newer alone.</summary>
    private static (Dictionary<string, string> Both, Dictionary<string, string> Only) Rotated(IReadOnlyDictionary<string, string> old)
    {
        var fresh = KeySet.Generate(receiptRounds: 1);
        var both = new Dictionary<string, string>(old) { ["Keys:OfficeCurrent"] = "2" };
        foreach (var half in new[] { "PublicKey", "PrivateKey" }) both["Keys:Office:2:" + half] = fresh["Keys:Office:1:" + half];
        foreach (var name in Changed) both[name] = $"{fresh[name]};{old[name]}";
        var only = new Dictionary<string, string>(both);
        foreach (var half in new[] { "PublicKey", "PrivateKey" }) only.Remove("Keys:Office:1:" + half);
        foreach (var name in Changed) only[name] = fresh[name];
        return (both, only);
    }

    private static async Task<(ReceiptCode Code, CaseId Id)> LivedAsync(CaseWorld world)
    {
        var (code, id) = await world.SubmitAsync(AReport.OfAPerson);
        await world.Worker.CarryOutDueAsync(id, Cancel);
        await world.FollowUp.SendMessageAsync(code, "Xin chào.", NewForm(), Cancel);
        await world.FollowUp.AddAsync(code, "Kể thêm", NewForm(), Cancel);
        await world.Worker.CarryOutDueAsync(id, Cancel);
        return (code, id);
    }

    /// <summary>Reporters write, by instances with older and with newer settings, while keys change below them.</summary>
    private static async Task TrafficAsync(CaseWorld before, CaseWorld during, IReadOnlyList<(ReceiptCode Code, CaseId Id)> cases)
    {
        foreach (var ((code, id), index) in cases.Take(4).Select((c, i) => (c, i)).ToList())
        {
            // An instance with the older settings alone can still write where nothing was renewed; where it can't, it says so and nothing is half done.
            var world = index % 2 == 0 ? during : before;
            var result = await world.FollowUp.SendMessageAsync(code, "Giữa chừng", NewForm(), Cancel);
            if (result != ReporterResult.Done) Assert.Equal(ReporterResult.Done, await during.FollowUp.SendMessageAsync(code, "Giữa chừng", NewForm(), Cancel));
            await during.Worker.CarryOutDueAsync(id, Cancel);
        }
    }

    private static string NewForm() => $"form-{Guid.NewGuid():N}";
}
