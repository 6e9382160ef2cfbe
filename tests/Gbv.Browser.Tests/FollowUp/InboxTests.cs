using Gbv.Browser.Tests.Browser;
using Gbv.Browser.Tests.Journeys;
using Microsoft.Playwright;
using static Gbv.Browser.Tests.FollowUp.Arriving;

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

    [Theory, InlineData(true), InlineData(false)]
    public async Task She_sends_files_and_sees_what_became_of_them(bool javaScript)
    {
        await using var she = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript);
        var code = await new PersonReport().SendAsync(she);
        await EnterAsync(she, code);
        await she.PressAsync("Gửi ảnh hoặc PDF");
        await she.LookAtPublicAsync("inbox-file");
        if (javaScript)
        {
            await ChooseAsync(she, [.. Picture, .. new byte[8 * 1024 * 1024]]);
            await Assertions.Expect(she.Page.GetByText("Tệp lớn quá.")).ToBeVisibleAsync();
        }

        await ChooseAsync(she, "no picture"u8.ToArray());
        await she.PressAsync("Gửi tệp này");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("không phải ảnh");
        await she.LookAtPublicAsync("inbox-file-wrong");

        await ChooseAsync(she, "%PDF-1.7 and nothing else"u8.ToArray());
        await she.PressAsync("Gửi tệp này");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã gửi tệp.");
        await she.PressAsync("Gửi ảnh hoặc PDF");
        await ChooseAsync(she, Picture);
        await she.PressAsync("Gửi tệp này");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã gửi tệp.");
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(120);
        do
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "The files were not looked at.");
            await EnterAsync(she, code);
        }
        while (await she.Page.GetByText("đã nhận.").CountAsync() == 0 || await she.Page.GetByText("đang kiểm tra.").CountAsync() > 0);
        await Assertions.Expect(she.Page.GetByText("Tệp bị hỏng hoặc không đúng loại.")).ToBeVisibleAsync();
        await she.LookAtPublicAsync("inbox-files");
    }

    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static Task ChooseAsync(Visitor she, byte[] content) =>
        she.Page.GetByLabel("Chọn ảnh").SetInputFilesAsync(new FilePayload { Name = "IMG_0001.png", MimeType = "image/png", Buffer = content });

    [Theory, InlineData(true), InlineData(false)]
    public async Task She_changes_her_mind_with_the_secret_word_and_can_undo_what_waits(bool javaScript)
    {
        await using var she = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript);
        var code = await new PersonReport { Signs = ["Lặp lại nhiều lần", "Ngày càng nặng hơn"], Wishes = ["Tư vấn pháp luật, hướng dẫn xin trợ giúp pháp lý"] }.SendAsync(she);
        await EnterAsync(she, code);
        await she.PressAsync("Đổi cách liên lạc với tôi");
        await she.PickAsync("Cách liên lạc", "Nhắn tin");
        await she.WriteAsync("Số điện thoại hoặc địa chỉ", "0912 345 679");
        await she.LookAtPublicAsync("inbox-contact");
        await she.PressAsync("Đổi cách liên lạc");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("Hãy ghi từ bí mật.");
        await she.WriteAsync("Từ bí mật của bạn", "Mang Cut");
        await she.LookAtPublicAsync("inbox-word");
        await she.PressAsync("Đổi cách liên lạc");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("chỉ liên lạc theo cách mới");

        await she.PressAsync("Đổi ý về những nơi giúp tôi");
        await she.Page.GetByRole(AriaRole.Group, new() { Name = "Tôi không đồng ý nữa:" }).GetByLabel("Trợ giúp pháp lý", new() { Exact = true }).CheckAsync();
        await she.LookAtPublicAsync("inbox-consent");
        await she.PressAsync("Gửi thay đổi");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã nhận thay đổi của bạn.");

        // The office's side looks at it within seconds.
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(60);
        do
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "The request is not waiting.");
            await EnterAsync(she, code);
        }
        while (await she.Page.GetByText("sẽ được thực hiện sau").CountAsync() == 0);
        await she.LookAtPublicAsync("inbox-waits");
        await Assertions.Expect(she.Page.GetByText("pháp lý")).ToHaveCountAsync(0);
        await she.PressAsync("Hủy yêu cầu này, giữ như cũ");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã hủy yêu cầu.");

        await she.PressAsync("Xin xóa tin đã gửi");
        await she.WriteAsync("Từ bí mật của bạn", "măng cụt");
        await she.LookAtPublicAsync("inbox-erase");
        await she.PressAsync("Xin xóa");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Trước khi hết 72 giờ bạn có thể hủy.");
        await she.LookAtPublicAsync("inbox-erase-waits");
        await she.PressAsync("Hủy yêu cầu này, giữ như cũ");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã hủy yêu cầu.");

        await she.PressAsync("Đừng liên lạc với tôi nữa");
        await she.LookAtPublicAsync("inbox-stop");
        await she.PressAsync("Đừng liên lạc nữa");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("không ai được gọi hay nhắn cho bạn");
    }
}
