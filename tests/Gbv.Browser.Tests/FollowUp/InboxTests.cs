using Gbv.Browser.Tests.Browser;
using Gbv.Browser.Tests.Journeys;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.FollowUp;

/// <summary>Somebody comes back with the code, on a phone, with and without scripts.</summary>
public sealed class InboxTests(BrowserFixture browser, AppFixture app)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task She_comes_back_tells_more_and_locks_a_code_that_somebody_else_knows(bool javaScript)
    {
        await using var she = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript);
        var code = await new PersonReport().SendAsync(she);
        await EnterAsync(she, code);
        await she.LookAtPublicAsync("inbox-first");

        await she.PressAsync("Kể thêm cho tin đã gửi");
        await she.WriteAsync("Điều bạn muốn kể thêm", "Anh ấy giữ cả giấy tờ của con.");
        await she.LookAtPublicAsync("inbox-add");
        await she.PressAsync("Gửi phần kể thêm");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã gửi phần bạn kể thêm.");
        await Assertions.Expect(she.Page.GetByText("giấy tờ của con")).ToHaveCountAsync(0);

        await EnterAsync(she, code);
        await Assertions.Expect(she.Page.GetByText("Lần trước mã này được dùng:")).ToBeVisibleAsync();
        await she.LookAtPublicAsync("inbox-again");
        await she.PressAsync("Có người khác biết mã? Khóa mã");
        await she.LookAtPublicAsync("inbox-lock");
        await she.PressAsync("Khóa mã ngay");
        await she.ArriveAsync("Mã đã khóa");
        await she.LookAtPublicAsync("inbox-locked");

        await TypeAsync(she, code);
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Chưa mở được bằng mã này.");
        await she.LookAtPublicAsync("inbox-closed");
    }

    private static async Task EnterAsync(Visitor she, string code)
    {
        await TypeAsync(she, code);
        await she.ArriveAsync("Trả lời cho bạn");
    }

    private static async Task TypeAsync(Visitor she, string code)
    {
        await she.GoAsync("/follow-up");
        await she.WriteAsync("Mã", code);
        await she.PressAsync("Xem");
    }
}
