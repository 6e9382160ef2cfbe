using System.Text;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Referrals;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.LocalHost.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gbv.Functions.Tests.Broker;

/// <summary>What the host posts for a message of Service Bus, through the same door and into the same handler as a message of Storage.</summary>
public sealed class BusTriggerTests(AzuriteFixture azurite)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_of_the_bus_carries_a_case_out_and_a_forged_one_ends_in_the_same_poison_queue()
    {
        await using var world = await CaseWorld.CreateAsync(azurite.NewAccount());
        var (_, id) = await world.SubmitAsync(AReport.OfAPerson);
        var handler = world.Get<CarryOutCase>();

        await handler.HandleAsync(await ReadAsync(world.Get<WorkQueue>().Write(new WorkMessage("case", id.Value))), Cancel);
        await handler.HandleAsync(await ReadAsync("""{"K":"case","A":"x","N":0,"M":"AAAA"}"""u8.ToArray()), Cancel);

        Assert.Empty((await world.ReadAsync(id)).Effects);
        Assert.NotEmpty(world.Mails.Sent);
        Assert.Single((await world.Storage.Queue(StorageNames.CaseWorkQueue + "-poison").PeekMessagesAsync(5, Cancel)).Value);
    }

    [Theory]
    [InlineData("DELIVERY", 1)]
    [InlineData("3", 3)]
    public async Task Its_deliveries_are_counted_under_the_name_that_the_bus_has_for_them(string count, int expected)
    {
        var body = HostPayloads.Bus("CarryOutCaseFromBus", [1]).Replace("\"DeliveryCount\":\"1\"", $"\"DeliveryCount\":\"{count}\"", StringComparison.Ordinal);

        Assert.Equal(expected, (await TriggerPayload.ReadAsync(Stream(body), TriggerPayload.BusCount, Cancel))!.DequeueCount);
        Assert.Equal(1, (await TriggerPayload.ReadAsync(Stream(body), TriggerPayload.StorageCount, Cancel))!.DequeueCount);
    }

    /// <summary>The platform's imitation says the same words as the host.</summary>
    [Fact]
    public async Task The_stand_ins_payload_is_read_alike()
    {
        var body = Invocations.BusBody(new BusFunction("CarryOutCaseFromBus", "case-work", "message"), 17, 4, DateTimeOffset.UtcNow, [1, 2, 3]);

        var read = await TriggerPayload.ReadAsync(Stream(body.ToJsonString()), TriggerPayload.BusCount, Cancel);

        Assert.Equal([1, 2, 3], read!.Body);
        Assert.Equal(4, read.DequeueCount);
    }

    /// <summary>The bus delivers again at once: five deliveries would be gone before a storage that fails for a moment is back.</summary>
    [Fact]
    public async Task A_failure_is_told_only_after_the_pause_that_storage_queues_make()
    {
        var time = new FakeTimeProvider();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<TimeProvider>(time).AddSingleton<Failing>();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var app = builder.Build();
        app.MapBusTrigger<Failing>("CarryOutCaseFromBus");
        await app.StartAsync(Cancel);

        var answer = RawHttp.InvokeAsync(new Uri(app.Urls.Single()).Port, "CarryOutCaseFromBus", HostPayloads.Bus("CarryOutCaseFromBus", [1]));
        await app.Services.GetRequiredService<Failing>().Failed.Task.WaitAsync(TimeSpan.FromSeconds(60), Cancel);
        while (!answer.IsCompleted)
        {
            // The timer may not be set yet; it never needs more than the pause.
            Assert.True(time.GetUtcNow() < time.Start.AddHours(1), "It never answered.");
            time.Advance(TriggerEndpoints.PauseAfterFailure);
            await Task.Delay(10, Cancel);
        }

        Assert.Equal(500, (await answer).Status);
        Assert.True(time.GetUtcNow() - time.Start >= TriggerEndpoints.PauseAfterFailure);
    }

    private static async Task<QueueDelivery> ReadAsync(byte[] message) =>
        (await TriggerPayload.ReadAsync(Stream(HostPayloads.Bus("CarryOutCaseFromBus", message)), TriggerPayload.BusCount, Cancel))!;

    private static MemoryStream Stream(string text) => new(Encoding.UTF8.GetBytes(text));

    private sealed class Failing : IQueueHandler
    {
        public TaskCompletionSource Failed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task HandleAsync(QueueDelivery delivery, CancellationToken ct)
        {
            Failed.TrySetResult();
            throw new InvalidOperationException("as the test wants it");
        }
    }
}
