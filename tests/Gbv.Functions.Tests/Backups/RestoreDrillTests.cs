using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Backups;
using Gbv.Functions.Cases;
using Gbv.Functions.Erasing;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Intake;
using Gbv.Functions.Links;
using Gbv.Functions.Referrals;
using Gbv.Functions.Reporting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Trace;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Backups;

/// <summary>The drill: a backup under load, the account gone, and everything back in an empty one.</summary>
public sealed class RestoreDrillTests(AzuriteFixture azurite) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly TestFolder folder = new();
    private readonly IReadOnlyDictionary<string, string> keys = TestKeys.Shared;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Every_report_accepted_before_the_cut_comes_back_and_what_was_pending_is_done_once()
    {
        var place = new FolderPlace(Path.Combine(folder.Path, "backup"));
        var home = await CreateAsync(azurite.NewAccount(), keys);
        var lived = new List<Reported>();
        for (var i = 0; i < 3; i++) lived.Add(await LivedAsync(home, i));
        var erased = await LivedAsync(home, 3);
        var link = System.Text.RegularExpressions.Regex.Match(home.Mails.Sent.First(m => m.Text.Contains("/r/", StringComparison.Ordinal)).Text, "/r/([A-Za-z0-9_-]{32})").Groups[1].Value;
        var report = await home.Get<ReportMaker>().MakeAsync(Period.MonthOf(Start.AddDays(-40)), AReport.OfAPerson.Commune, Cancel);
        List<Reported> pending = [await SubmittedAsync(home, 4), await SubmittedAsync(home, 5)];
        home.Time.Advance(TimeSpan.FromMinutes(2));

        using var enough = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var load = LoadAsync(home, lived, enough.Token);
        var taken = await home.Get<BackupRun>().RunAsync(place, BackupLock.OfOffice(home.Get<OfficeKeys>()), null, Cancel);
        await enough.CancelAsync();
        await load;
        Assert.Equal((BackupOutcome.Finished, 0), (taken.Outcome, taken.Wrong));
        Assert.True(taken.Cases >= 6, $"{taken.Cases} cases were taken.");

        // After the cut somebody is erased; where the trace survives, that is known.
        while (!(await home.ReadAsync(erased.Id)).IsErased)
        {
            await home.Get<CaseErasure>().EraseAsync(erased.Id, "request", Cancel);
            await home.Worker.CarryOutDueAsync(erased.Id, Cancel);
        }

        var told = home.Mails.Sent.Select(m => m.Ref).OfType<string>().ToHashSet();
        var account = azurite.NewAccount();
        await SurvivingTraceAsync(home, account, erased.Id);
        var now = home.Time.GetUtcNow();
        await home.DisposeAsync();

        await using var away = await CreateAsync(account, keys, bare: true);
        away.Time.SetUtcNow(now);
        var restored = await RestoreAsync(away, place);

        Assert.Null(restored.Refusal);
        Assert.Equal((taken.Cases, 0, 1), (restored.Cases, restored.Left, restored.ErasedAgain));
        Assert.Empty(restored.Check!.Findings);
        Assert.True((await away.ReadAsync(erased.Id)).IsErased);
        Assert.Null(await away.FollowUp.OpenAsync(erased.Code, Cancel));
        foreach (var (code, id, text) in lived.Concat(pending))
        {
            Assert.NotNull(await away.FollowUp.OpenAsync(code, Cancel));
            Assert.Equal(text, (await away.ReadAsync(id)).Report.Narrative);
        }

        Assert.IsType<LinkOpening.Active>(await away.Get<LinkStore>().OpenAsync(link, Cancel));
        foreach (var file in (await away.Get<PeriodLedger>().FindAsync(report.Period, report.Area, Cancel))!.KeptFiles) await away.Get<ReportFiles>().ReadAsync(file, Cancel);
        Assert.NotEmpty((await away.ReadAsync(pending[0].Id)).Effects);

        await CarryOutAsync(away);

        foreach (var (_, id, _) in pending) Assert.NotEmpty((await away.ReadAsync(id)).Mails);
        await AssertSettledAsync(away);
        var sent = away.Mails.Sent.Select(m => m.Ref).OfType<string>().ToList();
        Assert.Equal(sent.Distinct().Count(), sent.Count);

        // A mail that was out before the cut is not sent again; of those sent while the backup was taken nobody can tell.
        var old = lived.Select(l => l.Id).ToHashSet();
        Assert.DoesNotContain(sent, s => told.Contains(s) && old.Any(id => away.ReadAsync(id).GetAwaiter().GetResult().Mails.Any(m => m.Ref == s && m.CreatedAt == Start)));

        // The same command once more finds that all is done.
        Assert.Equal((0, 0, 0), (await RestoreAsync(away, place)) switch { var again => (again.Rows, again.Announced, again.Check!.Findings.Count) });
    }

    /// <summary>People report, write and are answered all the while.</summary>
    private static async Task LoadAsync(CaseWorld world, List<Reported> lived, CancellationToken enough)
    {
        for (var i = 0; !enough.IsCancellationRequested && i < 40; i++)
        {
            var (_, id, _) = await SubmittedAsync(world, 100 + i);
            if (i % 2 == 0) await world.Worker.CarryOutDueAsync(id, Cancel);
            await world.FollowUp.SendMessageAsync(lived[i % lived.Count].Code, $"Tin {i}", $"form-{Guid.NewGuid():N}", Cancel);
            await world.Worker.CarryOutDueAsync(lived[i % lived.Count].Id, Cancel);
        }
    }

    /// <summary>The container that can only be added to lies elsewhere and knows what was erased; the rest of it is gone with the account.</summary>
    private static async Task SurvivingTraceAsync(CaseWorld home, string account, CaseId erased)
    {
        var name = "erased/" + ErasureLedger.Hash(erased);
        Assert.True(await home.Storage.Container(StorageNames.AuditHeads).GetBlobClient(name).ExistsAsync(Cancel));
        var container = new BlobContainerClient(account, StorageNames.AuditHeads);
        await container.CreateAsync(cancellationToken: Cancel);
        await container.UploadBlobAsync(name, BinaryData.Empty, Cancel);
    }

    private static Task<RestoreResult> RestoreAsync(CaseWorld world, BackupPlace place) =>
        world.Get<RestoreRun>().RunAsync(place, new BackupKeys(world.Get<OfficeKeys>()), fillGaps: false, dryRun: false, null, Cancel);

    /// <summary>The queue's function works off what was announced, each message twice, as storage may deliver it.</summary>
    private static async Task CarryOutAsync(CaseWorld world)
    {
        var deadline = DateTimeOffset.UtcNow + Limit;
        var queue = world.Storage.Queue(StorageNames.CaseWorkQueue);
        while (await PendingAsync(world) > 0)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "Effects are still pending.");
            var messages = (await queue.ReceiveMessagesAsync(32, cancellationToken: Cancel)).Value;
            foreach (var message in messages)
            {
                await world.Get<CarryOutCase>().HandleAsync(new QueueDelivery(message.Body.ToArray(), 1), Cancel);
                await world.Get<CarryOutCase>().HandleAsync(new QueueDelivery(message.Body.ToArray(), 2), Cancel);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Cancel);
            }

            if (messages.Length == 0) await Task.Delay(100, Cancel);
        }
    }

    private static async Task<int> PendingAsync(CaseWorld world) =>
        await world.Cases.QueryAsync<TableEntity>($"RowKey ge '{CaseRow.EffectPrefix}' and RowKey lt '{CaseRow.EffectEnd}'", select: ["RowKey"], cancellationToken: Cancel).CountAsync(Cancel);

    /// <summary>Facts, heads and the list of what is due say what the cases say.</summary>
    private static async Task AssertSettledAsync(CaseWorld world)
    {
        List<CasePartition> cases = [];
        await foreach (var row in world.Cases.QueryAsync<TableEntity>(r => r.RowKey == CaseRow.Case, cancellationToken: Cancel)) cases.Add(await world.ReadAsync(new CaseId(row.PartitionKey)));
        var facts = await world.Get<CaseFactStore>().ReadAsync(AReport.OfAPerson.Commune, Start.VietnamDate().Year, Cancel);
        Assert.Equal(
            cases.Where(c => !c.IsErased).SelectMany(c => FactProjection.Of(c, world.Get<KeyRing>())).Select(Json.Text).Order(StringComparer.Ordinal),
            facts.Where(f => !f.Coarse).Select(Json.Text).Order(StringComparer.Ordinal));
        var due = await world.Get<DueStore>().UntilAsync(Start.AddYears(1), Cancel).Select(d => d.Key).ToListAsync(Cancel);
        Assert.All(cases, c => Assert.True(CaseChange.NextDue(c.Items, c.Case) is not { } at || due.Contains($"{at.UtcTicks:D19}:{c.Id}")));
        world.Time.Advance(TimeSpan.FromHours(2));
        Assert.Empty((await world.Get<TraceCheck>().RunAsync(world.Time.GetUtcNow().VietnamDate(), all: true, null, Cancel)).Findings);
    }

    private static async Task<Reported> LivedAsync(CaseWorld world, int number)
    {
        var reported = await SubmittedAsync(world, number);
        await world.Worker.CarryOutDueAsync(reported.Id, Cancel);
        return reported;
    }

    private static async Task<Reported> SubmittedAsync(CaseWorld world, int number)
    {
        var text = $"Báo tin {number}";
        var (code, id) = await world.SubmitAsync(AReport.OfAPerson with { Narrative = text });
        return new(code, id, text);
    }

    private sealed record Reported(ReceiptCode Code, CaseId Id, string Text);
}
