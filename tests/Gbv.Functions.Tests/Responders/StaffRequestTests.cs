using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Functions.Cases;
using Gbv.Functions.Responders;
using Gbv.Functions.Responders.Referral;
using Gbv.Functions.Tests.Cases;

namespace Gbv.Functions.Tests.Responders;

/// <summary>What pages behind mailed links cost in storage requests over HTTP, with warm caches; the table is docs/storage.md.</summary>
public sealed class StaffRequestTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly string[] Page = ["table read", "table query", "table insert"];
    private static readonly string[] Answer = ["table read", "table query", "queue put", "table transaction"];

    private CountedStorage storage = null!;
    private StaffApp app = null!;
    private Browser browser = null!;

    public async ValueTask InitializeAsync()
    {
        storage = await CountedStorage.StartAsync(azurite.NewAccount());
        app = await StaffApp.CreateAsync(storage.ConnectionString);
        browser = app.Open();
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await app.DisposeAsync();
        await storage.DisposeAsync();
    }

    [Fact]
    public async Task The_neutral_page_before_the_code_is_one_point_read()
    {
        var link = await SignInAsync(i => i.Service == Service.Health);
        using var scanner = app.Open();

        await scanner.GetAsync(link);

        Assert.Equal(["table read"], storage.Counted);
    }

    [Fact]
    public async Task Who_asks_with_head_is_sent_nothing_so_that_no_case_is_read_and_nobody_stands_in_its_record_also_in_a_session()
    {
        var link = await SignInAsync(i => i.Service == Service.Health);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, CookieContainer = browser.Cookies }) { BaseAddress = app.Address };

        using var head = await client.SendAsync(new(HttpMethod.Head, link), StaffApp.Cancel);
        Assert.Equal(System.Net.HttpStatusCode.OK, head.StatusCode);
        Assert.Equal(["table read"], storage.Counted);

        storage.Clear();
        using var get = await client.GetAsync(new Uri(link, UriKind.Relative), StaffApp.Cancel);
        Assert.Equal(Page, storage.Counted);
    }

    [Fact]
    public async Task A_link_that_was_made_up_asks_nothing_of_storage()
    {
        await SignInAsync(i => i.Service == Service.Health);

        await browser.GetAsync("/r/" + new string('A', 32));

        Assert.Empty(storage.Counted);
    }

    [Fact]
    public async Task The_responders_page_is_two_reads_and_one_access_row()
    {
        var link = await SignInAsync(i => i.Service == Service.Health);

        await browser.GetAsync(link);

        Assert.True(browser.Has(ReferralAction.Accept));
        Assert.Equal(Page, storage.Counted);
    }

    [Fact]
    public async Task An_answer_is_two_reads_one_message_and_one_transaction_and_the_page_follows()
    {
        await SignInAsync(i => i.Service == Service.Health);

        await browser.PressAsync(ReferralAction.Accept);

        Assert.True(browser.Has(ReferralAction.Complete));
        Assert.Equal([.. Answer, .. Page], storage.Counted);
    }

    [Fact]
    public async Task The_coordinators_page_and_what_is_done_there_cost_the_same()
    {
        var link = await SignInAsync(i => i.Kind == ItemKind.Triage);
        await browser.PressAsync("accept");
        Assert.Equal([.. Answer, .. Page], storage.Counted);

        storage.Clear();
        await browser.PressAsync("urgency", ("urgency", "high"), ("urgency-reason", "Ngày càng nặng hơn"));
        Assert.Equal([.. Answer, .. Page], storage.Counted);

        storage.Clear();
        await browser.GetAsync(link);
        Assert.Equal(Page, storage.Counted);
    }

    [Fact]
    public async Task A_click_that_the_case_no_longer_allows_announces_and_writes_nothing()
    {
        await SignInAsync(i => i.Service == Service.Health);
        await browser.PressAsync(ReferralAction.Accept);
        var held = browser.Page.QuerySelector($"input[name={ItemContext.TokenField}]")!.GetAttribute("value")!;
        storage.Clear();

        await browser.PostAsync(browser.Page.QuerySelector("form")!.GetAttribute("action")!, [new(ItemContext.TokenField, held), new("action", ReferralAction.Accept)]);

        Assert.DoesNotContain("queue put", storage.Counted);
        Assert.DoesNotContain("table transaction", storage.Counted);
    }

    /// <summary>Signed in at the page of this item, everything warm and nothing counted yet.</summary>
    private async Task<string> SignInAsync(Func<WorkItem, bool> which)
    {
        var id = await app.ReceivedAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });
        var item = (await app.ReadAsync(id)).Items.Single(which);
        var link = await app.LinkAsync(id, item);
        await browser.SignInAsync(link);
        storage.Clear();
        return link;
    }
}
