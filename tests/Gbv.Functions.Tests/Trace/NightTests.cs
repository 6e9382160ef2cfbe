using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Trace;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Trace;

/// <summary>The nightly run and the files that it chains.</summary>
public sealed class NightTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly DateOnly Today = Start.VietnamDate();

    private CaseWorld world = null!;

    public async ValueTask InitializeAsync() => world = await CreateAsync(azurite.NewAccount());

    public ValueTask DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task Each_night_adds_the_file_of_its_day_and_makes_good_nights_that_were_missed()
    {
        await NightAsync();
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        world.Time.Advance(TimeSpan.FromDays(3));
        await NightAsync();
        await NightAsync();

        var chain = await world.Get<HeadFiles>().ReadAsync(null, Cancel);
        Assert.Empty(chain.Findings);
        Assert.Equal([Today.AddDays(-1), Today, Today.AddDays(1), Today.AddDays(2)], chain.Files.Select(f => f.Day));
        var head = Assert.Single(chain.Files[1].Heads);
        Assert.Equal((id, (await world.ReadAsync(id)).Case.Events), (head.Case, head.Number));
        Assert.Equal(0, await VerifyAsync("--all"));
    }

    [Fact]
    public async Task A_case_that_was_removed_with_all_that_was_noted_of_it_is_known_from_the_files_and_the_run_fails()
    {
        var id = await world.ReceivedAsync(AReport.OfAPerson);
        world.Time.Advance(TimeSpan.FromDays(1));
        await NightAsync();
        await RemoveAsync(StorageNames.Cases, $"PartitionKey eq '{id}'");
        await RemoveAsync(StorageNames.Heads, $"RowKey ge '{id}:' and RowKey lt '{id};'");

        world.Time.Advance(TimeSpan.FromDays(Turns.Nights));

        await Assert.ThrowsAsync<TamperedException>(NightAsync);
        Assert.Equal(1, await VerifyAsync("--all"));
    }

    [Fact]
    public async Task A_file_that_was_changed_replaced_or_removed_is_found()
    {
        await NightAsync();
        world.Time.Advance(TimeSpan.FromDays(1));
        await NightAsync();
        world.Time.Advance(TimeSpan.FromDays(1));
        await NightAsync();
        var (container, name) = (world.Storage.Container(StorageNames.AuditHeads), $"{Today:yyyy-MM-dd}.jsonl");
        var genuine = (await container.GetBlobClient(name).DownloadContentAsync(Cancel)).Value.Content;

        var changed = genuine.ToString().Replace("\"findings\":0", "\"findings\":1", StringComparison.Ordinal);
        Assert.NotEqual(genuine.ToString(), changed);
        await container.GetBlobClient(name).UploadAsync(new BinaryData(changed), overwrite: true, Cancel);
        Assert.Contains(await FilesAsync(), f => f == new Finding(FindingKind.FileBroken, null, Today));

        // Genuine, but not the one that was chained.
        var other = new HeadFile { Day = Today, Previous = "", Heads = [], Turn = [] }.Write(world.Get<KeyRing>());
        await container.GetBlobClient(name).UploadAsync(new BinaryData(other), overwrite: true, Cancel);
        Assert.Contains(await FilesAsync(), f => f == new Finding(FindingKind.FileBroken, null, Today));

        await container.DeleteBlobAsync(name, cancellationToken: Cancel);
        Assert.Contains(await FilesAsync(), f => f == new Finding(FindingKind.FileMissing, null, Today));

        await container.GetBlobClient(name).UploadAsync(genuine, overwrite: true, Cancel);
        Assert.Empty(await FilesAsync());
    }

    [Fact]
    public async Task The_command_says_how_it_is_used() => Assert.Equal(64, await VerifyAsync("--day", "yesterday"));

    private Task NightAsync() => world.Get<CheckTrace>().RunAsync(Cancel);

    private Task<int> VerifyAsync(params string[] args) => new VerifyVerb().RunAsync(args, world.Services, Cancel);

    private async Task<IReadOnlyList<Finding>> FilesAsync() => (await world.Get<HeadFiles>().ReadAsync(null, Cancel)).Findings;

    private async Task RemoveAsync(string table, string filter)
    {
        foreach (var row in await world.Storage.Table(table).QueryAsync<TableEntity>(filter, cancellationToken: Cancel).ToListAsync(Cancel))
            await world.Storage.Table(table).DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Cancel);
    }
}
