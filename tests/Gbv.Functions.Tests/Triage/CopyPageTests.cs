using System.Net;
using System.Text.Json;
using Azure.Data.Tables;
using Gbv.Domain.Attachments;
using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Functions.Cases;
using Gbv.Functions.Copies;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Requests;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;

namespace Gbv.Functions.Tests.Triage;

/// <summary>The coordinator fetches a copy, hands it over or refuses, and asks for one where a person asked her.</summary>
public sealed class CopyPageTests(AzuriteFixture azurite) : TriageTest(azurite)
{
    private string path = "";

    private const string Told = "Chuyện <b>xảy ra</b> \"tối qua\" & hôm nay.";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task She_fetches_it_as_an_escaped_page_that_needs_nothing_else_and_as_data_and_each_time_is_recorded()
    {
        await AskedAsync();
        Assert.Contains("Hãy trao trước 10:00 ngày 26/11/2026", Browser.Text, StringComparison.Ordinal);
        Assert.False(Browser.Has("copy-ask"));

        await Browser.PressAsync("copy-fetch", ("copy-format", "vi"));
        Assert.True(IsWrong);
        await Browser.PressAsync("copy-fetch", ("copy-format", "vi"), ("copy-why", FetchedTo("hand-over")));

        Assert.Equal(HttpStatusCode.OK, Browser.Status);
        Assert.StartsWith("attachment; filename=phieu-", Browser.Disposition, StringComparison.Ordinal);
        Assert.Contains(Told, Browser.Text, StringComparison.Ordinal);
        Assert.Empty(Browser.Page.QuerySelectorAll("script, link, img, main b"));
        Assert.DoesNotContain("xoài", Browser.Html, StringComparison.OrdinalIgnoreCase);

        await ReopenAsync();
        await Browser.PressAsync("copy-fetch", ("copy-format", "en"), ("copy-why", FetchedTo("check")));
        Assert.Equal("Copy of what is held", Browser.Heading);
        await ReopenAsync();
        await Browser.PressAsync("copy-fetch", ("copy-format", "json"), ("copy-why", FetchedTo("check")));
        Assert.Equal(Told, JsonSerializer.Deserialize<CaseCopy>(Browser.Html, Json.Options)!.Report.Narrative);

        var seen = await AccessAsync();
        Assert.Equal(["to-check", "to-check", "to-hand-over"], seen.Select(a => a.Why.Split(',')[0]).Order(StringComparer.Ordinal));
        Assert.All(seen, a => Assert.Equal(ActorKind.Person, a.By.Kind));
    }

    [Fact]
    public async Task Once_it_is_handed_over_it_is_gone_and_who_asked_is_told_neutrally()
    {
        await AskedAsync();
        await Browser.PressAsync("copy-handed", ("copy-how", "tận tay, ở trạm"));
        Assert.True(IsWrong);
        await Browser.PressAsync("copy-handed", ("copy-sure", "yes"), ("copy-how", "tận tay, ở trạm"));

        var read = await ReadAsync();
        Assert.Empty(read.Case.Requests);
        Assert.False(read.Has(CaseRow.Copy("r", 0)));
        Assert.Equal("copy-handed", read.Events[^1].Detail);
        Assert.Contains(read.Notes, n => n.Text.Contains("tận tay, ở trạm", StringComparison.Ordinal));
        Assert.DoesNotContain("bản sao", Assert.Single(read.Messages).Text, StringComparison.OrdinalIgnoreCase);
        Assert.False(Browser.Has("copy-fetch"));
        Assert.True(Browser.Has("copy-ask"));
    }

    [Fact]
    public async Task A_refusal_has_a_ground_and_a_reason_and_takes_the_copy_away()
    {
        await AskedAsync();
        await Browser.PressAsync("copy-refused", ("copy-ground", "danger"));
        Assert.True(IsWrong);
        await Browser.PressAsync("copy-refused", ("copy-ground", "danger"), ("copy-reason", "Người chồng giữ điện thoại"));

        var read = await ReadAsync();
        Assert.Equal("copy-refused:danger", read.Events[^1].Detail);
        Assert.False(read.Has(CaseRow.Copy("r", 0)));
        Assert.DoesNotContain("chồng", Assert.Single(read.Messages).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_person_asks_her_she_says_how_she_knows_them_and_the_inbox_learns_nothing()
    {
        await AcceptAsync(AReport.ByAWitness);
        path = Browser.Page.QuerySelector("form[action^='/r/']")!.GetAttribute("action")!;
        await Browser.PressAsync("copy-ask");
        Assert.True(IsWrong);
        await Browser.PressAsync("copy-ask", ("copy-known", "gặp ở trạm, có giấy tờ"));

        var request = Assert.Single((await ReadAsync()).Case.Requests);
        Assert.True(request.ByOffice);
        Assert.False(RequestService.CanBeUndone(request));
        await Browser.PressAsync("copy-fetch", ("copy-format", "vi"), ("copy-why", FetchedTo("check")));
        Assert.Contains("do người khác báo", Browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Người hàng xóm", Browser.Html, StringComparison.Ordinal);
        await ReopenAsync();
        await Browser.PressAsync("copy-handed", ("copy-sure", "yes"), ("copy-how", "tận tay"));
        Assert.Empty((await ReadAsync()).Messages);
    }

    [Fact]
    public async Task What_was_classified_of_her_is_in_it_and_nothing_of_the_other_person()
    {
        await OpenAsync(AReport.OfAPerson);
        await Browser.PressAsync("accept");
        await ClassifyAsync(("i1-marital", "widowed"), ("i1-perpetrators", "two"), ("i1-perpetrator-age", "from61"), ("i1-perpetrator-occupation", "official"));

        var directory = (await App.Get<Directory.DirectoryCache>().GetAsync(AReport.OfAPerson.Commune, Cancel))!;
        var known = Assert.Single(CopyMaker.Of(await ReadAsync(), App.Time.GetUtcNow(), directory, App.Time.GetUtcNow()).Incidents);

        Assert.Equal(Sex.NotStated, known.PerpetratorSex);
        Assert.Equal(new IncidentDetails { Marital = MaritalStatus.Widowed }, known.Details);
    }

    [Fact]
    public async Task Of_each_file_it_says_in_either_language_what_became_of_it()
    {
        await AskedAsync(
            new(CaseWorld.Start, FileState.Ready, FileKind.Png, 2048), new(CaseWorld.Start, FileState.Waiting, null, null), new(CaseWorld.Start, FileState.Unusable, null, null));

        foreach (var (language, words) in new Dictionary<string, string[]>
        {
            ["vi"] = ["Ảnh và tệp bạn đã gửi", "đang lưu (PNG, 2 KB)", "đang được kiểm tra", "không dùng được và đã xóa"],
            ["en"] = ["Pictures and files that you sent", "kept (PNG, 2 KB)", "being checked", "could not be used and was deleted"],
        })
        {
            await ReopenAsync();
            await Browser.PressAsync("copy-fetch", ("copy-format", language), ("copy-why", FetchedTo("check")));
            Assert.All(words, text => Assert.Contains(text, Browser.Text, StringComparison.Ordinal));
        }

        await ReopenAsync();
        await Browser.PressAsync("copy-fetch", ("copy-format", "json"), ("copy-why", FetchedTo("check")));
        Assert.Equal([FileState.Ready, FileState.Waiting, FileState.Unusable], JsonSerializer.Deserialize<CaseCopy>(Browser.Html, Json.Options)!.Files.Select(f => f.State));
    }

    private static string FetchedTo(string why) => "to-" + why;

    private Task<Responders.Browser> ReopenAsync() => Browser.GetAsync(path);

    /// <param name="files">What the copy says of files, where a test is about them.</param>
    private async Task AskedAsync(params CopyFileSent[] files)
    {
        await OpenAsync(AReport.OfAPerson with { Narrative = Told });
        var directory = (await App.Get<Directory.DirectoryCache>().GetAsync(AReport.OfAPerson.Commune, Cancel))!;
        await App.Get<CaseChanges>().ApplyAsync(Id, (read, now) =>
        {
            var request = new ReporterRequest { Id = "r", Kind = RequestKind.Copy, At = now };
            var change = CopyRequests.Make(read, request, directory, now);
            if (files.Length > 0) change.Put(change.Case.Requests.Single(), CopyMaker.Pack(CopyMaker.Of(read, now, directory, now) with { Files = files }));
            return change;
        }, Cancel);
        await Browser.PressAsync("accept");
        path = Browser.Page.QuerySelector("form[action^='/r/']")!.GetAttribute("action")!;
    }

    private async Task<List<Access>> AccessAsync()
    {
        List<Access> found = [];
        await foreach (var row in App.Get<StorageClients>().Table(StorageNames.Cases).QueryAsync<TableEntity>(r => r.PartitionKey == Id.Value, cancellationToken: Cancel))
            if (row.RowKey.StartsWith(CaseRow.AccessPrefix, StringComparison.Ordinal) && CaseRow.Read<Access>(row) is { Part: "copy" } access) found.Add(access);
        return found;
    }
}
