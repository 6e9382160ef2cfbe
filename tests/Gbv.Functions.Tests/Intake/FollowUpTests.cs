namespace Gbv.Functions.Tests.Intake;

public sealed class FollowUpTests(PagesFixture pages) : IClassFixture<PagesFixture>
{
    private readonly PagesApp app = pages.App;

    [Fact]
    public async Task A_code_opens_status_and_messages_and_never_what_was_written()
    {
        using var she = await InboxAsync();

        Assert.Contains("Đã nhận.", she.Text);
        Assert.DoesNotContain("Nhà số 5", she.Html);

        await she.Fill("text", "Tôi đã qua nhà mẹ.").PressAsync("send");

        Assert.Contains("Đã gửi lời nhắn của bạn.", she.Text);
        Assert.Equal("Tôi đã qua nhà mẹ.", she.Page.QuerySelector(".message.mine p:last-child")!.TextContent);
    }

    [Fact]
    public async Task The_same_message_form_sent_twice_is_one_message()
    {
        using var she = await InboxAsync();
        she.Fill("text", "Một lần thôi.");
        var again = she.Request("send");
        await she.PressAsync("send");

        await she.SendAsync(again);

        Assert.Single(she.Page.QuerySelectorAll(".message.mine"));
    }

    [Theory]
    [InlineData("1234 5678 9012 3456")]
    [InlineData("12")]
    [InlineData("không phải số")]
    public async Task A_wrong_code_is_answered_the_same_way_always(string code)
    {
        using var visitor = await app.Visit().OpenAsync("/follow-up");

        await visitor.Fill("code", code).PressAsync("open");

        Assert.Contains("Chưa mở được bằng mã này.", visitor.Text);
        Assert.Contains("113", visitor.Page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(code, visitor.Value("code"));
    }

    [Fact]
    public async Task A_lost_code_is_explained()
    {
        using var visitor = await app.Visit().OpenAsync("/follow-up");

        Assert.Contains("Bạn không làm sai gì cả.", visitor.Text);
    }

    [Fact]
    public async Task The_inbox_closes_after_a_quarter_of_an_hour()
    {
        using var she = await ReceiptAsync();
        var code = she.Page.GetElementById("code")!.TextContent;
        await she.OpenAsync("/follow-up");
        await she.Fill("code", code).PressAsync("open");
        app.Time.Advance(TimeSpan.FromMinutes(16));

        await she.Fill("text", "Trễ rồi.").PressAsync("send");

        Assert.Contains("đã đóng lại cho an toàn", she.Text);
        Assert.True(she.Has("code"));
        await she.Fill("code", code).PressAsync("open");
        Assert.Equal("Trễ rồi.", she.Value("text"));
    }

    [Fact]
    public async Task An_empty_message_is_not_sent()
    {
        using var she = await InboxAsync();

        await she.PressAsync("send");

        Assert.NotNull(she.Page.QuerySelector("#f-text-error"));
        Assert.Empty(she.Page.QuerySelectorAll(".message"));
    }

    [Fact]
    public async Task Closing_the_inbox_leaves_a_neutral_page()
    {
        using var she = await InboxAsync();

        await she.PressAsync("leave");

        Assert.Equal("Thông tin cho người dân", she.Heading);
    }

    private async Task<Visitor> InboxAsync()
    {
        var she = await ReceiptAsync();
        var code = she.Page.GetElementById("code")!.TextContent;
        await she.OpenAsync("/follow-up");
        return await she.Fill("code", code).PressAsync("open");
    }

    private async Task<Visitor> ReceiptAsync()
    {
        var she = await app.Visit().OpenAsync("/");
        await she.PressAsync("danger");
        return await she.Fill("here", "Nhà số 5, ấp 1").Fill("dangerarea", "cai-nhum").PressAsync("send");
    }
}
