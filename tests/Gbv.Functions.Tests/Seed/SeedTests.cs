using Azure.Data.Tables;
using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Intake;
using Gbv.Functions.Reporting;
using Gbv.Functions.Storage;
using Gbv.LocalHost.Platform;
using Gbv.LocalHost.SampleData;
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
    public async Task Cases_live_through_the_programs_own_code_and_a_second_run_changes_nothing()
    {
        using var folder = new TestFolder();
        var keys = await LocalKeys.LoadAsync(folder.Path, receiptRounds: 1, Ct);
        await using var services = SeedServices.Build(keys, azurite.NewAccount());
        var storage = services.GetRequiredService<StorageClients>();
        await StorageSetup.EnsureAsync(storage, Ct);
        await SampleDirectory.LoadAsync(services.GetRequiredService<Gbv.Functions.Directory.DirectoryStore>(), Ct);

        for (var index = 0; index < Cases; index++) await SeedCommand.OneAsync(services, 1, index, Now, Ct);
        var first = await RowsAsync(storage);
        for (var index = 0; index < Cases; index++) await SeedCommand.OneAsync(services, 1, index, Now, Ct);

        Assert.Equal(first, await RowsAsync(storage));
        var facts = await services.GetRequiredService<CaseFactStore>().ReadThroughAsync(CommuneCode.Province, 2026, Ct).ToListAsync(Ct);
        Assert.Equal(Cases, facts.Select(f => f.CaseKey).Distinct().Count());
        Assert.All(facts, f => Assert.InRange(f.ReceivedAt, Now.AddDays(-366), Now));
        Assert.Contains(facts, f => f.CoreType != CoreType.Unclassified && f.TriagedAt > f.ReceivedAt);
        Assert.Contains(facts, f => f.FirstServiceAt > f.FirstAcceptedAt);
        Assert.DoesNotContain(first, r => r.Contains("/effect:", StringComparison.Ordinal));
    }

    /// <summary>Every row of every case with its version; what a reading page adds is no change of the case.</summary>
    private static async Task<List<string>> RowsAsync(StorageClients storage) =>
        await storage.Table(StorageNames.Cases).QueryAsync<TableEntity>(cancellationToken: Ct)
            .Where(r => !r.RowKey.StartsWith("access:", StringComparison.Ordinal))
            .Select(r => $"{r.PartitionKey}/{r.RowKey} {r.ETag}").OrderBy(r => r).ToListAsync(Ct);
}
