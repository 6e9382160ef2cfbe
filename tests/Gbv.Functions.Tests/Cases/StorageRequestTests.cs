using System.Collections.Concurrent;
using Azure.Storage.Queues.Models;
using Gbv.Domain.Reports;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Intake;
using Gbv.Functions.Referrals;
using Gbv.Functions.Reporting;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Faults;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Cases;

/// <summary>What each event costs, counted on the wire, with warm caches; the table is docs/storage.md.</summary>
public sealed class StorageRequestTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly ConcurrentQueue<StorageRequest> requests = new();
    private StorageProxy proxy = null!;
    private CaseWorld world = null!;

    public async ValueTask InitializeAsync()
    {
        proxy = await StorageProxy.StartAsync(azurite.NewAccount());
        world = await CaseWorld.CreateAsync(proxy.ConnectionString);
        await world.Directory.GetAsync(AReport.OfAPerson.Commune, Cancel);
        await world.Get<ReportSchedule>().LookAsync(Cancel);
        proxy.Before = request =>
        {
            requests.Enqueue(request);
            return Task.CompletedTask;
        };
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await proxy.DisposeAsync();
    }

    [Fact]
    public async Task A_submission_is_one_message_and_one_transaction_and_reads_nothing()
    {
        await world.SubmitAsync(AReport.OfAPerson);

        Assert.Equal(["queue put", "table transaction"], Counted());
    }

    [Fact]
    public async Task An_immediate_submission_is_two_messages_and_one_transaction()
    {
        await world.SubmitAsync(AReport.OfAPerson.InDanger());

        Assert.Equal(["queue put", "queue put", "table transaction"], Counted());
    }

    [Fact]
    public async Task An_unknown_code_is_one_point_read()
    {
        await world.FollowUp.OpenAsync(world.Get<ReceiptKeys>().Issue(SubmissionId.New(), 0), Cancel);

        Assert.Equal(["table read"], Counted());
    }

    [Fact]
    public async Task A_known_code_is_also_one_range_query_and_one_access_row()
    {
        var (receipt, _) = await world.SubmitAsync(AReport.OfAPerson);
        requests.Clear();

        await world.FollowUp.OpenAsync(receipt, Cancel);

        Assert.Equal(["table read", "table query", "table insert"], Counted());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task The_effects_of_one_submission_cost_at_most_eight_requests_and_four_a_mail(int wishes)
    {
        await world.SubmitAsync(AReport.OfAPerson with { Wishes = [.. new[] { HelpWish.Health, HelpWish.Shelter }.Take(wishes)] });
        QueueMessage message = await world.Storage.Queue(StorageNames.CaseWorkQueue).TakeAsync();
        requests.Clear();

        await world.Get<CarryOutCase>().HandleAsync(new QueueDelivery(message.Body.ToArray(), 1), Cancel);

        Assert.InRange(requests.Count, 1, 8 + (4 * (wishes + 1)));
        Assert.Equal(wishes + 1, world.Mails.Drain().Count);
    }

    [Fact]
    public async Task An_idle_timer_tick_is_one_query()
    {
        await world.Get<CheckDue>().RunAsync(Cancel);

        Assert.Equal(["table query"], Counted());
    }

    private string[] Counted() => [.. requests.Select(Kind)];

    private static string Kind(StorageRequest request) => request switch
    {
        { IsMessagePut: true } => "queue put",
        { IsTransaction: true } => "table transaction",
        { Service: "table", Method: "GET" } => request.Path.Contains("RowKey=", StringComparison.Ordinal) ? "table read" : "table query",
        { Service: "table", Method: "POST" } => "table insert",
        _ => $"{request.Service} {request.Method}",
    };
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
