using System.Net;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Links;
using Gbv.Functions.Responders;
using Gbv.Functions.Responders.Referral;
using Gbv.Functions.Tests.Cases;
using static Gbv.Functions.Tests.Responders.StaffApp;

namespace Gbv.Functions.Tests.Responders;

public sealed class LinkPagesTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private StaffApp app = null!;
    private Browser browser = null!;
    private CaseId id;
    private WorkItem item = null!;
    private string link = null!;

    public async ValueTask InitializeAsync()
    {
        app = await CreateAsync(azurite.NewAccount());
        browser = app.Open();
        id = await app.ReceivedAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });
        item = (await app.ReadAsync(id)).For(Service.Health);
        link = await app.LinkAsync(id, item);
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Before_the_code_a_link_shows_an_office_name_and_one_button()
    {
        await browser.GetAsync(link);

        Assert.Equal("Trạm Y tế xã Cái Nhum", browser.Heading);
        Assert.Equal("Nhận mã xác nhận", Assert.Single(browser.Page.QuerySelectorAll("button")).TextContent);
        Assert.DoesNotMatch("Khám|Mức độ|bạo lực|Cấp|0900000001", browser.Text);
        Assert.Equal(0, browser.Cookies.Count);
    }

    [Fact]
    public async Task A_mail_scanner_that_asks_with_head_gets_what_get_gives_without_the_page()
    {
        using var scanner = new HttpClient { BaseAddress = app.Address };
        using var get = await scanner.GetAsync(new Uri(link, UriKind.Relative), Cancel);
        using var head = await scanner.SendAsync(new HttpRequestMessage(HttpMethod.Head, link), Cancel);
        using var wrong = await scanner.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/r/" + new string('A', 32)), Cancel);

        Assert.Equal((HttpStatusCode.OK, get.Content.Headers.ContentType), (head.StatusCode, head.Content.Headers.ContentType));
        Assert.Equal(get.Headers.CacheControl, head.Headers.CacheControl);
        Assert.Empty(await head.Content.ReadAsByteArrayAsync(Cancel));
        Assert.Equal(HttpStatusCode.NotFound, wrong.StatusCode);
    }

    [Fact]
    public async Task Opening_a_link_again_and_again_changes_nothing_in_the_case()
    {
        var before = await app.ReadAsync(id);

        for (var i = 0; i < 3; i++) await browser.GetAsync(link);
        await browser.SignInAsync(link);
        await browser.GetAsync(link);

        var after = await app.ReadAsync(id);
        Assert.Equal(before.Case.Events, after.Case.Events);
        Assert.Equal(before.For(Service.Health).State, after.For(Service.Health).State);
    }

    [Fact]
    public async Task The_code_opens_the_page_and_the_session_goes_on_for_twenty_minutes()
    {
        await browser.SignInAsync(link);
        Assert.True(browser.Has(ReferralAction.Accept));

        app.Time.Advance(TimeSpan.FromMinutes(19));
        Assert.True((await browser.GetAsync(link)).Has(ReferralAction.Accept));
        app.Time.Advance(TimeSpan.FromMinutes(19));
        Assert.True((await browser.GetAsync(link)).Has(ReferralAction.Accept));

        app.Time.Advance(TimeSpan.FromMinutes(21));
        Assert.False((await browser.GetAsync(link)).Has(ReferralAction.Accept));
    }

    [Fact]
    public async Task A_session_ends_after_eight_hours_of_work()
    {
        await browser.SignInAsync(link);

        for (var minutes = 0; minutes <= 8 * 60; minutes += 15)
        {
            Assert.True((await browser.GetAsync(link)).Has(ReferralAction.Accept));
            app.Time.Advance(TimeSpan.FromMinutes(15));
        }

        Assert.False((await browser.GetAsync(link)).Has(ReferralAction.Accept));
    }

    [Fact]
    public async Task A_session_opens_all_items_of_its_person_and_nobody_elses()
    {
        var other = await app.ReceivedAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });
        var read = await app.ReadAsync(other);
        await browser.SignInAsync(link);

        Assert.True((await browser.GetAsync(await app.LinkAsync(other, read.For(Service.Health)))).Has(ReferralAction.Accept));
        Assert.True((await browser.GetAsync(await app.LinkAsync(other, read.Triage()))).Has(ShellAction.Code));
    }

    [Fact]
    public async Task A_wrong_code_is_said_kindly_and_the_right_one_still_opens()
    {
        await browser.GetAsync(link);
        await browser.PressAsync(ShellAction.Code);
        var right = browser.NewestCode();

        await browser.PressAsync(ShellAction.Check, ("code", right == "000 000" ? "000 001" : "000 000"));
        Assert.Contains("Mã chưa đúng", browser.Text, StringComparison.Ordinal);

        Assert.True((await browser.PressAsync(ShellAction.Check, ("code", right))).Has(ReferralAction.Accept));
    }

    [Fact]
    public async Task At_the_limit_of_codes_the_page_shows_the_duty_number()
    {
        await browser.GetAsync(link);
        for (var i = 0; i < 4; i++) await browser.PressAsync(ShellAction.Code);

        Assert.Equal(HttpStatusCode.TooManyRequests, browser.Status);
        Assert.Contains("0270 000 2000", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_code_goes_to_the_registered_address()
    {
        app.Mails.Drain();
        await browser.GetAsync(link);
        await browser.PressAsync(ShellAction.Code);

        Assert.Equal([(await app.PersonAsync(item.ResponderId)).Email], app.Mails.Drain());
    }

    [Fact]
    public async Task An_action_without_session_is_not_done_and_what_was_typed_comes_back_after_the_code()
    {
        await browser.SignInAsync(link);
        await browser.PressAsync(ReferralAction.Accept);
        app.Time.Advance(TimeSpan.FromMinutes(30));

        await browser.PressAsync(ReferralAction.Progress, ("progress-text", "Đã hẹn khám chiều nay"));
        Assert.True(browser.Has(ShellAction.Code));
        Assert.DoesNotContain((await app.ReadAsync(id)).Notes, n => n.Text.Contains("chiều nay", StringComparison.Ordinal));

        await browser.PressAsync(ShellAction.Code);
        await browser.PressAsync(ShellAction.Check, ("code", browser.NewestCode()));
        Assert.Equal("Đã hẹn khám chiều nay", browser.Page.QuerySelector("textarea[name=progress-text]")!.TextContent);

        await browser.PressAsync(ReferralAction.Progress, ("progress-text", "Đã hẹn khám chiều nay"));
        Assert.Single((await app.ReadAsync(id)).Notes, n => n.Text == "Đã hẹn khám chiều nay");
    }

    [Fact]
    public async Task A_form_without_this_sessions_token_is_not_done()
    {
        await browser.SignInAsync(link);

        await browser.PostAsync(link, [new("action", ReferralAction.Accept), new(ItemContext.TokenField, "forged")]);

        Assert.True((await app.ReadAsync(id)).For(Service.Health).IsOpen);
    }

    [Fact]
    public async Task A_post_from_another_site_is_refused()
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, link) { Content = new FormUrlEncodedContent([new("action", ShellAction.Code)]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        using var answer = await http.SendAsync(request, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Fact]
    public async Task Leaving_ends_the_session()
    {
        await browser.SignInAsync(link);

        await browser.PressAsync(ShellAction.Leave);

        Assert.True((await browser.GetAsync(link)).Has(ShellAction.Code));
    }

    [Fact]
    public async Task A_tampered_link_says_how_to_open_the_right_one()
    {
        await browser.GetAsync(link[..^1] + (link[^1] == 'A' ? 'B' : 'A'));

        Assert.Equal(HttpStatusCode.NotFound, browser.Status);
        Assert.Contains("sao chép toàn bộ liên kết", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Expired_superseded_and_withdrawn_links_each_say_what_to_do()
    {
        var links = app.Get<LinkStore>();
        var target = new LinkTarget(id.Value, item.Id, item.ResponderId, new CommuneCode("cai-nhum"), "000001", app.Time.GetUtcNow().AddDays(1));
        var expired = await links.IssueAsync(target, Cancel);
        var superseded = await links.IssueAsync(target with { MailRef = "000002" }, Cancel);
        var withdrawn = await links.IssueAsync(target with { MailRef = "000003" }, Cancel);
        await links.SupersedeAsync(id.Value, item.Id, "000002", Cancel);
        await links.WithdrawAsync(id.Value, item.Id, "000003", Cancel);
        app.Time.Advance(TimeSpan.FromDays(2));

        Assert.Equal("Liên kết đã hết hạn", (await browser.GetAsync(expired.AbsolutePath)).Heading);
        Assert.Contains("0270 000 2000", browser.Text, StringComparison.Ordinal);
        Assert.Equal("Liên kết này không còn dùng", (await browser.GetAsync(superseded.AbsolutePath)).Heading);
        Assert.Equal("Phiếu đã kết thúc", (await browser.GetAsync(withdrawn.AbsolutePath)).Heading);
        Assert.Equal(HttpStatusCode.Gone, browser.Status);
    }

    [Fact]
    public async Task A_reminder_opens_also_where_the_first_mails_time_is_over()
    {
        var triage = await app.LinkAsync(id, (await app.ReadAsync(id)).Triage());
        app.Time.Advance(TimeSpan.FromDays(61));
        Assert.Equal("Liên kết đã hết hạn", (await browser.GetAsync(triage)).Heading);

        await app.WorkAsync(id);

        Assert.True((await browser.GetAsync(triage)).Has(ShellAction.Code));
    }

    [Fact]
    public async Task A_shared_mailbox_asks_who_is_there_before_it_shows_anything()
    {
        var person = await app.PersonAsync(item.ResponderId);
        await app.Get<DirectoryStore>().SaveEntryAsync(person with { SharedMailbox = true }, Cancel);
        app.Time.Advance(TimeSpan.FromMinutes(6));

        await browser.SignInAsync(link);
        Assert.Equal("Anh/chị là ai?", browser.Heading);
        await browser.PressAsync(ShellAction.Name, ("other", ""));
        Assert.Contains("Hãy chọn hoặc ghi tên", browser.Text, StringComparison.Ordinal);

        await browser.PressAsync(ShellAction.Name, ("other", "Lý Thị Sen"));
        await browser.PressAsync(ReferralAction.Accept);

        Assert.Contains((await app.ReadAsync(id)).Notes, n => n.By == "Lý Thị Sen");
    }

    [Fact]
    public async Task The_page_can_be_read_in_english()
    {
        await browser.GetAsync(link + "?lang=en");

        Assert.Equal("Get a confirmation code", Assert.Single(browser.Page.QuerySelectorAll("button")).TextContent);
        Assert.Equal("en", browser.Page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public void Every_text_stands_in_both_languages() => Assert.Equal(
        Texts.For("vi").Keys.Where(Ours).Order(StringComparer.Ordinal), Texts.For("en").Keys.Where(Ours).Order(StringComparer.Ordinal));

    private static bool Ours(string key) => key.StartsWith("responders.", StringComparison.Ordinal) || key.StartsWith("email.", StringComparison.Ordinal);
}
