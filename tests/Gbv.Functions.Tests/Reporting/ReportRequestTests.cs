using Gbv.Functions.Directory;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Reporting;
using Gbv.Functions.Storage;
using static Gbv.Functions.Tests.Reporting.Facts;

namespace Gbv.Functions.Tests.Reporting;

/// <summary>What building a report costs in storage requests, with a warm directory; the formula is in docs/storage.md.</summary>
public sealed class ReportRequestTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int FactsAPage = 1000;

    private CountedStorage storage = null!;
    private ReportingWorld world = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        storage = await CountedStorage.StartAsync(azurite.NewAccount());
        world = await ReportingWorld.StartAsync(storage.ConnectionString, InNovember);
    }

    public async ValueTask DisposeAsync()
    {
        await world.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Theory]
    [InlineData(60)]
    [InlineData(FactsAPage + 1)]
    public async Task A_build_is_nine_requests_one_a_thousand_facts_and_six_for_the_coordinator(int facts)
    {
        await world.Facts.UpsertAsync([.. Enumerable.Range(0, facts).Select(n => AFact($"f{n:00000}"))], Ct);
        var message = await EnqueuedAsync();

        await BuildAsync(message);

        var drafters = ReportNotices.Drafters((await world.Get<DirectoryCache>().GetAsync(CaiNhum, Ct))!).Count;
        var pages = (facts + FactsAPage - 1) / FactsAPage;
        Assert.Equal(drafters, world.Mails.Sent.Count);
        Assert.Equal(
            [.. Of("table read"), .. Of("table query", pages), .. Of("blob PUT", 6), .. Of("table update"), .. Of("blob GET")],
            storage.Counted.Take(9 + pages));
        Assert.Equal(9 + pages + (6 * drafters), storage.Counted.Count);
    }

    [Fact]
    public async Task A_message_that_comes_again_reads_the_ledger_and_builds_nothing()
    {
        await world.Facts.UpsertAsync(AMonth(), Ct);
        var message = await EnqueuedAsync();
        await BuildAsync(message);
        storage.Clear();

        await BuildAsync(message);

        var drafters = ReportNotices.Drafters((await world.Get<DirectoryCache>().GetAsync(CaiNhum, Ct))!).Count;
        Assert.Equal(Of("table read", 1 + drafters), storage.Counted);
    }

    /// <summary>The message for the commune's October, taken from the queue that the schedule filled.</summary>
    private async Task<byte[]> EnqueuedAsync()
    {
        await world.CheckAsync();
        await world.Get<DirectoryCache>().GetAsync(CaiNhum, Ct);
        var messages = (await world.Storage.Queue(StorageNames.BuildReportQueue).ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5), Ct)).Value;
        storage.Clear();
        return messages.Select(m => m.Body.ToArray()).First(m => world.Get<WorkQueue>().TryRead(m) is { A: "2026-10", B: "cai-nhum" });
    }

    private Task BuildAsync(byte[] message) => world.Get<BuildReport>().HandleAsync(new QueueDelivery(message, 1), Ct);

    private static IEnumerable<string> Of(string request, int times = 1) => Enumerable.Repeat(request, times);
}
