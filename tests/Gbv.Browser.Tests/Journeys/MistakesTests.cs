using Gbv.Browser.Tests.Browser;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Journeys;

/// <summary>What happens when something is forgotten, changed, or sent twice: nothing is lost, and the page says what to do.</summary>
public sealed class MistakesTests(BrowserFixture browser, AppFixture app)
{
    [Theory, InlineData(true), InlineData(false)]
    public async Task A_missing_answer_is_named_in_a_summary_that_leads_to_its_field(bool javaScript)
    {
        await using var visitor = await AtP2Async(javaScript);
        await visitor.WriteAsync("Ấp, khóm", "Ấp 9");
        await visitor.PressAsync("Tiếp tục");

        await visitor.ArriveAsync("Một chút về bạn");
        await visitor.LookAtPublicAsync("p2-error");
        Assert.Equal("Ấp 9", await visitor.Page.GetByLabel("Ấp, khóm").InputValueAsync());
        await visitor.FollowAsync("Hãy chọn xã, phường, hoặc chọn gửi lên tỉnh.");
        await Assertions.Expect(visitor.Page.GetByLabel("Xã, phường")).ToBeFocusedAsync();
    }

    [Fact]
    public async Task Going_back_keeps_what_was_written()
    {
        await using var visitor = await AtP2Async(javaScript: false);
        await visitor.SelectAsync("Xã, phường", "phường Trà Vinh");
        await visitor.PressAsync("Tiếp tục");
        await visitor.ArriveAsync("Chuyện gì đã xảy ra?");
        await visitor.WriteAsync("Kể thêm nếu bạn muốn", "Một câu chưa xong");
        await visitor.PressAsync("Quay lại");
        await visitor.ArriveAsync("Một chút về bạn");
        await visitor.PressAsync("Tiếp tục");
        Assert.Equal("Một câu chưa xong", await visitor.Page.GetByLabel("Kể thêm nếu bạn muốn").InputValueAsync());
    }

    [Fact]
    public async Task Sending_the_same_form_twice_gives_the_same_code()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript: false);
        var first = await new PersonReport().SendAsync(visitor);
        // The browser asks whether the form is to be sent again; here the answer is yes.
        await visitor.Page.ReloadAsync();
        Assert.Equal(first, await visitor.Page.Locator("#code").InnerTextAsync());
    }

    [Fact]
    public async Task The_short_way_needs_only_place_and_contact()
    {
        await using var visitor = await AtP2Async(javaScript: false);
        await visitor.SelectAsync("Xã, phường", "phường Trà Vinh");
        await visitor.PressAsync("Chỉ cần có người liên lạc với tôi");
        await visitor.ArriveAsync("Liên lạc với bạn thế nào cho an toàn?");
        await visitor.LookAtPublicAsync("p7-short");
        await visitor.PickAsync("Cách liên lạc", "Đừng liên lạc, tôi sẽ tự vào xem bằng mã");
        await visitor.PressAsync("Tiếp tục");
        await visitor.ArriveAsync("Xem lại và gửi");
        await visitor.PickAsync("Tôi đồng ý để người phụ trách đọc và xử lý những gì tôi viết. * (cần có)");
        await visitor.PressAsync("Gửi");
        await visitor.ArriveAsync("Chúng tôi đã nhận được tin của bạn");
        await Assertions.Expect(visitor.Page.GetByText("Không giữ mã cũng được")).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task The_printed_proof_can_be_checked_and_holds_no_code()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone);
        var code = await new PersonReport().SendAsync(visitor);
        await visitor.PressAsync("Tôi cần giấy xác nhận đã gửi");
        await visitor.ArriveAsync("PHIẾU TIẾP NHẬN THÔNG TIN");
        await visitor.LookAtPublicAsync("proof");
        var proof = await visitor.Page.Locator(".proof").InnerTextAsync();
        Assert.DoesNotContain(code, proof, StringComparison.Ordinal);

        var number = proof.Split('\n').First(line => line.StartsWith("Số ", StringComparison.Ordinal))[3..].Trim();
        await visitor.GoAsync("/verify");
        await visitor.WriteAsync("Số trên phiếu", number);
        await visitor.PressAsync("Kiểm tra");
        await Assertions.Expect(visitor.Page.GetByText("Đã tiếp nhận lúc")).ToBeVisibleAsync();
        await visitor.LookAtPublicAsync("verify-genuine");
        await visitor.WriteAsync("Số trên phiếu", number[..^1] + (number[^1] == '0' ? '1' : '0'));
        await visitor.PressAsync("Kiểm tra");
        await Assertions.Expect(visitor.Page.GetByText("Số không đúng.")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task A_wrong_code_opens_nothing_and_is_kept_for_another_look()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript: false);
        await visitor.GoAsync("/follow-up");
        await visitor.WriteAsync("Mã", "1234 5678 9012 3456");
        await visitor.PressAsync("Xem");
        await Assertions.Expect(visitor.Page.GetByText("Chưa mở được bằng mã này.")).ToBeVisibleAsync();
        await visitor.LookAtPublicAsync("follow-up-wrong");
    }

    private async Task<Visitor> AtP2Async(bool javaScript)
    {
        var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript);
        await visitor.GoAsync("/");
        await visitor.PressAsync("Tôi muốn được giúp");
        await visitor.PickAsync("Có");
        await visitor.PressAsync("Tiếp tục");
        await visitor.ArriveAsync("Một chút về bạn");
        return visitor;
    }
}
