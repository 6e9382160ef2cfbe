using Azure.Storage.Blobs.Models;
using Gbv.Domain.Attachments;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Requests;
using Gbv.Functions.Attachments;
using Gbv.Functions.Attachments.Pdf;
using Gbv.Functions.Cases;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Referrals;
using Gbv.Functions.Retention;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Requests;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Attachments;

/// <summary>What becomes of a file between quarantine and whoever leads the case.</summary>
public sealed class AttachmentTests(AzuriteFixture azurite) : RequestTest(azurite)
{
    [Fact]
    public async Task A_picture_is_cleaned_known_to_the_case_and_gone_from_quarantine()
    {
        await ReceivedAsync(Normal);
        await AcceptAsync((await ReadAsync()).Items.Single(i => i.Kind == ItemKind.Triage));
        var camera = Pictures.FromACamera();
        await SendAsync(camera);
        Assert.Equal(FileState.Waiting, Assert.Single((await World.FollowUp.OpenAsync(Code, Cancel))!.Files).State);
        World.Mails.Drain();

        await WorkAsync();

        var read = await ReadAsync();
        var file = Assert.Single(read.Attachments);
        Assert.Equal(FileKind.Jpeg, file.Kind);
        Assert.Empty(read.Effects);
        Assert.Empty(await BlobsAsync(StorageNames.Quarantine));
        var cleaned = (await World.Get<AttachmentFiles>().ReadCleanedAsync(read, file.Id, Cancel))!;
        Assert.Equal(file.Length, cleaned.Length);
        Assert.Equal(ImageCleaner.Clean(camera), cleaned);
        Assert.Equal(FileState.Ready, Assert.Single((await World.FollowUp.OpenAsync(Code, Cancel))!.Files).State);

        // Whoever leads the case is called, nobody else.
        Assert.Equal([await MailOf(read.Items.Last(i => i.Kind == ItemKind.Triage).ResponderId)], World.Mails.Drain());
    }

    [Fact]
    public async Task A_pdf_is_made_anew_and_what_came_is_gone()
    {
        await ReceivedAsync(Normal);
        var scan = Pdfs.Scan(Pictures.FromACamera());
        await SendAsync(scan);

        await WorkAsync();

        var read = await ReadAsync();
        var file = Assert.Single(read.Attachments);
        Assert.Equal(FileKind.Pdf, file.Kind);
        Assert.Equal(PdfCleaner.Clean(scan), await World.Get<AttachmentFiles>().ReadCleanedAsync(read, file.Id, Cancel));
        Assert.Empty(await BlobsAsync(StorageNames.Quarantine));
    }

    /// <summary>The last two are more than the child can bear: it ends by itself, and nothing else does.</summary>
    public static TheoryData<FileProblem, string> Unusable => new()
    {
        { FileProblem.Unreadable, "picture" }, { FileProblem.Locked, "locked" }, { FileProblem.Unfamiliar, "pattern" }, { FileProblem.Unreadable, "deep" }, { FileProblem.Unreadable, "deep page" },
    };

    [Theory]
    [MemberData(nameof(Unusable))]
    public async Task What_can_not_be_used_is_deleted_and_the_reporter_is_told_why(FileProblem problem, string what)
    {
        await ReceivedAsync(Normal);
        await SendAsync(what switch
        {
            "picture" => [0xFF, 0xD8, 0xFF, .. "<script>alert(1)</script>"u8],
            "locked" => Pdfs.Locked(),
            "pattern" => Pdfs.Page("/Pattern cs"),
            "deep" => Pdfs.Page(page: "/Resources" + new string('[', 200_000)),
            _ => Pdfs.Page(new string('[', 200_000)),
        });

        await WorkAsync();

        Assert.Empty((await ReadAsync()).Attachments);
        Assert.Empty((await ReadAsync()).Effects);
        Assert.Empty(await BlobsAsync(StorageNames.Quarantine));
        Assert.Empty(await BlobsAsync(StorageNames.Attachments));
        var told = Assert.Single((await World.FollowUp.OpenAsync(Code, Cancel))!.Files);
        Assert.Equal((FileState.Unusable, problem), (told.State, told.Problem));
    }

    [Fact]
    public async Task Neither_blob_shows_anything_and_a_changed_or_moved_one_is_not_used()
    {
        await ReceivedAsync(Normal);
        var picture = Pictures.FromACamera();
        await SendAsync(picture);
        var container = World.Storage.Container(StorageNames.Quarantine);
        var blob = container.GetBlobClient(Assert.Single(await BlobsAsync(StorageNames.Quarantine)));
        var content = (await blob.DownloadContentAsync(Cancel)).Value.Content.ToArray();
        Assert.DoesNotContain(Pictures.Marker, System.Text.Encoding.Latin1.GetString(content), StringComparison.Ordinal);
        content[^1] ^= 1;
        await blob.UploadAsync(new BinaryData(content), overwrite: true, Cancel);

        await WorkAsync();

        Assert.Equal(1, Assert.Single((await ReadAsync()).Effects).Attempts);
        Assert.Empty(await BlobsAsync(StorageNames.Attachments));
    }

    [Fact]
    public async Task A_cleaning_that_was_killed_after_any_step_is_finished_by_the_next()
    {
        await ReceivedAsync(Normal);
        await SendAsync(Pictures.Jpeg());
        var read = await ReadAsync();
        var id = Assert.Single(read.Attachments).Id;

        // Killed after the cleaned file was written: the next writes it again, under the same key.
        await World.Get<AttachmentFiles>().WriteCleanedAsync(read, id, new byte[] { 0xFF, 0xD8, 0xFF, 1 }, Cancel);
        var effect = read.Effects.Single(e => e.Kind == EffectKind.Attachment);
        await World.Get<AttachmentEffect>().CarryOutAsync(read, effect, (await World.Directory.GetAsync(read.Case.Commune, Cancel))!, Cancel);

        // Killed after the change: what came still lies there, and the effect too.
        Assert.Single(await BlobsAsync(StorageNames.Quarantine));
        Assert.Contains((await ReadAsync()).Effects, e => e.Kind == EffectKind.Attachment);
        await WorkAsync();

        Assert.Empty(await BlobsAsync(StorageNames.Quarantine));
        Assert.Equal(ImageCleaner.Clean(Pictures.Jpeg()), await World.Get<AttachmentFiles>().ReadCleanedAsync(await ReadAsync(), id, Cancel));
    }

    [Fact]
    public async Task The_same_form_attaches_once_and_an_eleventh_file_is_refused()
    {
        await ReceivedAsync(Normal);
        await SendAsync(Pictures.Jpeg(8, 8), "form-a");
        await SendAsync(Pictures.Jpeg(8, 8), "form-a");
        Assert.Single((await ReadAsync()).Attachments);

        for (var i = 1; i < AttachmentRules.FilesOfAReport; i++)
            Assert.Equal(ReporterResult.Done, await World.FollowUp.AttachAsync(Code, $"f{i}", Seal.NewKey(), NewForm(), Cancel));

        Assert.Equal(ReporterResult.Refused, await World.FollowUp.AttachAsync(Code, "f10", Seal.NewKey(), NewForm(), Cancel));
        Assert.Equal(AttachmentRules.FilesOfAReport, (await ReadAsync()).Attachments.Count);
    }

    [Fact]
    public async Task An_erasure_leaves_no_blob_whatever_became_of_the_files()
    {
        await ReceivedAsync(Normal);
        await SendAsync(Pictures.Jpeg());
        await WorkAsync();

        // One that never became known to the case, and one that nobody has looked at.
        await World.Get<Quarantine>().StoreAsync(Id, "lost", Seal.NewKey(), new MemoryStream(Pictures.Jpeg()), Cancel);
        await AskAsync(RequestKind.Erasure);
        await SendAsync(Pictures.Jpeg());
        Assert.NotEmpty(await BlobsAsync(StorageNames.Quarantine));
        Assert.NotEmpty(await BlobsAsync(StorageNames.Attachments));

        await World.AdvanceAsync(Id, TimeSpan.FromHours(73));

        var read = await ReadAsync();
        Assert.True(read.IsErased);
        Assert.Empty(read.Effects);
        Assert.Empty(read.PayloadRows);
        Assert.Empty(read.Case.Files);
        Assert.Empty(await BlobsAsync(StorageNames.Quarantine));
        Assert.Empty(await BlobsAsync(StorageNames.Attachments));
    }

    [Fact]
    public async Task A_file_that_no_case_knows_goes_after_a_day_and_one_that_waits_stays()
    {
        await ReceivedAsync(Normal);
        await SendAsync(Pictures.Jpeg());
        await World.Get<Quarantine>().StoreAsync(Id, "lost", Seal.NewKey(), new MemoryStream(Pictures.Jpeg()), Cancel);
        World.Time.SetUtcNow(DateTimeOffset.UtcNow.AddHours(23));
        await World.Get<Sweep>().RunAsync(Cancel);
        Assert.Equal(2, (await BlobsAsync(StorageNames.Quarantine)).Count);

        World.Time.Advance(TimeSpan.FromHours(2));
        await World.Get<Sweep>().RunAsync(Cancel);

        Assert.Equal(AttachmentFiles.Name(Id, Assert.Single((await ReadAsync()).Attachments).Id), Assert.Single(await BlobsAsync(StorageNames.Quarantine)));
    }

    [Fact]
    public async Task When_their_time_is_over_files_and_their_keys_go_and_the_rest_stays()
    {
        await ReceivedAsync(Normal);
        await SendAsync(Pictures.Jpeg());
        await WorkAsync();
        var id = (await ReadAsync()).Attachments[0].Id;
        Assert.Equal(ChangeResult.Done, await World.Changes.ApplyAsync(Id, (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.Closed, Actor.System);
            change.Case = change.Case with { State = CaseState.Closed, ClosedAt = now, FactsFrozen = true };
            return change;
        }, Cancel));
        await WorkAsync();
        World.Time.Advance(TimeSpan.FromDays(731));
        var directory = (await World.Directory.GetAsync((await ReadAsync()).Case.Commune, Cancel))!;

        Assert.Equal(ChangeResult.Done, await World.Changes.ApplyAsync(Id, (read, now) => RetentionSteps.Change(read, directory, now), Cancel));
        await WorkAsync();

        var read = await ReadAsync();
        Assert.Empty(read.Attachments);
        Assert.Empty(read.Case.Files);
        Assert.Empty(await BlobsAsync(StorageNames.Attachments));
        Assert.Null(RetentionSteps.Due(read, World.Time.GetUtcNow()));
        Assert.DoesNotContain(await RowsOfAsync(), r => r == CaseRow.Attachment(id));
        Assert.NotEmpty(read.Incidents);
    }

    private async Task<List<string>> RowsOfAsync()
    {
        List<string> rows = [];
        await foreach (var row in World.Cases.QueryAsync<Azure.Data.Tables.TableEntity>(r => r.PartitionKey == Id.Value, cancellationToken: Cancel)) rows.Add(row.RowKey);
        return rows;
    }

    private async Task SendAsync(byte[] content, string? form = null)
    {
        var (id, key) = (Guid.NewGuid().ToString("N")[..24], Seal.NewKey());
        Assert.Equal(Arrival.Stored, await World.Get<Quarantine>().StoreAsync(Id, id, key, new MemoryStream(content), Cancel));
        Assert.Equal(ReporterResult.Done, await World.FollowUp.AttachAsync(Code, id, key, form ?? NewForm(), Cancel));
    }

    private async Task<List<string>> BlobsAsync(string container)
    {
        List<string> names = [];
        await foreach (var blob in World.Storage.Container(container).GetBlobsAsync(BlobTraits.None, BlobStates.None, null, Cancel)) names.Add(blob.Name);
        return names;
    }
}
