using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Functions.Cases;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Faults;

/// <summary>Where in a save the handler dies.</summary>
public enum SaveMoment { BeforeTheAnnouncement, AfterTheAnnouncement, AfterTheTransaction }

/// <summary>
/// The real program, killed (SIGKILL) in the middle of what a coordinator saves. Two instances, as always: one carries out, the
/// other only shows pages, so that every message and transaction that comes from it belongs to the save.
/// </summary>
public sealed class TriageKillTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly string account = azurite.NewAccount();
    private readonly TestFolder folder = new();
    private StorageProxy proxy = null!;
    private LocalPlatform works = null!;
    private LocalPlatform pages = null!;
    private Record record = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        proxy = await StorageProxy.StartAsync(account);
        works = await LocalPlatform.StartAsync(Options("works", account, []), Cancel);
        File.Copy(Path.Combine(folder.Path, "works", "keys.json"), Path.Combine(System.IO.Directory.CreateDirectory(Path.Combine(folder.Path, "pages")).FullName, "keys.json"));
        pages = await LocalPlatform.StartAsync(
            Options("pages", proxy.ConnectionString, [new("AzureWebJobs.CarryOutCase.Disabled", "true"), new("AzureWebJobs.BuildReport.Disabled", "true"), new("SendGrid:Host", works.BaseAddress.GetLeftPart(UriPartial.Authority))]),
            Cancel);
        record = await Record.OpenAsync(Path.Combine(folder.Path, "works"), account);
    }

    public async ValueTask DisposeAsync()
    {
        await record.DisposeAsync();
        await pages.DisposeAsync();
        await works.DisposeAsync();
        await proxy.DisposeAsync();
        folder.Dispose();
    }

    [Theory]
    [InlineData(SaveMoment.BeforeTheAnnouncement)]
    [InlineData(SaveMoment.AfterTheAnnouncement)]
    [InlineData(SaveMoment.AfterTheTransaction)]
    public async Task Killed_in_a_triage_save_everything_is_saved_once_in_the_end(SaveMoment moment)
    {
        await new Traffic(works).SendAsync(Cancel, wish: null);
        using var coordinator = new Coordinator(pages.BaseAddress, works.Mails, await works.Mails.WaitForAsync(m => m.Link is not null, Limit, Cancel));
        await coordinator.AcceptAsync();

        foreach (var save in Coordinator.Saves)
        {
            var killed = KillAt(moment);
            Assert.Equal(moment == SaveMoment.AfterTheTransaction, await coordinator.SaveAsync(save));
            Assert.True(killed.IsCompleted, "The handler was never killed.");
        }

        await record.SettleAsync(Limit);
        var read = Assert.Single(await record.ReadAllAsync());
        Assert.Equal(
            [EventKind.Received, EventKind.Routed, EventKind.Accepted, EventKind.Triaged, EventKind.ConsentRecorded, EventKind.ItemAdded], read.Events.Select(e => e.Kind));
        Assert.Equal(CoreType.PhysicalAssault, read.Incidents[0].Classification!.CoreType);
        Assert.Single(read.Notes, n => n.Kind == NoteKind.Consent);
        var referral = Assert.Single(read.Items, i => i.Kind == ItemKind.Referral);
        var mail = Assert.Single(read.Mails, m => m.Item == referral.Id);
        Assert.Single(works.Mails.All, m => m.CustomArgs.GetValueOrDefault("ref") == mail.Ref);
        await record.AssertFactsAsync([read]);
    }

    /// <summary>Kills once; completes then.</summary>
    private Task KillAt(SaveMoment moment)
    {
        var killed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Task KillIf(bool now)
        {
            if (now && killed.TrySetResult()) pages.KillHandler();
            return Task.CompletedTask;
        }

        proxy.Before = request => KillIf(moment == SaveMoment.BeforeTheAnnouncement && request.IsMessagePut);
        proxy.After = request => KillIf(moment switch
        {
            SaveMoment.AfterTheAnnouncement => request.IsMessagePut,
            SaveMoment.AfterTheTransaction => request.IsTransaction,
            _ => false,
        });
        return killed.Task;
    }

    private LocalPlatformOptions Options(string name, string storage, IEnumerable<KeyValuePair<string, string?>> more) => new()
    {
        Url = "http://127.0.0.1:0",
        DataFolder = Path.Combine(folder.Path, name),
        StorageConnectionString = storage,
        ReceiptRounds = 1,
        Lease = TimeSpan.FromSeconds(5),
        PollInterval = TimeSpan.FromMilliseconds(500),
        Timers = false,
        Settings = new Dictionary<string, string?>([.. Traffic.Settings, .. more]),
    };
}
