using System.Globalization;
using Gbv.Browser.Tests.Browser;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Staff;

/// <summary>The data-protection officer opens the month's link and sees who read what, her own look among it.</summary>
public sealed class AccessesTests(BrowserFixture browser, AppFixture app)
{
    private const string Officer = "ho.thi.tuyet.mai@province.example.org";

    [Fact]
    public async Task The_officer_sees_who_read_what_and_that_she_looked()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript: false);
        var officer = new Mailbox(app, visitor);
        await app.Platform.InvokeAsync("CheckTrace", ct: TestContext.Current.CancellationToken);
        var mail = await app.Platform.Mails.WaitForAsync(m => m.To == Officer && m.Subject.StartsWith("Báo cáo truy cập", StringComparison.Ordinal), AppFixture.MailLimit, TestContext.Current.CancellationToken);

        await officer.OpenAsync(mail);
        await visitor.ArriveAsync("Ai đã xem gì");
        await visitor.LookAsync("accesses");
        for (var look = 0; look < 2; look++)
        {
            await visitor.SelectAsync("Tháng", DateTimeOffset.UtcNow.ToOffset(TimeSpan.FromHours(7)).ToString("MM/yyyy", CultureInfo.InvariantCulture));
            await visitor.PressAsync("Xem");
        }

        await Assertions.Expect(visitor.Page.GetByText("Hồ Thị Tuyết Mai (Sở Nội vụ, bộ phận bảo vệ dữ liệu)").First).ToBeVisibleAsync();
        await visitor.LookAsync("accesses-shown");
    }
}
