using Gbv.Domain.Cases;
using Gbv.Functions.Cases;
using Gbv.Functions.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.FollowUp;

public sealed class InboxTests(PagesFixture pages) : InboxTest(pages), IClassFixture<PagesFixture>
{
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
        using var visitor = await App.Visit().OpenAsync("/follow-up");

        await visitor.Fill("code", code).PressAsync("open");

        Assert.Contains("Chưa mở được bằng mã này.", visitor.Text);
        Assert.Contains("113", visitor.Page.QuerySelector("[role=alert]")!.TextContent);
        Assert.Equal(code, visitor.Value("code"));
    }

    [Fact]
    public async Task A_lost_code_is_explained()
    {
        using var visitor = await App.Visit().OpenAsync("/follow-up");

        Assert.Contains("Bạn không làm sai gì cả.", visitor.Text);
    }

    [Fact]
    public async Task The_inbox_closes_after_a_quarter_of_an_hour()
    {
        var code = await ReceiptAsync();
        using var she = await EnterAsync(code);
        App.Time.Advance(TimeSpan.FromMinutes(16));

        await she.Fill("text", "Trễ rồi.").PressAsync("send");

        Assert.Contains("đã đóng lại cho an toàn", she.Text);
        Assert.True(she.Has("code"));
        await she.Fill("code", code).PressAsync("open");
        Assert.Equal("Trễ rồi.", she.Value("text"));
    }

    [Fact]
    public async Task Each_visit_shows_when_the_code_was_used_before()
    {
        var code = await ReceiptAsync();
        using var first = await EnterAsync(code);
        Assert.Contains("Đây là lần đầu mã này được dùng.", first.Text);
        var at = Layout.When.Text(Texts.For("vi"), App.Time.GetUtcNow());
        App.Time.Advance(TimeSpan.FromMinutes(10));
        await first.Fill("text", "Vẫn trong lần đầu.").PressAsync("send");
        Assert.Contains("Đây là lần đầu mã này được dùng.", first.Text);
        App.Time.Advance(TimeSpan.FromHours(5));

        using var second = await EnterAsync(code);

        Assert.Contains($"Lần trước mã này được dùng: {at}", second.Text);
        await second.Fill("text", "Lần hai.").PressAsync("send");
        Assert.Contains($"Lần trước mã này được dùng: {at}", second.Text);
    }

    [Fact]
    public async Task More_can_be_told_and_only_the_office_reads_it()
    {
        var code = await ReceiptAsync();
        using var she = await EnterAsync(code);
        await she.PressAsync("task:add");
        Assert.Equal("Kể thêm cho tin đã gửi", she.Heading);

        await she.Fill("text", "Anh ta còn giữ giấy tờ của tôi.").PressAsync("do");

        Assert.Contains("Đã gửi phần bạn kể thêm.", she.Text);
        Assert.DoesNotContain("giấy tờ", she.Html, StringComparison.Ordinal);
        using var later = await EnterAsync(code);
        Assert.DoesNotContain("giấy tờ", later.Html, StringComparison.Ordinal);
        var read = await ReadAsync(code);
        Assert.Equal(["Anh ta còn giữ giấy tờ của tôi."], read.Additions.Select(a => a.Text));
        Assert.Contains(read.Effects, e => e is { Kind: EffectKind.NotifyCoordinator, Target: "addition" });
    }

    [Fact]
    public async Task The_same_addition_sent_twice_is_one()
    {
        var code = await ReceiptAsync();
        using var she = await EnterAsync(code);
        await she.PressAsync("task:add");
        she.Fill("text", "Một lần thôi.");
        var again = she.Request("do");
        await she.PressAsync("do");

        await she.SendAsync(again);

        Assert.Single((await ReadAsync(code)).Additions);
    }

    [Fact]
    public async Task An_empty_or_endless_addition_is_not_sent()
    {
        var code = await ReceiptAsync();
        using var she = await EnterAsync(code);
        await she.PressAsync("task:add");

        await she.PressAsync("do");
        Assert.NotNull(she.Page.QuerySelector("#f-text-error"));
        await she.Fill("text", new string('a', 4001)).PressAsync("do");

        Assert.NotNull(she.Page.QuerySelector("#f-text-error"));
        Assert.Equal(4001, she.Value("text")!.Length);
        Assert.Empty((await ReadAsync(code)).Additions);
    }

    [Fact]
    public async Task A_message_begun_in_the_inbox_survives_a_look_at_a_task_and_a_change_of_language()
    {
        using var she = await EnterAsync(await ReceiptAsync());
        await she.Fill("text", "Đang viết dở").PressAsync("task:lock");

        await she.PressAsync("lang:en");
        Assert.Equal("Somebody has the code? Lock it", she.Heading);
        await she.PressAsync("back");

        Assert.Equal("Đang viết dở", she.Value("text"));
    }

    [Fact]
    public async Task A_locked_code_is_answered_with_the_same_bytes_as_one_that_never_was()
    {
        var (code, unknown) = (await ReceiptAsync(), Unknown());
        using var she = await EnterAsync(code);
        var still = await EnterAsync(code);
        await she.PressAsync("task:lock");

        await she.PressAsync("do");

        Assert.Equal("Mã đã khóa", she.Heading);
        Assert.False(she.Has("inbox"));
        using var locked = await EnterAsync(code);
        using var never = await EnterAsync(unknown);
        Assert.Contains("Chưa mở được bằng mã này.", locked.Text);
        Assert.Equal(WithoutCode(never.Html, unknown), WithoutCode(locked.Html, code));
        Assert.Equal(never.Answer.Content.Headers.ContentLength, locked.Answer.Content.Headers.ContentLength);

        // An inbox that is open elsewhere closes too.
        await still.Fill("text", "Còn mở ở máy khác").PressAsync("send");
        Assert.Contains("Chưa mở được bằng mã này.", still.Text);
        still.Dispose();
    }

    [Fact]
    public async Task An_erased_code_is_answered_with_the_same_bytes_as_one_that_never_was()
    {
        var (code, unknown) = (await ReceiptAsync(), Unknown());
        await App.Services.GetRequiredService<CaseChanges>().ApplyAsync(await CaseOfAsync(code), (read, now) =>
        {
            var change = new CaseChange(read, now, EventKind.Erased, Actor.System);
            change.Case = change.Case with { ReceiptOpens = false, ContentKeyWrap = [], MessagesKeyWrap = [], ReceiptWrap = [], ErasedAt = now };
            return change;
        }, Cancel);

        using var erased = await EnterAsync(code);
        using var never = await EnterAsync(unknown);

        Assert.True((await ReadAsync(code)).IsErased);
        Assert.Equal(WithoutCode(never.Html, unknown), WithoutCode(erased.Html, code));
        Assert.Equal(never.Answer.Content.Headers.ContentLength, erased.Answer.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Locking_destroys_what_the_code_opened_and_tells_the_caseworker()
    {
        var code = await ReceiptAsync();
        using var she = await EnterAsync(code);
        await she.Fill("text", "Trước khi khóa").PressAsync("send");
        await she.PressAsync("task:lock");

        await she.PressAsync("do");

        var read = await ReadAsync(code);
        Assert.False(read.Case.ReceiptOpens);
        Assert.Empty(read.Case.ReceiptWrap);
        Assert.Equal(EventKind.Lock, read.Events[^1].Kind);
        Assert.Contains(read.Effects, e => e is { Kind: EffectKind.NotifyCoordinator, Target: "lock" });
        Assert.Equal(["Trước khi khóa"], read.Messages.Select(m => m.Text));
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

    private async Task<Visitor> InboxAsync() => await EnterAsync(await ReceiptAsync());
}
