using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Reporting;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Faults;
using static Gbv.Functions.Tests.Reporting.Facts;

namespace Gbv.Functions.Tests.Reporting;

/// <summary>No timer ran for seven months, and then everything happens at once: two instances look and build, and one of them dies over a file.</summary>
public sealed class CatchUpTests(AzuriteFixture azurite)
{
    /// <summary>In the middle of the third report that it builds.</summary>
    private const int LastFile = 15;

    private static readonly DateTimeOffset InApril = new(2026, 4, 20, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_period_that_is_owed_is_built_once_and_no_half_file_is_offered()
    {
        var account = azurite.NewAccount();
        await using var way = await StorageProxy.StartAsync(account);
        await using var dying = await ReportingWorld.StartAsync(way.ConnectionString, InApril);
        await using var other = await ReportingWorld.StartAsync(account, InApril);
        await other.Facts.UpsertAsync([AFact("a", InApril.AddDays(-10)), AFact("b", InApril.AddMonths(3))], Ct);
        foreach (var world in new[] { dying, other }) world.Time.SetUtcNow(InNovember);
        await Task.WhenAll(dying.CheckAsync(), other.CheckAsync());

        Assert.True(await BuildsUntilItDiesAsync(way, dying));
        var left = await other.Ledger.ReadStatesAsync(Ct);
        Assert.Equal(2, left.Count(e => e.IsBuilt));
        await AssertWholeAsync(other);
        await using var again = await ReportingWorld.StartAsync(account, InNovember);
        await Task.WhenAll(other.CheckAsync(), again.CheckAsync());
        await Task.WhenAll(other.WorkAsync(), again.WorkAsync());

        var built = await other.Ledger.ReadStatesAsync(Ct);
        string[] owed = ["2026-04", "2026-05", "2026-06", "2026-Q2", "2026-H1", "2026-07", "2026-08", "2026-09", "2026-Q3", "2026-10"];
        Assert.Equal(owed.Order(StringComparer.Ordinal), built.Where(e => e.Area == CaiNhum).Select(e => e.Period.ToString()).Order(StringComparer.Ordinal));
        Assert.All(built, e => Assert.Equal((1, true), (e.Version, e.IsFinal)));
        await AssertWholeAsync(other);
    }

    [Fact]
    public async Task What_was_sent_for_and_is_not_built_a_day_later_is_named_until_it_is()
    {
        await using var world = await ReportingWorld.StartAsync(azurite.NewAccount(), InNovember);
        await world.Facts.UpsertAsync([AFact("a", InNovember.AddDays(-40))], Ct);

        Assert.Empty(await world.Schedule.SendDueAsync(Ct));
        world.Time.Advance(TimeSpan.FromHours(25));
        var late = await world.Schedule.SendDueAsync(Ct);
        await world.WorkAsync();
        world.Time.Advance(TimeSpan.FromHours(25));

        Assert.Contains(late, e => e.Area == CaiNhum);
        Assert.DoesNotContain(late, e => e.IsBuilt);
        Assert.Empty(await world.Schedule.SendDueAsync(Ct));
    }

    /// <summary>Works as the host has it do, one message after the other, until it is no more. What it had in hand comes again.</summary>
    private static async Task<bool> BuildsUntilItDiesAsync(StorageProxy way, ReportingWorld world)
    {
        using var life = CancellationTokenSource.CreateLinkedTokenSource(Ct);
        var files = 0;
        way.Before = request => request is { Service: "blob", Method: "PUT" } && Interlocked.Increment(ref files) >= LastFile ? life.CancelAsync() : Task.CompletedTask;
        var queue = world.Storage.Queue(StorageNames.BuildReportQueue);
        while ((await queue.ReceiveMessageAsync(TimeSpan.FromSeconds(1), Ct)).Value is { } message)
        {
            try
            {
                await world.Get<BuildReport>().HandleAsync(new QueueDelivery(message.Body.ToArray(), 1), life.Token);
            }
            catch (OperationCanceledException) when (life.IsCancellationRequested)
            {
                await Task.Delay(TimeSpan.FromSeconds(1.5), Ct);
                return true;
            }

            await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, Ct);
        }

        return false;
    }

    private static async Task AssertWholeAsync(ReportingWorld world)
    {
        foreach (var entry in (await world.Ledger.ReadStatesAsync(Ct)).Where(e => e.IsBuilt))
            foreach (var file in (await world.EntryAsync(entry.Period, entry.Area)).Files)
                Assert.Equal(file.Length, (await world.Files.ReadAsync(file, Ct)).ToMemory().Length);
    }
}
