using Gbv.Browser.Tests.Browser;
using Gbv.Browser.Tests.Journeys;
using Microsoft.Playwright;
using static Gbv.Browser.Tests.FollowUp.Arriving;

namespace Gbv.Browser.Tests.Staff;

/// <summary>She asks in the inbox for a copy of what is held and for erasure; the coordinator hands over the one and refuses the other.</summary>
[Collection(CaiNhum.Mails)]
public sealed class DataRequestTests(BrowserFixture browser, AppFixture app)
{
    private const string Coordinator = "nguyen.thi.minh.chau@cai-nhum.example.org";
    private const string Refusal = "Người gửi tin xin xóa: từ chối nếu có căn cứ";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_copy_is_asked_for_fetched_and_handed_over_and_an_erasure_is_refused_on_a_lawful_ground()
    {
        await using var she = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript: false);
        await using var office = await browser.VisitAsync(app.BaseUrl, Device.Desktop);
        var coordinator = new Mailbox(app, office);
        var code = await new PersonReport { Commune = "xã Cái Nhum" }.SendAsync(she);
        var mail = await coordinator.ReceiveAsync(Coordinator, "Phiếu mới");
        await AskAsync(she, code);

        await coordinator.OpenAsync(mail);
        await office.PressAsync("Nhận");
        await UntilAsync(office, "Bản sao được xin đã sẵn sàng");
        await UntilAsync(office, Refusal);
        await office.LookAsync("data-requests");
        await FetchAsync(office);
        await HandOverAsync(office);
        await RefuseAsync(office);

        await EnterAsync(she, code);
        await Assertions.Expect(she.Page.GetByText("đã xong. Nếu bạn chưa nhận được gì")).ToBeVisibleAsync();
        await Assertions.Expect(she.Page.GetByText("vụ việc đang được cơ quan điều tra xem xét")).ToBeVisibleAsync();
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Button, new() { Name = "Hủy yêu cầu này, giữ như cũ" })).ToHaveCountAsync(0);
        await she.LookAtPublicAsync("inbox-answered");
    }

    private static async Task AskAsync(Visitor she, string code)
    {
        await EnterAsync(she, code);
        await she.PressAsync("Xin bản sao những gì đang lưu về tôi");
        await she.WriteAsync("Từ bí mật của bạn", "Mang Cut");
        await she.LookAtPublicAsync("inbox-copy");
        await she.PressAsync("Xin bản sao");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã nhận yêu cầu.");
        await she.PressAsync("Xin xóa tin đã gửi");
        await she.PressAsync("Xin xóa");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Trước khi hết 72 giờ bạn có thể hủy.");

        // A choice that waits for nobody: where she wants to hear of an answer.
        await she.PressAsync("Báo cho tôi bằng e-mail khi có lời nhắn");
        await she.LookAtPublicAsync("inbox-notice");
        await she.PickAsync("Bạn muốn nhận thư không?", "Không, hoặc thôi nhận");
        await she.PressAsync("Lưu lựa chọn");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã lưu lựa chọn của bạn.");
    }

    private static async Task FetchAsync(Visitor office)
    {
        await office.PickAsync("Dạng tệp", "Trang in tiếng Việt");
        await office.PickAsync("Tải để làm gì", "Xem lại trước khi trao");
        var download = await office.Page.RunAndWaitForDownloadAsync(() => office.PressAsync("Tải bản sao"));
        Assert.Matches("^phieu-[0-9A-Z]{6}\\.html$", download.SuggestedFilename);
        var file = Path.Combine(Path.GetTempPath(), $"gbv-{Guid.NewGuid():N}.html");
        try
        {
            await download.SaveAsAsync(file);
            var reader = await Visitor.OpenAsync(office.Context, office.Device, office.JavaScript);
            await reader.GoAsync(new Uri(file).AbsoluteUri);
            await reader.ArriveAsync("Bản sao thông tin đang lưu");
            await reader.LookAsync("copy-page");
            await Assertions.Expect(reader.Page.GetByText("ăng cụt")).ToHaveCountAsync(0);
            await reader.Page.CloseAsync();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task HandOverAsync(Visitor office)
    {
        await office.OpenFoldAsync("Đã trao bản sao");
        var fold = office.InFold("Đã trao bản sao");
        await fold.GetByRole(AriaRole.Checkbox).CheckAsync();
        await fold.GetByLabel("Trao thế nào, cho ai").FillAsync("Tận tay, ở trạm y tế");
        await office.LookAsync("copy-handing-over");
        await office.PressAsync("Ghi là đã trao");
        await Assertions.Expect(office.Page.GetByText("Đã trao bản sao: Tận tay, ở trạm y tế")).ToBeVisibleAsync();
        await Assertions.Expect(office.Page.GetByRole(AriaRole.Button, new() { Name = "Tải bản sao" })).ToHaveCountAsync(0);
    }

    private static async Task RefuseAsync(Visitor office)
    {
        var fold = office.InFold(Refusal);
        await fold.GetByLabel("Đang có vụ việc hình sự", new() { Exact = true }).CheckAsync();
        await fold.GetByRole(AriaRole.Textbox).FillAsync("Thông báo số 12 của cơ quan điều tra");
        await office.PressAsync("Từ chối xóa");
        await Assertions.Expect(office.Page.GetByText("Thông báo số 12 của cơ quan điều tra")).ToBeVisibleAsync();
        await Assertions.Expect(office.InFold(Refusal)).ToHaveCountAsync(0);
        await office.LookAsync("data-requests-answered");
    }

    /// <summary>The office's side carries out within seconds what was asked for.</summary>
    private static async Task UntilAsync(Visitor office, string words)
    {
        var deadline = DateTimeOffset.UtcNow + Limit;
        while (await office.Page.GetByText(words).CountAsync() == 0)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"'{words}' does not come.");
            await office.Page.ReloadAsync();
        }
    }
}
