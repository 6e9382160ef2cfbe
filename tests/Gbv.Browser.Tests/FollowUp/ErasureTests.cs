using Gbv.Browser.Tests.Browser;
using Gbv.Browser.Tests.Journeys;
using Gbv.Browser.Tests.Staff;
using Gbv.Domain.Shared;
using Microsoft.Playwright;
using static Gbv.Browser.Tests.FollowUp.Arriving;

namespace Gbv.Browser.Tests.FollowUp;

/// <summary>She has erased what she sent: she changes her mind once, then time passes, and nobody finds it any more.</summary>
public sealed class ErasureTests(BrowserFixture browser)
{
    private const string Coordinator = "nguyen.thi.minh.chau@cai-nhum.example.org";
    private const string Undo = "Hủy yêu cầu này, giữ như cũ";

    /// <summary>A Monday, so that 72 hours are longer than two working days.</summary>
    private static readonly DateTimeOffset Monday = new(2026, 11, 30, 9, 0, 0, TimeSpan.FromHours(7));

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task She_undoes_it_asks_again_and_after_the_wait_her_code_is_like_any_other_and_the_office_keeps_no_page_of_her()
    {
        await using var moved = await MovedApp.StartAsync(Monday);
        await using var she = await browser.VisitAsync(moved.App.BaseUrl, Device.Phone, javaScript: false);
        await using var office = await browser.VisitAsync(moved.App.BaseUrl, Device.Desktop);
        var coordinator = new Mailbox(moved.App, office);
        var code = await new PersonReport { Commune = "xã Cái Nhum" }.SendAsync(she);
        var mail = await coordinator.ReceiveAsync(Coordinator, "Phiếu mới");
        await coordinator.OpenAsync(mail);
        await office.PressAsync("Nhận");

        await EnterAsync(she, code);
        await AskAsync(she);
        await she.PressAsync(Undo);
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã hủy yêu cầu.");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Button, new() { Name = Undo })).ToHaveCountAsync(0);
        await she.LookAtPublicAsync("erasure-undone");

        await EnterAsync(she, code);
        await AskAsync(she);
        await UntilAsync(moved, async () =>
        {
            await EnterAsync(she, code);
            return await she.Page.GetByText("10:00 ngày").CountAsync() + await she.Page.GetByText("sẽ được thực hiện sau").CountAsync() > 0;
        });
        await she.LookAtPublicAsync("erasure-clock");

        moved.MoveTo(Monday + TimeSpan.FromHours(71));
        await moved.RunAsync("CheckDue");
        await EnterAsync(she, code);
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Button, new() { Name = Undo })).ToBeVisibleAsync();

        moved.MoveTo(Monday + TimeSpan.FromHours(80));
        await UntilAsync(moved, async () =>
        {
            await moved.RunAsync("CheckDue");
            await TypeAsync(she, code);
            return await she.Page.GetByText("Chưa mở được bằng mã này.").CountAsync() > 0;
        });
        var erased = await MainAsync(she, code);
        await she.LookAtPublicAsync("erasure-done");
        var unknown = Unknown(code);
        await TypeAsync(she, unknown);
        Assert.Equal(erased, await MainAsync(she, unknown));

        await coordinator.OpenAsync(mail);
        await office.LookAsync("erasure-office");
        await Assertions.Expect(office.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Phiếu đã kết thúc");
        await Assertions.Expect(office.Page.GetByText("Anh ấy giữ điện thoại")).ToHaveCountAsync(0);
    }

    private static async Task AskAsync(Visitor she)
    {
        await she.PressAsync("Xin xóa tin đã gửi");
        await she.WriteAsync("Từ bí mật của bạn", "măng cụt");
        await she.PressAsync("Xin xóa");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Trước khi hết 72 giờ bạn có thể hủy.");
    }

    /// <summary>What the page says, whatever code stands in its field.</summary>
    private static async Task<string> MainAsync(Visitor she, string code) =>
        (await she.Page.Locator("main").InnerHTMLAsync()).Replace(code, "", StringComparison.Ordinal);

    /// <summary>A code that could be one and never was.</summary>
    private static string Unknown(string code)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal)[..^1];
        var other = string.Concat(digits[..^1], digits[^1] == '0' ? "1" : "0");
        return string.Join(' ', (other + Iso7064.CheckDigit(other)).Chunk(4).Select(four => new string(four)));
    }

    /// <summary>Queues are read beside the pages, on a machine that does much else.</summary>
    private static async Task UntilAsync(MovedApp moved, Func<Task<bool>> seen)
    {
        var deadline = DateTimeOffset.UtcNow + Limit;
        while (!await seen()) Assert.True(DateTimeOffset.UtcNow < deadline, $"It does not come:{Environment.NewLine}{string.Join(Environment.NewLine, moved.App.Platform.Output.TakeLast(20))}");
    }
}
