using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Links;
using Gbv.Functions.Reporting;
using Gbv.Functions.Storage;
using Gbv.LocalHost.Platform;
using Gbv.LocalHost.Seed;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.Seed;

public sealed class SeedTests(AzuriteFixture azurite)
{
    private const int Cases = 8;
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public void Every_invented_report_is_one_that_the_pages_would_take()
    {
        var validator = new ReportValidator();

        for (var index = 0; index < 2000; index++)
            Assert.Empty(validator.Validate(SampleReports.Create(1, index)).Errors.Select(e => $"{index}: {e.PropertyName} {e.ErrorCode}"));
    }

    [Fact]
    public void The_same_number_is_always_the_same_report() =>
        Assert.Equal(Json.Text(SampleReports.Create(7, 123)), Json.Text(SampleReports.Create(7, 123)));

    [Fact]
    public void The_mix_holds_every_way_in_every_commune_and_children()
    {
        var reports = Enumerable.Range(0, 2000).Select(i => SampleReports.Create(1, i)).ToList();

        Assert.All(Enum.GetValues<Journey>(), j => Assert.Contains(reports, r => r.Journey == j));
        Assert.Equal(3, reports.Select(r => r.Commune).Distinct().Count());
        Assert.InRange(reports.Count(r => r.Age == AgeAnswer.Under16), 150, 500);
        Assert.InRange(reports.Count(r => r.Sex == Sex.Female), 1500, 1900);
        Assert.All(reports.Select(r => r.Contact.Address).OfType<string>().Where(a => a.StartsWith('0')), a => Assert.StartsWith("0900 000 ", a));
    }

    [Theory]
    [InlineData("--reports", "0")]
    [InlineData("--reports", "-5")]
    [InlineData("--reports", "many")]
    [InlineData("--reports")]
    public void A_number_that_makes_no_sense_is_refused(params string[] args) => Assert.False(SeedCommand.TryRead(args, out _, out _));

    [Fact]
    public void Numbers_are_taken_behind_a_space_and_behind_an_equals_sign()
    {
        Assert.True(SeedCommand.TryRead(["--reports=5", "--seed", "7"], out var reports, out var seed));
        Assert.Equal((5, 7), (reports, seed));
    }

    [Fact]
    public async Task Cases_live_through_the_programs_own_code_and_move_to_where_they_stay()
    {
        await using var world = await SeedWorld.StartAsync(azurite);

        await world.FillAsync(Cases);

        var rows = await RowsAsync(world.Home);
        var facts = await world.Home.GetRequiredService<CaseFactStore>().ReadThroughAsync(CommuneCode.Province, 2026, Ct).ToListAsync(Ct);
        Assert.Equal(Cases, facts.Select(f => f.CaseKey).Distinct().Count());
        Assert.All(facts, f => Assert.InRange(f.ReceivedAt, Now.AddDays(-366), Now));
        Assert.Contains(facts, f => f.CoreType != CoreType.Unclassified && f.TriagedAt > f.ReceivedAt);
        Assert.Contains(facts, f => f.FirstServiceAt > f.FirstAcceptedAt);
        Assert.DoesNotContain(rows, r => r.Contains("/effect:", StringComparison.Ordinal));
        Assert.Empty(await RowsAsync(world.Bench));
    }

    [Fact]
    public async Task A_case_that_has_moved_is_genuine_and_its_mails_references_and_links_are_known()
    {
        await using var world = await SeedWorld.StartAsync(azurite);
        await world.FillAsync(3);

        var cases = await Workbench.CasesAsync(world.Home.GetRequiredService<StorageClients>(), Ct);
        var refs = world.Home.GetRequiredService<MailRefs>();
        foreach (var id in cases.Values)
        {
            var read = (await world.Home.GetRequiredService<CaseStore>().ReadAsync(id, Ct))!;
            Assert.NotEmpty(read.Mails);
            foreach (var mail in read.Mails) Assert.Equal(id, (await refs.FindAsync(mail.Ref, Ct))?.CaseId);
        }
    }

    [Fact]
    public async Task A_second_run_adds_what_is_missing_and_changes_nothing_that_is_there()
    {
        await using var world = await SeedWorld.StartAsync(azurite);
        Assert.Equal(3, await world.FillAsync(3));
        var first = await RowsAsync(world.Home);

        Assert.Equal(0, await world.FillAsync(3));
        Assert.Equal(first, await RowsAsync(world.Home));

        Assert.Equal(1, await world.FillAsync(4));
        Assert.Equal(first, (await RowsAsync(world.Home)).Intersect(first));
        Assert.Equal(4, (await Workbench.CasesAsync(world.Home.GetRequiredService<StorageClients>(), Ct)).Count);
    }

    [Fact]
    public async Task A_case_that_is_broken_off_was_never_there_and_comes_with_the_next_run()
    {
        await using var world = await SeedWorld.StartAsync(azurite);
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => SeedCommand.OneAsync(world.Workbench, 1, 0, Now, stop.Token));

        Assert.Empty(await RowsAsync(world.Home));
        Assert.Equal(1, await world.FillAsync(1));
    }

    /// <summary>Every row of every case with its version; what a reading page adds is no change of the case.</summary>
    private static async Task<List<string>> RowsAsync(IServiceProvider services) =>
        await services.GetRequiredService<StorageClients>().Table(StorageNames.Cases).QueryAsync<TableEntity>(cancellationToken: Ct)
            .Where(r => !r.RowKey.StartsWith("access:", StringComparison.Ordinal))
            .Select(r => $"{r.PartitionKey}/{r.RowKey} {r.ETag}").OrderBy(r => r).ToListAsync(Ct);
}

/// <summary>A workbench and the storage where its cases stay.</summary>
internal sealed class SeedWorld : IAsyncDisposable
{
    private readonly TestFolder folder = new();

    private SeedWorld()
    {
    }

    public ServiceProvider Home { get; private set; } = null!;
    public ServiceProvider Bench { get; private set; } = null!;
    public Workbench Workbench => new(Bench, Home);

    public static async Task<SeedWorld> StartAsync(AzuriteFixture azurite)
    {
        var world = new SeedWorld();
        var keys = await LocalKeys.LoadAsync(world.folder.Path, receiptRounds: 1, TestContext.Current.CancellationToken);
        world.Home = await SeedCommand.ServicesAsync(keys, azurite.NewAccount(), TestContext.Current.CancellationToken);
        world.Bench = await SeedCommand.ServicesAsync(keys, azurite.NewAccount(), TestContext.Current.CancellationToken);
        return world;
    }

    /// <summary>How many cases were added.</summary>
    public async Task<int> FillAsync(int reports)
    {
        var now = new DateTimeOffset(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);
        var missing = await SeedCommand.MissingAsync(Home, reports, 1, TestContext.Current.CancellationToken);
        foreach (var index in missing) await SeedCommand.OneAsync(Workbench, 1, index, now, TestContext.Current.CancellationToken);
        return missing.Count;
    }

    public async ValueTask DisposeAsync()
    {
        await Bench.DisposeAsync();
        await Home.DisposeAsync();
        folder.Dispose();
    }
}
