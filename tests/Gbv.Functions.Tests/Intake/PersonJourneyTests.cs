namespace Gbv.Functions.Tests.Intake;

public sealed class PersonJourneyTests(PagesFixture pages) : IClassFixture<PagesFixture>
{
    private readonly PagesApp app = pages.App;

    [Fact]
    public async Task The_whole_way_ends_with_a_receipt()
    {
        using var she = await app.Visit().OpenAsync("/x/cai-nhum");
        Assert.Contains("Cái Nhum", she.Page.QuerySelector(".who")!.TextContent);
        await she.PressAsync("person");
        Assert.Equal("Bước 1 trên 8", she.Page.QuerySelector(".step")!.TextContent);
        await she.Choose("safety", "unsure").NextAsync();
        Assert.Equal("cai-nhum", she.Value("area"));
        await she.Choose("age", "from25-to39").Choose("sex", "female").NextAsync();
        await she.Choose("what", "beaten").Choose("what", "threats-and-control").Fill("words", "Tối qua anh ấy đánh tôi.").NextAsync();
        await she.Choose("last", "today-or-yesterday").Choose("signs", "repeats").NextAsync();
        await she.Choose("relation", "partner").Choose("nottold", "none").NextAsync();
        await she.Choose("wishes", "health").Choose("police", "advice-only").Choose("needs", "female-staff").NextAsync();
        await she.Choose("channel", "phone").Fill("reach", "0912 345 678").Choose("hours", "morning").Fill("word", "xoài").NextAsync();
        Assert.Equal("p8", she.Step);
        Assert.Contains("Tối qua anh ấy đánh tôi.", she.Text);
        Assert.Contains("Trạm Y tế", she.Text);

        await she.Choose("agree", "yes").PressAsync("send");

        Assert.Equal("Chúng tôi đã nhận được tin của bạn", she.Heading);
        Assert.Matches(@"^\d{4} \d{4} \d{4} \d{4}$", she.Page.GetElementById("code")!.TextContent);
        Assert.Contains("Không giữ mã cũng được", she.Text);
    }

    [Fact]
    public async Task The_short_way_has_four_steps_and_asks_who_must_not_know()
    {
        using var she = await ShortWayAsync();

        Assert.Equal("Bước 3 trên 4", she.Page.QuerySelector(".step")!.TextContent);
        Assert.True(she.Has("nottold", "commune-office"));
        await she.Choose("channel", "none").Choose("nottold", "commune-office").NextAsync();
        Assert.DoesNotContain("Điều phối xã", she.Text);
        await she.Choose("agree", "yes").PressAsync("send");
        Assert.DoesNotContain("Không giữ mã cũng được", she.Text);
    }

    [Fact]
    public async Task Danger_leads_to_the_numbers_and_on_again()
    {
        using var she = await StartAsync();

        await she.Choose("safety", "danger").NextAsync();

        Assert.Equal("Hãy đến chỗ an toàn trước", she.Heading);
        Assert.NotNull(she.Page.QuerySelector("a.call[href='tel:113']"));
        Assert.NotNull(she.Page.QuerySelector("a.call[href='tel:115']"));
        Assert.NotNull(she.Page.QuerySelector("a.call[href='tel:111']"));
        await she.NextAsync();
        Assert.Equal("p2", she.Step);
    }

    [Fact]
    public async Task The_danger_form_is_one_step()
    {
        using var she = await app.Visit().OpenAsync("/x/cai-nhum");
        await she.PressAsync("danger");

        await she.Fill("here", "Nhà số 5, ấp 1").PressAsync("send");

        Assert.Equal("Chúng tôi đã nhận được tin của bạn", she.Heading);
        Assert.Contains("Đừng chờ", she.Text);
    }

    [Fact]
    public async Task A_commune_or_the_province_is_needed()
    {
        using var she = await StartAsync();
        await she.NextAsync();

        await she.Fill("hamlet", "Ấp 3").NextAsync();

        Assert.Equal("p2", she.Step);
        Assert.Equal("#f-area", she.Page.QuerySelector(".errors a")!.GetAttribute("href"));
        Assert.NotNull(she.Page.QuerySelector("#f-area-error"));
        Assert.Equal("Ấp 3", she.Value("hamlet"));
        await she.Choose("province", "yes").NextAsync();
        Assert.Equal("p3", she.Step);
    }

    [Theory]
    [InlineData("phone", "không nhớ")]
    [InlineData("phone", "")]
    [InlineData("email", "ten@")]
    [InlineData("trusted-person", "")]
    public async Task A_way_of_contact_needs_something_to_reach(string channel, string address)
    {
        using var she = await ShortWayAsync();

        await she.Choose("channel", channel).Fill("reach", address).NextAsync();

        Assert.Equal("p7", she.Step);
        Assert.Equal("#f-reach", she.Page.QuerySelector(".errors a")!.GetAttribute("href"));
    }

    [Fact]
    public async Task Sending_needs_the_one_consent()
    {
        using var she = await SummaryAsync();

        await she.PressAsync("send");

        Assert.Equal("p8", she.Step);
        Assert.NotNull(she.Page.QuerySelector("#f-agree-error"));
    }

    [Fact]
    public async Task Going_back_keeps_what_was_typed()
    {
        using var she = await StartAsync();
        await she.Choose("safety", "safe").NextAsync();

        await she.Fill("hamlet", "Ấp 2").PressAsync("back");
        Assert.Equal("safe", she.Value("safety"));
        await she.NextAsync();

        Assert.Equal("Ấp 2", she.Value("hamlet"));
    }

    [Fact]
    public async Task Back_from_the_first_step_is_the_home_page()
    {
        using var she = await StartAsync();

        await she.PressAsync("back");

        Assert.Equal("Bạn cần gì lúc này?", she.Heading);
    }

    [Fact]
    public async Task A_change_returns_to_the_summary()
    {
        using var she = await SummaryAsync();

        await she.PressAsync("edit:p2");
        await she.Fill("hamlet", "Ấp 9").NextAsync();

        Assert.Equal("p8", she.Step);
        Assert.Contains("Ấp 9", she.Text);
    }

    [Fact]
    public async Task Sending_twice_gives_the_same_code()
    {
        using var she = await SummaryAsync();
        she.Choose("agree", "yes");
        var again = she.Request("send");

        await she.PressAsync("send");
        var code = she.Page.GetElementById("code")!.TextContent;
        await she.SendAsync(again);

        Assert.Equal(code, she.Page.GetElementById("code")!.TextContent);
    }

    [Fact]
    public async Task After_ten_minutes_the_code_is_not_shown_again()
    {
        using var she = await SummaryAsync();
        she.Choose("agree", "yes");
        var again = she.Request("send");
        await she.PressAsync("send");
        app.Time.Advance(TimeSpan.FromMinutes(11));

        await she.SendAsync(again);

        Assert.Equal("Tin này đã được nhận", she.Heading);
        Assert.Null(she.Page.GetElementById("code"));
    }

    [Fact]
    public async Task Sending_a_step_again_only_shows_the_next_page_again()
    {
        using var she = await StartAsync();
        she.Choose("safety", "safe");
        var again = she.Request("next");
        await she.NextAsync();

        await she.SendAsync(again);

        Assert.Equal("p2", she.Step);
    }

    [Fact]
    public async Task After_half_an_hour_earlier_answers_are_hidden_but_kept()
    {
        using var she = await StartAsync();
        await she.NextAsync();
        await she.Fill("area", "cai-nhum").Fill("hamlet", "nhà bà Bảy").NextAsync();
        await she.Fill("words", "chuyện riêng").NextAsync();
        app.Time.Advance(TimeSpan.FromMinutes(31));

        await she.PressAsync("back");
        Assert.Equal("p3", she.Step);
        Assert.DoesNotContain("chuyện riêng", she.Html);
        Assert.Contains("được giữ kín", she.Text);
        await she.PressAsync("back");
        Assert.DoesNotContain("nhà bà Bảy", she.Html);
        await she.PressAsync("short");
        await she.Choose("channel", "none").NextAsync();
        Assert.DoesNotContain("nhà bà Bảy", she.Html);
        Assert.Contains("Đã được giữ kín", she.Text);

        await she.Choose("agree", "yes").PressAsync("send");

        Assert.Equal("Chúng tôi đã nhận được tin của bạn", she.Heading);
    }

    [Fact]
    public async Task After_a_day_only_the_page_at_hand_is_kept()
    {
        using var she = await StartAsync();
        await she.NextAsync();
        app.Time.Advance(TimeSpan.FromHours(25));

        await she.Fill("area", "cai-nhum").Fill("hamlet", "nhà bà Bảy").NextAsync();

        Assert.Equal("p2", she.Step);
        Assert.Equal("nhà bà Bảy", she.Value("hamlet"));
        await she.NextAsync();
        Assert.Equal("p3", she.Step);
    }

    [Fact]
    public async Task Another_language_keeps_what_was_typed()
    {
        using var she = await StartAsync();
        await she.NextAsync();

        await she.Fill("hamlet", "Ấp 2").PressAsync("lang:en");

        Assert.Equal("A little about you", she.Heading);
        Assert.Equal("en", she.Page.DocumentElement.GetAttribute("lang"));
        Assert.Equal("Ấp 2", she.Value("hamlet"));
    }

    [Fact]
    public async Task A_child_is_asked_whom_it_trusts_and_never_for_services()
    {
        using var child = await StartAsync();
        await child.NextAsync();
        Assert.Contains("Nếu bạn dưới 16 tuổi", child.Text);
        await child.Fill("area", "cai-nhum").Choose("age", "under16").NextAsync();
        await child.NextAsync();
        await child.NextAsync();
        await child.NextAsync();

        Assert.Equal("p6", child.Step);
        Assert.True(child.Has("trusted"));
        Assert.False(child.Has("wishes"));
        Assert.False(child.Has("police"));
    }

    [Fact]
    public async Task A_changed_age_asks_about_help_anew_before_the_summary()
    {
        using var she = await FullSummaryAsync();
        await she.PressAsync("edit:p2");

        await she.Choose("age", "under16").NextAsync();

        Assert.Equal("p6", she.Step);
        Assert.True(she.Has("trusted"));
        await she.NextAsync();
        Assert.Equal("p8", she.Step);
        Assert.Contains("Bảo vệ trẻ em", she.Text);
    }

    [Fact]
    public async Task No_service_is_ticked_beforehand()
    {
        using var she = await BeforeHelpAsync();

        await she.NextAsync();

        Assert.Null(she.Value("wishes"));
        Assert.Null(she.Value("police"));
    }

    [Fact]
    public async Task What_was_told_before_the_short_way_still_shows_in_the_summary()
    {
        using var she = await StartAsync();
        await she.NextAsync();
        await she.Fill("area", "cai-nhum").NextAsync();
        await she.Choose("what", "beaten").PressAsync("back");
        await she.PressAsync("short");

        await she.Choose("channel", "none").NextAsync();

        Assert.Contains("Bị đánh", she.Text);
    }

    [Fact]
    public async Task Danger_told_by_a_change_also_leads_to_the_numbers_and_back_to_the_summary()
    {
        using var she = await SummaryAsync();
        await she.PressAsync("edit:p1");

        await she.Choose("safety", "danger").NextAsync();

        Assert.Equal("Hãy đến chỗ an toàn trước", she.Heading);
        await she.NextAsync();
        Assert.Equal("p8", she.Step);
    }

    [Fact]
    public async Task A_change_of_language_in_danger_keeps_the_place()
    {
        using var she = await app.Visit().OpenAsync("/");
        await she.PressAsync("danger");

        await she.Fill("here", "Nhà số 5").PressAsync("lang:en");

        Assert.Equal("Get to a safe place first", she.Heading);
        Assert.Equal("Nhà số 5", she.Value("here"));
    }

    [Fact]
    public async Task A_filled_trap_is_not_refused()
    {
        using var she = await SummaryAsync();

        await she.Fill("website", "http://example.org").Choose("agree", "yes").PressAsync("send");

        Assert.Equal("Chúng tôi đã nhận được tin của bạn", she.Heading);
    }

    private async Task<Visitor> StartAsync()
    {
        var she = await app.Visit().OpenAsync("/");
        return await she.PressAsync("person");
    }

    private async Task<Visitor> BeforeHelpAsync()
    {
        var she = await StartAsync();
        await she.NextAsync();
        await she.Fill("area", "cai-nhum").NextAsync();
        await she.NextAsync();
        return await she.NextAsync();
    }

    private async Task<Visitor> ShortWayAsync()
    {
        var she = await StartAsync();
        await she.NextAsync();
        return await she.Fill("area", "cai-nhum").PressAsync("short");
    }

    private async Task<Visitor> SummaryAsync()
    {
        var she = await ShortWayAsync();
        return await she.Choose("channel", "none").NextAsync();
    }

    private async Task<Visitor> FullSummaryAsync()
    {
        var she = await StartAsync();
        await she.NextAsync();
        await she.Fill("area", "cai-nhum").Choose("age", "from18-to24").NextAsync();
        for (var step = 3; step <= 6; step++) await she.NextAsync();
        return await she.Choose("channel", "none").NextAsync();
    }
}
