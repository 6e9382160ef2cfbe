using System.Net;
using Azure.Data.Tables;
using Gbv.Domain.Referrals;
using Gbv.Functions.Attachments;
using Gbv.Functions.Attachments.Pdf;
using Gbv.Functions.Cases;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Attachments;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Responders;
using Gbv.Functions.Triage;

namespace Gbv.Functions.Tests.Triage;

/// <summary>Only whoever leads the case opens what the reporter sent, for a reason that is recorded first.</summary>
public sealed class OpeningFilesTests(AzuriteFixture azurite) : TriageTest(azurite)
{
    private string file = "";

    [Fact]
    public async Task A_file_comes_cleaned_as_a_download_in_a_sandbox_and_who_opened_it_why_is_recorded_before()
    {
        await LeadAsync();
        Assert.Contains("Ảnh 1, gửi lúc", Browser.Text);

        using var answer = await OpenAsync("evidence");

        Assert.Equal("image/jpeg", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("tep-1.jpg", answer.Content.Headers.ContentDisposition.FileName);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["sandbox; default-src 'none'"], answer.Headers.GetValues("Content-Security-Policy"));
        Assert.True(answer.Headers.CacheControl!.NoStore);
        Assert.Equal(ImageCleaner.Clean(Pictures.FromACamera()), await answer.Content.ReadAsByteArrayAsync(StaffApp.Cancel));
        var access = Assert.Single(await AccessesAsync(), a => a.Part == "file:" + file);
        Assert.EndsWith(", evidence", access.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_pdf_comes_as_a_download_too_under_a_name_that_says_nothing()
    {
        await LeadAsync(content: Pdfs.Page());
        Assert.Contains("PDF 1, gửi lúc", Browser.Text);

        using var answer = await OpenAsync("evidence");

        Assert.Equal("application/pdf", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition!.DispositionType);
        Assert.Equal("tep-1.pdf", answer.Content.Headers.ContentDisposition.FileName);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["sandbox; default-src 'none'"], answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Equal(PdfCleaner.Clean(Pdfs.Page()), await answer.Content.ReadAsByteArrayAsync(StaffApp.Cancel));
    }

    [Theory]
    [InlineData("")]
    [InlineData("curiosity")]
    public async Task Without_a_reason_nothing_is_opened(string reason)
    {
        await LeadAsync();

        using var answer = await OpenAsync(reason);

        Assert.Equal("text/html", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains("Hãy chọn lý do trước khi mở.", await answer.Content.ReadAsStringAsync(StaffApp.Cancel), StringComparison.Ordinal);
        Assert.DoesNotContain(await AccessesAsync(), a => a.Part.StartsWith("file:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_responder_is_neither_shown_a_file_nor_given_one()
    {
        await LeadAsync(AReport.OfAPerson with { Wishes = [Gbv.Domain.Reports.HelpWish.Health] });
        using var responder = App.Open();
        await responder.SignInAsync(await App.LinkAsync(Id, (await ReadAsync()).For(Service.Health)));
        await responder.PressAsync("accept");
        Assert.DoesNotContain("Ảnh", responder.Text);

        await responder.PostAsync(responder.Page.QuerySelector("form")!.GetAttribute("action")!,
        [
            KeyValuePair.Create("token", responder.Page.QuerySelector("input[name=token]")!.GetAttribute("value")!),
            KeyValuePair.Create("action", OpenFile.Name), KeyValuePair.Create(OpenFile.FileField, file), KeyValuePair.Create(OpenFile.ReasonField(file), "evidence"),
        ]);

        Assert.NotNull(responder.Page.QuerySelector("h1"));
        Assert.DoesNotContain(await AccessesAsync(), a => a.Part.StartsWith("file:", StringComparison.Ordinal));
    }

    private async Task LeadAsync(Gbv.Domain.Reports.Report? report = null, byte[]? content = null)
    {
        (var receipt, Id) = await App.SubmitAsync(report ?? AReport.OfAPerson);
        var key = Seal.NewKey();
        file = "0123456789abcdef01234567";
        await App.Get<Quarantine>().StoreAsync(Id, file, key, new MemoryStream(content ?? Pictures.FromACamera()), StaffApp.Cancel);
        await App.Get<FollowUpService>().AttachAsync(receipt, file, key, "form", StaffApp.Cancel);
        await App.WorkAsync(Id);
        await SignInAsync(Browser, await TriageItemAsync());
        await Browser.PressAsync("accept");
    }

    private async Task<HttpResponseMessage> OpenAsync(string reason)
    {
        using var client = new HttpClient(new SocketsHttpHandler { CookieContainer = Browser.Cookies, AllowAutoRedirect = false }) { BaseAddress = App.Address };
        var form = Browser.Page.QuerySelector($"button[value={OpenFile.Name}]")!.Closest("form")!;
        using var content = new FormUrlEncodedContent(
        [
            .. form.QuerySelectorAll("input[type=hidden]").Select(i => KeyValuePair.Create(i.GetAttribute("name")!, i.GetAttribute("value")!)),
            KeyValuePair.Create("action", OpenFile.Name), KeyValuePair.Create(OpenFile.ReasonField(file), reason),
        ]);
        var answer = await client.PostAsync(new Uri(form.GetAttribute("action")!, UriKind.Relative), content, StaffApp.Cancel);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return answer;
    }

    private async Task<List<Access>> AccessesAsync()
    {
        List<Access> accesses = [];
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Id.Value} and RowKey ge {CaseRow.AccessPrefix} and RowKey lt {CaseRow.AccessEnd}");
        await foreach (var row in App.Get<StorageClients>().Table(StorageNames.Cases).QueryAsync<TableEntity>(filter, cancellationToken: StaffApp.Cancel)) accesses.Add(CaseRow.Read<Access>(row));
        return accesses;
    }
}
