using Gbv.Browser.Tests.Browser;
using Gbv.Browser.Tests.Journeys;
using Gbv.LocalHost.Mail;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Staff;

/// <summary>The main job from end to end, on a phone, as the people in it see it.</summary>
public sealed class ReferralTests(BrowserFixture browser, AppFixture app)
{
    // Only this class reports from Nhơn Phú, so that the month's report can be counted exactly.
    private const string LegalAid = "lam.thi.ngoc.diep@nhon-phu.example.org";
    private const string Coordinator = "huynh.thi.kim.loan@nhon-phu.example.org";
    private const string Wish = "Tư vấn pháp luật, hướng dẫn xin trợ giúp pháp lý";

    private static int reports;

    [Theory, InlineData(true), InlineData(false)]
    public async Task A_report_becomes_help_that_the_reporter_sees_and_a_line_in_the_months_report(bool javaScript)
    {
        var soFar = ++reports;
        await using var reporter = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript);
        await using var office = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript);
        var mailbox = new Mailbox(app, office);

        var receipt = await new PersonReport { Commune = "xã Nhơn Phú", Wishes = [Wish] }.SendAsync(reporter);

        var mail = await mailbox.ReceiveAsync(LegalAid, "Đề nghị phản hồi");
        AssertSaysNothing(mail);
        await mailbox.FollowAsync(mail);
        await office.LookAsync("responder-neutral");
        await mailbox.EnterAsync(mail, name => office.LookAsync($"responder-{name}"));

        await office.LookAsync("responder-offer");
        await Assertions.Expect(office.Page.GetByText("0912 345 678")).ToHaveCountAsync(0);
        await office.PressAsync("Nhận");

        await Assertions.Expect(office.Page.GetByText("CHỈ LIÊN LẠC NHƯ SAU").First).ToBeVisibleAsync();
        await Assertions.Expect(office.Page.GetByText("0912 345 678").First).ToBeVisibleAsync();
        await Assertions.Expect(office.Page.GetByText("không cho tôi về thăm mẹ")).ToHaveCountAsync(0);
        await office.LookAsync("responder-work");
        await AssertStatusAsync(reporter, receipt, "Đã có nơi giúp bạn.");
        await reporter.LookAtPublicAsync("follow-up-inbox");

        await office.OpenFoldAsync("Kết quả: đã giúp được");
        await office.PickAsync("Đã giúp được việc gì?", "Trợ giúp pháp lý");
        await office.LookAsync("responder-outcome-form");
        await office.PressAsync("Hoàn thành");
        await Assertions.Expect(office.Page.GetByText("Đã ghi kết quả. Cảm ơn anh/chị.")).ToBeVisibleAsync();
        await office.LookAsync("responder-done");

        await new MonthReport(app, mailbox).ReadUntilAsync(Coordinator, book => book.NumberOf("Chưa phân loại") == soFar);
    }

    [Fact]
    public async Task A_link_that_was_changed_on_the_way_opens_a_page_that_says_what_to_do()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone);
        await visitor.GoAsync("/r/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        await visitor.ArriveAsync("Không mở được liên kết này");
        await visitor.PictureAsync("responder-tampered");
        await visitor.AssertAccessibleAsync();
    }

    private static async Task AssertStatusAsync(Visitor reporter, string receipt, string status)
    {
        await reporter.GoAsync("/follow-up");
        await reporter.LookAtPublicAsync("follow-up");
        await reporter.WriteAsync("Mã", receipt);
        await reporter.PressAsync("Xem");
        await reporter.ArriveAsync("Trả lời cho bạn");
        await Assertions.Expect(reporter.Page.GetByText(status, new() { Exact = true })).ToBeVisibleAsync();
    }

    // A mail may be read over a shoulder: reference, deadline and link, nothing of what happened or to whom.
    private static void AssertSaysNothing(LocalMail mail)
    {
        foreach (var word in new[] { "bạo lực", "Ấp 3", "Chị Tư", "0912", "pháp lý", "25–39" })
        {
            Assert.DoesNotContain(word, mail.Subject, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(word, mail.Text, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(word, mail.Html, StringComparison.OrdinalIgnoreCase);
        }
    }
}
