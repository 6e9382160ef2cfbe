using System.Security.Cryptography;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Azure.Storage.Sas;
using Gbv.Domain.Shared;
using Gbv.Functions.Backups;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Backups;

/// <summary>What a backup is worth: closed, whole, put back only where it harms nothing.</summary>
public sealed class BackupTests(AzuriteFixture azurite) : IAsyncLifetime
{
    // Making an RSA key takes longer than a test.
    private static readonly IReadOnlyDictionary<string, string> Keys = TestKeys.Shared;

    private readonly TestFolder folder = new();
    private CaseWorld home = null!;
    private ReceiptCode code;
    private CaseId id;

    private BackupPlace Place => new FolderPlace(Path.Combine(folder.Path, "backup"));

    public async ValueTask InitializeAsync()
    {
        home = await CreateAsync(azurite.NewAccount(), Keys);
        (code, id) = await home.SubmitAsync(AReport.OfAPerson);
        await home.Worker.CarryOutDueAsync(id, Cancel);
        home.Time.Advance(TimeSpan.FromMinutes(1));
    }

    public async ValueTask DisposeAsync()
    {
        await home.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Before_an_upgrade_an_account_may_lack_what_the_newer_version_knows()
    {
        await home.Storage.Container(StorageNames.Reports).DeleteAsync(cancellationToken: Cancel);
        await home.Storage.Table(StorageNames.Registers).DeleteAsync(Cancel);

        Assert.Equal((BackupOutcome.Finished, 0), (await TakeAsync(Place)) switch { var b => (b.Outcome, b.Items.GetValueOrDefault("rows " + StorageNames.Registers)) });
    }

    [Fact]
    public async Task It_tells_nothing_without_the_key_that_does_not_lie_beside_it()
    {
        Assert.Equal(BackupOutcome.Finished, (await TakeAsync(Place)).Outcome);

        foreach (var file in System.IO.Directory.GetFiles(Path.Combine(folder.Path, "backup")))
        {
            var text = System.Text.Encoding.Latin1.GetString(await File.ReadAllBytesAsync(file, Cancel));
            Assert.DoesNotContain(id.Value, text, StringComparison.Ordinal);
            Assert.DoesNotContain("@", text.Split('\n')[0], StringComparison.Ordinal);
            foreach (var key in Keys.Where(k => k.Value.Length > 20)) Assert.DoesNotContain(key.Value, text, StringComparison.Ordinal);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        }

        Assert.Equal(BackupOutcome.WasThere, (await TakeAsync(Place)).Outcome);
    }

    [Fact]
    public async Task It_goes_to_another_account_under_a_key_of_the_provinces_own_and_comes_back_with_it_alone()
    {
        using var own = RSA.Create(2048);
        var (open, closed) = (Path.Combine(folder.Path, "public.pem"), Path.Combine(folder.Path, "private.pem"));
        await File.WriteAllTextAsync(open, own.ExportSubjectPublicKeyInfoPem(), Cancel);
        await File.WriteAllTextAsync(closed, own.ExportPkcs8PrivateKeyPem(), Cancel);
        var container = new BlobContainerClient(azurite.NewAccount(), "copies");
        await container.CreateAsync(cancellationToken: Cancel);
        var address = Path.Combine(folder.Path, "address");
        await File.WriteAllTextAsync(address, container.GenerateSasUri(BlobContainerSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1)).ToString().Replace("/copies?", "/copies/monday?", StringComparison.Ordinal), Cancel);
        var place = BackupPlace.TryParse("@" + address, home.Storage)!;

        var taken = await home.Get<BackupRun>().RunAsync(place, BackupLock.TryLoad(open)!, null, Cancel);

        Assert.Equal((BackupOutcome.Finished, 1), (taken.Outcome, taken.Cases));
        Assert.True(await container.GetBlobClient("monday/manifest.json").ExistsAsync(Cancel));
        await using var away = await CreateAsync(azurite.NewAccount(), Keys, bare: true);
        await Assert.ThrowsAsync<TamperedException>(() => RestoreAsync(away, place));
        using var key = BackupKeys.TryLoad(closed);
        Assert.Empty((await RestoreAsync(away, place, own: key)).Check!.Findings);
        Assert.Equal(await RowsAsync(home), await RowsAsync(away));
        Assert.NotNull(await away.FollowUp.OpenAsync(code, Cancel));
    }

    [Fact]
    public void What_is_no_place_is_refused() => Assert.All(
        ["http://example.org/copies", "https://account.blob.core.windows.net", "ftp://example.org/copies", "@no-such-file", "--dry-run", ""],
        text => Assert.Null(BackupPlace.TryParse(text, home.Storage)));

    [Fact]
    public async Task A_file_that_was_changed_taken_away_or_exchanged_is_not_restored()
    {
        await TakeAsync(Place);
        var files = System.IO.Directory.GetFiles(Path.Combine(folder.Path, "backup"), "*.gbv").Order(StringComparer.Ordinal).ToArray();
        await using var away = await CreateAsync(azurite.NewAccount(), Keys, bare: true);

        foreach (var harm in new Action[]
        {
            () => Change(files[4]),
            () => File.Delete(files[^1]),
            () => File.Delete(files[4]),
            () => File.Copy(files[2], files[3], overwrite: true),
        })
        {
            var were = files.Select(File.ReadAllBytes).ToArray();
            harm();
            await Assert.ThrowsAsync<TamperedException>(() => RestoreAsync(away, Place));
            foreach (var (file, content) in files.Zip(were)) await File.WriteAllBytesAsync(file, content, Cancel);
        }

        File.Delete(Path.Combine(folder.Path, "backup", BackupManifest.Name));
        Assert.IsType<RestoreRefusal.NotFinished>((await RestoreAsync(away, Place)).Refusal);
    }

    [Fact]
    public async Task A_trial_looks_at_everything_and_writes_nothing()
    {
        var trial = await home.Get<BackupRun>().RunAsync(new UnwrittenPlace(Place), BackupLock.OfOffice(home.Get<OfficeKeys>()), null, Cancel);
        Assert.Equal((BackupOutcome.Finished, 1), (trial.Outcome, trial.Cases));
        Assert.False(System.IO.Directory.Exists(Path.Combine(folder.Path, "backup")));
        await TakeAsync(Place);
        var account = azurite.NewAccount();
        await using var away = await CreateAsync(account, Keys, bare: true);

        var result = await RestoreAsync(away, Place, dryRun: true);

        Assert.Equal((1, 0, true), (result.Cases, result.Wrong, result.Check is null));
        Assert.Empty(await new TableServiceClient(account).QueryAsync(cancellationToken: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task An_account_in_use_is_left_alone_unless_only_gaps_are_to_be_filled()
    {
        var other = await home.ReceivedAsync(AReport.OfAPerson);
        await TakeAsync(Place);
        Assert.IsType<RestoreRefusal.Occupied>((await RestoreAsync(home, Place)).Refusal);

        // One case goes on, another is lost, and so is the directory.
        await home.FollowUp.SendMessageAsync(code, "Sau bản sao", "form-1", Cancel);
        await home.Worker.CarryOutDueAsync(id, Cancel);
        foreach (var table in new[] { StorageNames.Cases, StorageNames.Directory })
            await foreach (var row in home.Storage.Table(table).QueryAsync<TableEntity>(cancellationToken: Cancel))
                if (row.PartitionKey != id.Value) await home.Storage.Table(table).DeleteEntityAsync(row.PartitionKey, row.RowKey, cancellationToken: Cancel);

        var result = await RestoreAsync(home, Place, fillGaps: true);

        Assert.Equal((2, 1), (result.Cases, result.Left));
        Assert.Empty(result.Check!.Findings);
        Assert.Contains((await home.ReadAsync(id)).Messages, m => m.Text == "Sau bản sao");
        Assert.Equal(AReport.OfAPerson.Narrative, (await home.ReadAsync(other)).Report.Narrative);
        Assert.NotEmpty(await home.Storage.Table(StorageNames.Directory).QueryAsync<TableEntity>(cancellationToken: Cancel).ToListAsync(Cancel));
    }

    [Fact]
    public async Task Without_the_keys_of_the_time_it_says_which_are_missing()
    {
        await TakeAsync(Place);
        var later = new Dictionary<string, string>(Keys) { ["Keys:Fact"] = KeySet.Generate(receiptRounds: 1)["Keys:Fact"] };
        await using var away = await CreateAsync(azurite.NewAccount(), later, bare: true);

        Assert.Equal(["Keys:Fact"], Assert.IsType<RestoreRefusal.KeysMissing>((await RestoreAsync(away, Place)).Refusal).Names);
    }

    [Fact]
    public async Task A_case_that_is_not_as_it_was_written_is_taken_as_it_lies_there_and_counted()
    {
        var row = (await home.Cases.GetEntityAsync<TableEntity>(id.Value, CaseRow.Event(2), cancellationToken: Cancel)).Value;
        row["Data"] = row.GetString("Data").Replace("system", "reporter", StringComparison.Ordinal);
        await home.Cases.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace, Cancel);

        Assert.Equal(1, (await TakeAsync(Place)).Wrong);

        await using var away = await CreateAsync(azurite.NewAccount(), Keys, bare: true);
        Assert.Equal(1, (await RestoreAsync(away, Place, dryRun: true)).Wrong);
    }

    [Fact]
    public async Task One_that_was_begun_long_ago_is_not_gone_on_with()
    {
        await TakeAsync(Place);
        File.Delete(Path.Combine(folder.Path, "backup", BackupManifest.Name));

        home.Time.Advance(BackupRun.Longest + TimeSpan.FromMinutes(1));

        Assert.Equal(BackupOutcome.TooOld, (await TakeAsync(Place)).Outcome);
    }

    private static void Change(string file)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[^40] ^= 1;
        File.WriteAllBytes(file, bytes);
    }

    private Task<BackupResult> TakeAsync(BackupPlace place) => home.Get<BackupRun>().RunAsync(place, BackupLock.OfOffice(home.Get<OfficeKeys>()), Rising(), Cancel);

    private static Task<RestoreResult> RestoreAsync(CaseWorld world, BackupPlace place, bool fillGaps = false, bool dryRun = false, RSA? own = null) =>
        world.Get<RestoreRun>().RunAsync(place, new BackupKeys(world.Get<OfficeKeys>(), own), fillGaps, dryRun, Rising(), Cancel);

    /// <summary>A bar never goes back, and never beyond its end.</summary>
    private static Action<BackupProgress> Rising()
    {
        var last = 0d;
        return now =>
        {
            Assert.True(now.Part == "check" || now.Done >= last, $"{now.Part}: {now.Done} after {last}");
            Assert.InRange(now.Done, 0, 1);
            last = now.Done;
        };
    }

    /// <summary>Every row of every table as it is copied; what is still to be done apart, because a restore asks for more.</summary>
    private static async Task<IReadOnlyList<string>> RowsAsync(CaseWorld world)
    {
        List<string> rows = [];
        foreach (var table in StorageNames.Tables)
            await foreach (var row in world.Storage.Table(table).QueryAsync<TableEntity>(cancellationToken: Cancel))
                if (!row.RowKey.StartsWith(CaseRow.EffectPrefix, StringComparison.Ordinal)) rows.Add(System.Text.Encoding.UTF8.GetString(RowLine.Write(table, row)));
        return rows;
    }
}
