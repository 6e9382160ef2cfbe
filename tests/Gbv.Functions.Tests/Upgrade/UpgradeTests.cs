using System.Net;
using System.Text.RegularExpressions;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Backups;
using Gbv.Functions.Intake;
using Gbv.Functions.Links;
using Gbv.Functions.Referrals;
using Gbv.Functions.Registers;
using Gbv.Functions.Reporting;
using Gbv.Functions.Retention;
using Gbv.Functions.Rewrapping;
using Gbv.Functions.Sealing;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Responders;
using Gbv.Functions.Trace;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Upgrade;

/// <summary>What earlier releases wrote, under the program of today: changes of stored rows only ever add.</summary>
public sealed class UpgradeTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TestFolder folder = new();

    public static TheoryData<string> Releases => [.. FrozenData.All];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task There_is_a_set_of_an_earlier_release_and_today_can_be_frozen_too()
    {
        if (Environment.GetEnvironmentVariable(FrozenData.Make) is { Length: > 0 } day) await FrozenData.MakeAsync(day, azurite.NewAccount());

        Assert.NotEmpty(FrozenData.All);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Receipts_open_chains_verify_reports_build_effects_go_on_and_commands_work(string release)
    {
        var account = azurite.NewAccount();
        var data = await FrozenData.LoadAsync(release, account);
        await using var world = await CreateAsync(account, data.Keys, bare: true);
        world.Time.SetUtcNow(data.At.AddMinutes(30));

        foreach (var one in data.Cases)
            Assert.Equal(one.Name != "erased", await world.FollowUp.OpenAsync(ReceiptCode.TryParse(one.Receipt)!.Value, Cancel) is not null);
        Assert.Empty((await world.Get<TraceCheck>().RunAsync(Start.VietnamDate(), all: true, null, Cancel)).Findings);
        var led = await world.ReadAsync(data.Case("led").Id);
        Assert.Equal(("led", "Xin chào.", "Kể thêm"), (led.Report.Narrative, led.Messages.Single(m => m.FromReporter).Text, led.Additions.Single().Text));
        Assert.NotNull(led.Incidents[0].Classification);
        Assert.Null(led.Incidents[0].Classification!.Details);
        foreach (var one in data.Cases.Where(c => c.Link is not null)) Assert.IsType<LinkOpening.Active>(await world.Get<LinkStore>().OpenAsync(one.Link!["/r/".Length..], Cancel));
        Assert.NotEmpty(await world.Get<RegisterStore>().ReadAsync(AReport.OfAPerson.Commune, PlaceRegisters.Hamlets, Cancel));

        var pending = data.Case("pending").Id;
        Assert.NotEmpty((await world.ReadAsync(pending)).Effects);
        await world.Worker.CarryOutDueAsync(pending, Cancel);
        Assert.Empty((await world.ReadAsync(pending)).Effects);
        Assert.NotEmpty(world.Mails.Sent);
        await world.Get<Sweep>().RunAsync(Cancel);
        await world.Get<CheckDue>().RunAsync(Cancel);

        // The led and the answered one, the one that was pending, and what is coarse of the erased one.
        Assert.Equal(4, (await world.Get<CaseFactStore>().ReadAsync(AReport.OfAPerson.Commune, Start.VietnamDate().Year, Cancel)).Count);
        Assert.Equal(1, (await world.Get<ReportMaker>().MakeAsync(Period.MonthOf(Start), AReport.OfAPerson.Commune, Cancel)).Version);

        Assert.Equal((4, 0, 0), (await world.Get<Rewrapper>().RunAsync("", dryRun: true, null, Cancel)) switch { var r => (r.Cases, r.Changed, r.Wrong) });
        Assert.Equal(0, await world.Get<RetentionRun>().RunAsync(("", "g"), (_, _) => { }, Cancel));
        var place = new FolderPlace(folder.Path);
        Assert.Equal((BackupOutcome.Finished, 4, 0), (await world.Get<BackupRun>().RunAsync(place, BackupLock.OfOffice(world.Get<OfficeKeys>()), null, Cancel)) switch { var b => (b.Outcome, b.Cases, b.Wrong) });
        await using var away = await CreateAsync(azurite.NewAccount(), data.Keys, bare: true);
        away.Time.SetUtcNow(world.Time.GetUtcNow());
        Assert.Empty((await away.Get<RestoreRun>().RunAsync(place, new BackupKeys(away.Get<OfficeKeys>()), fillGaps: false, dryRun: false, null, Cancel)).Check!.Findings);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Links_that_were_mailed_before_open_their_pages_and_what_they_offer_works(string release)
    {
        var account = azurite.NewAccount();
        var data = await FrozenData.LoadAsync(release, account);
        await using var app = await StaffApp.CreateAsync(account, keys: data.Keys);
        app.Time.SetUtcNow(data.At.AddMinutes(30));

        using (var coordinator = app.Open())
        {
            await coordinator.SignInAsync(data.Case("led").Link!);
            Assert.Equal(HttpStatusCode.OK, coordinator.Status);
            Assert.Contains("Kể thêm", coordinator.Text, StringComparison.Ordinal);
            Assert.True(coordinator.Page.QuerySelectorAll("button[name=action]").Length > 3);
        }

        using (var responder = app.Open())
        {
            await responder.SignInAsync(data.Case("answered").Link!);
            Assert.Equal(HttpStatusCode.OK, responder.Status);
            Assert.Contains("0900000001", responder.Text, StringComparison.Ordinal);
        }

        await app.Get<ReportNotices>().SendAsync(await app.Get<ReportMaker>().MakeAsync(Period.MonthOf(Start), AReport.OfAPerson.Commune, Cancel), Cancel);
        using var reader = app.Open();
        await reader.SignInAsync(Regex.Match(app.Mails.Sent.Last(m => m.Text.Contains("/r/", StringComparison.Ordinal)).Text, "/r/[A-Za-z0-9_-]{32}").Value);
        Assert.Equal(HttpStatusCode.OK, reader.Status);
        Assert.NotEmpty(reader.Page.QuerySelectorAll("a[href],button"));
    }
}
