using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Gbv.Browser.Tests.Browser;
using Gbv.Browser.Tests.Staff;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Public;

/// <summary>A year from the reports that came in to the page that everybody may read, released by the people whose figures they are.</summary>
public sealed class StatisticsTests(BrowserFixture browser)
{
    private const string Coordinator = "nguyen.thi.minh.chau@cai-nhum.example.org";
    private const string Province = "vo.thi.ngoc.han@province.example.org";
    private const string ClientKey = "a key of the hot line";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_year_that_its_coordinator_released_is_read_by_everybody_and_withdrawn_again()
    {
        await using var moved = await MovedApp.StartAsync(Day(2026, 12, 30), ("Public:Statistics", "true"), ("Reports:Kinds", "year"), ("Reports:FirstPeriod", "2026-12"), ("Reports:RunningMonth", "false"),
            ("Api:Clients:0:Name", "hotline"), ("Api:Clients:0:Channel", "hotline-transfer"), ("Api:Clients:0:KeySha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ClientKey)))));
        await using var phone = await browser.VisitAsync(moved.App.BaseUrl, Device.Phone, javaScript: false);
        await using var desk = await browser.VisitAsync(moved.App.BaseUrl, Device.Desktop);
        await using var office = await browser.VisitAsync(moved.App.BaseUrl, Device.Desktop);
        await using var department = await browser.VisitAsync(moved.App.BaseUrl, Device.Desktop);
        var mark = moved.App.Mark();
        for (var i = 0; i < 12; i++) await ReportAsync(moved.App);
        await phone.GoAsync("/");
        await phone.FollowAsync("Số liệu công khai");
        await phone.ArriveAsync("Số liệu công khai");
        await phone.LookAtPublicAsync("statistics-empty");

        // Whoever is mailed about a case stands in the figures by then.
        await UntilAsync(phone, () => Task.FromResult(moved.App.ToldSince(mark).Count(to => to == Coordinator)), 12);

        moved.MoveTo(Day(2027, 1, 5));
        await moved.RunAsync("CheckReports");
        await ReleaseAsync(moved, new Mailbox(moved.App, office), Coordinator);
        await ReleaseAsync(moved, new Mailbox(moved.App, department), Province);
        await UntilAsync(phone, () => phone.Page.GetByRole(AriaRole.Link, new() { Name = "xã Cái Nhum" }).CountAsync(), 1);
        await UntilAsync(phone, () => phone.Page.GetByRole(AriaRole.Link, new() { Name = "tỉnh Vĩnh Long" }).CountAsync(), 1);
        await phone.LookAtPublicAsync("statistics");

        await phone.FollowAsync("xã Cái Nhum");
        await phone.ArriveAsync("Số liệu năm 2026 – xã Cái Nhum");
        await Assertions.Expect(phone.Page.GetByRole(AriaRole.Cell, new() { Name = "10–19", Exact = true })).ToBeVisibleAsync();
        await phone.LookAtPublicAsync("statistics-commune");
        await desk.GoAsync("/statistics/2026/province?lang=en");
        await desk.ArriveAsync("Figures of the year 2026 – tỉnh Vĩnh Long");
        await desk.LookAtPublicAsync("statistics-province.en");
        await phone.GoAsync("/statistics/2026/province");
        await phone.LookAtPublicAsync("statistics-province");
        var download = await desk.Page.RunAndWaitForDownloadAsync(() => desk.Page.GetByText("Workbook (XLSX").ClickAsync());
        Assert.Equal("bao-cao-2026-province-pho-bien.xlsx", download.SuggestedFilename);
        await phone.GoAsync("/statistics/2019/cai-nhum");
        Assert.Equal((int)HttpStatusCode.NotFound, phone.Document!.Status);
        await phone.LookAtPublicAsync("statistics-missing");

        await office.Page.ReloadAsync();
        await office.LookAsync("report-year-public");
        await office.PressAsync("Rút khỏi trang Số liệu công khai");
        await Assertions.Expect(office.Page.GetByText("Bản này đã được rút")).ToBeVisibleAsync();
        await UntilAsync(phone, () => phone.Page.GetByRole(AriaRole.Link, new() { Name = "xã Cái Nhum" }).CountAsync(), 0);
    }

    private static DateTimeOffset Day(int year, int month, int day) => new(year, month, day, 8, 0, 0, TimeSpan.FromHours(7));

    private static async Task ReportAsync(AppFixture app)
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Platform.BaseAddress, "api/reports"))
        {
            Content = JsonContent.Create(new { journey = "person", commune = "cai-nhum", happenings = new[] { "beaten" }, reportedBy = new { role = "survivor" } }),
            Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() }, { "Authorization", "Bearer " + ClientKey } },
        };
        using var answer = await client.SendAsync(request, Ct);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    private static async Task ReleaseAsync(MovedApp moved, Mailbox mailbox, string address)
    {
        var mail = await moved.App.Platform.Mails.WaitForAsync(m => m.To == address && m.Subject.StartsWith("Báo cáo năm 2026", StringComparison.Ordinal), Limit, Ct);
        await mailbox.OpenAsync(mail);
        await mailbox.Visitor.ArriveAsync("Báo cáo năm 2026");
        await Assertions.Expect(mailbox.Visitor.Page.GetByText("sẽ đồng thời được đăng công khai")).ToBeVisibleAsync();
        await mailbox.Visitor.PressAsync("Phát hành bản này");
        await Assertions.Expect(mailbox.Visitor.Page.GetByText("Đã phát hành lúc")).ToBeVisibleAsync();
    }

    /// <summary>Much is done behind a queue.</summary>
    private static async Task UntilAsync(Visitor visitor, Func<Task<int>> seen, int expected)
    {
        var deadline = DateTimeOffset.UtcNow + Limit;
        do
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "The page does not become as expected.");
            await visitor.GoAsync("/statistics");
        }
        while (await seen() != expected);
    }
}
