using Azure.Data.Tables;
using Azure.Storage.Queues.Models;
using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Functions.Cases;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Intake;
using Gbv.Functions.Referrals;
using Gbv.Functions.Reporting;
using Gbv.Functions.Storage;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Cases;

/// <summary>What each event costs, counted on the wire, with warm caches; the table is docs/storage.md.</summary>
public sealed class StorageRequestTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private CountedStorage storage = null!;
    private CaseWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        storage = await CountedStorage.StartAsync(azurite.NewAccount());
        world = await CaseWorld.CreateAsync(storage.ConnectionString);
        await world.Directory.GetAsync(AReport.OfAPerson.Commune, Cancel);
        await world.Get<ReportSchedule>().LookAsync(Cancel);
        storage.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task A_submission_is_one_message_and_one_transaction_and_reads_nothing()
    {
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);

        Assert.Equal(["queue put", "table transaction"], storage.Counted);
        var rows = await world.Cases.QueryAsync<TableEntity>(r => r.PartitionKey == id.Value, cancellationToken: Cancel).Select(r => r.RowKey.Split(':')[0]).ToListAsync(Cancel);
        Assert.Equal(["case", "effect", "event", "incident", "op"], rows.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_immediate_submission_is_two_messages_and_one_transaction()
    {
        await world.SubmitAsync(AReport.OfAPerson.InDanger());

        Assert.Equal(["queue put", "queue put", "table transaction"], storage.Counted);
    }

    [Fact]
    public async Task An_unknown_code_is_one_point_read()
    {
        await world.FollowUp.OpenAsync(world.Get<ReceiptKeys>().Issue(SubmissionId.New(), 0), Cancel);

        Assert.Equal(["table read"], storage.Counted);
    }

    [Fact]
    public async Task A_code_that_was_switched_off_is_one_point_read_as_well()
    {
        var (receipt, id) = await world.SubmitAsync(AReport.OfAPerson);
        await world.Changes.ApplyAsync(id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.Progress, Actor.System);
            change.Case = change.Case with { ReceiptOpens = false };
            return change;
        }, Cancel);
        storage.Clear();

        Assert.Null(await world.FollowUp.OpenAsync(receipt, Cancel));

        Assert.Equal(["table read"], storage.Counted);
    }

    [Fact]
    public async Task A_known_code_is_also_one_range_query_and_one_transaction_that_records_the_visit()
    {
        var (receipt, _) = await world.SubmitAsync(AReport.OfAPerson);
        storage.Clear();

        await world.FollowUp.OpenAsync(receipt, Cancel);

        Assert.Equal(["table read", "table query", "table transaction"], storage.Counted);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task The_effects_of_one_submission_cost_at_most_eight_requests_and_four_a_mail(int wishes)
    {
        await world.SubmitAsync(AReport.OfAPerson with { Wishes = [.. new[] { HelpWish.Health, HelpWish.Shelter }.Take(wishes)] });
        QueueMessage message = await world.Storage.Queue(StorageNames.CaseWorkQueue).TakeAsync();
        storage.Clear();

        await world.Get<CarryOutCase>().HandleAsync(new QueueDelivery(message.Body.ToArray(), 1), Cancel);

        Assert.InRange(storage.Counted.Count, 1, 8 + (4 * (wishes + 1)));
        Assert.Equal(wishes + 1, world.Mails.Drain().Count);
    }

    [Fact]
    public async Task Another_mail_under_the_same_reference_costs_seven()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        await world.Changes.ApplyAsync(id, (read, now) =>
        {
            var change = Note(read, now);
            change.Mail(CaseMailKind.Reminder, read.Triage().ResponderId, read.Triage().Id);
            return change;
        }, Cancel);
        world.Time.Advance(TimeSpan.FromMinutes(1));
        storage.Clear();

        await world.Worker.CarryOutDueAsync(id, Cancel);

        // Besides the mail what follows any change: the case, its facts and head, their effect removed.
        Assert.Equal(4 + 7, storage.Counted.Count);
    }

    [Fact]
    public async Task An_immediate_report_costs_no_more_a_mail()
    {
        await world.SubmitAsync(AReport.OfAPerson.InDanger());
        QueueMessage message = await world.Storage.Queue(StorageNames.CaseWorkQueue).TakeAsync();
        storage.Clear();

        await world.Get<CarryOutCase>().HandleAsync(new QueueDelivery(message.Body.ToArray(), 1), Cancel);

        var requests = storage.Counted.Count;
        var mails = world.Mails.Drain().Count;
        Assert.True(mails > 1);
        Assert.InRange(requests, 1, 8 + (4 * mails));
    }

    [Fact]
    public async Task The_second_announcement_of_an_immediate_report_only_reads()
    {
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson.InDanger());
        await world.Worker.CarryOutDueAsync(id, Cancel);
        QueueMessage message = await world.Storage.Queue(StorageNames.CaseWorkQueue).TakeAsync();
        storage.Clear();

        await world.Get<CarryOutCase>().HandleAsync(new QueueDelivery(message.Body.ToArray(), 1), Cancel);

        Assert.Equal(["table query"], storage.Counted);
    }

    [Fact]
    public async Task A_change_starts_from_the_case_as_it_was_read_and_reads_it_anew_only_where_others_were_faster()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        var read = await world.ReadAsync(id);
        storage.Clear();

        Assert.Equal(ChangeResult.Done, await world.Changes.ApplyAsync(read, Note, Cancel));
        Assert.Equal(["queue put", "table transaction"], storage.Counted);

        storage.Clear();
        Assert.Equal(ChangeResult.Done, await world.Changes.ApplyAsync(read, Note, Cancel));
        Assert.Equal(["queue put", "table transaction", "table read", "table query", "queue put", "table transaction"], storage.Counted);
        Assert.Equal(read.Events.Count + 2, (await world.ReadAsync(id)).Events.Count);
    }

    [Fact]
    public async Task An_idle_tick_of_a_timer_is_at_most_five_requests()
    {
        await world.Get<CheckDue>().RunAsync(Cancel);
        Assert.Equal(["table query"], storage.Counted);

        storage.Clear();
        await world.Get<Sweep>().RunAsync(Cancel);
        Assert.Equal(["table query", "table update", "blob GET", "queue GET", "queue GET"], storage.Counted);

        storage.Clear();
        await world.Get<CheckReports>().RunAsync(Cancel);
        Assert.Equal(["table query", "table query", "blob GET"], storage.Counted);
    }

    private static CaseChange Note(CasePartition read, DateTimeOffset now) => new(read, now, EventKind.Progress, Actor.System);
}

/// <summary>Takes the announcement once its delay is over: the emulator keeps real time.</summary>
internal static class Queues
{
    public static async Task<QueueMessage> TakeAsync(this Azure.Storage.Queues.QueueClient queue)
    {
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(20);
        while (true)
        {
            if ((await queue.ReceiveMessageAsync(cancellationToken: Cancel)).Value is { } message) return message;
            Assert.True(DateTimeOffset.UtcNow < deadline, "No message came.");
            await Task.Delay(200, Cancel);
        }
    }
}
