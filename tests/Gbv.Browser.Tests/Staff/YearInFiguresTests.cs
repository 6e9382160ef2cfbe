using Gbv.Browser.Tests.Browser;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Staff;

/// <summary>
/// The plan in figures from end to end (issue "The plan in figures", first of what must be seen to hold): the workbook with mistakes and
/// without, returns by link, a reminder, the draft, and the year's report from the timer to the province's desk.
/// </summary>
public sealed class YearInFiguresTests(BrowserFixture browser)
{
    private const string Coordinator = "nguyen.thi.minh.chau@cai-nhum.example.org";
    private const string Police = "dai.uy.ho.thi.kim.ngan@cai-nhum.example.org";
    private const string Health = "y.si.vo.thi.thu.ha@cai-nhum.example.org";
    private const string Province = "vo.thi.ngoc.han@province.example.org";

    /// <summary>Reports are built behind a queue, on a machine that does much else.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_year_goes_from_the_communes_workbook_and_its_units_returns_to_the_report_that_the_province_downloads()
    {
        await using var moved = await MovedApp.StartAsync(Day(11, 5), ("Reports:Kinds", "programme"), ("Reports:FirstPeriod", "2027-10"), ("Reports:RunningMonth", "false"));
        await using var office = await browser.VisitAsync(moved.App.BaseUrl, Device.Desktop, javaScript: false);
        await using var station = await browser.VisitAsync(moved.App.BaseUrl, Device.Desktop);
        await using var clinic = await browser.VisitAsync(moved.App.BaseUrl, Device.Phone, javaScript: false);
        await using var department = await browser.VisitAsync(moved.App.BaseUrl, Device.Desktop);
        var (coordinator, police, health, province) = (new Mailbox(moved.App, office), new Mailbox(moved.App, station), new Mailbox(moved.App, clinic), new Mailbox(moved.App, department));

        await moved.RunAsync("CheckReturns");
        await coordinator.OpenAsync(await coordinator.ReceiveAsync(Coordinator, "Báo cáo năm 2027 của các đơn vị"));
        await office.ArriveAsync("Theo dõi báo cáo năm 2027");
        await LookAsync(office, "returns-board");
        await BringWorkbookAsync(office);

        await police.OpenAsync(await police.ReceiveAsync(Police, "Nhắc gửi báo cáo năm 2027"));
        await ReturnAsync(station, ("Vụ việc phát hiện, tiếp nhận", "4"), ("Trong đó đã xử lý", "3"), ("Vụ việc có yếu tố không gian mạng", "1"), ("Lớp tập huấn đã chủ trì", "1"));
        await health.OpenAsync(await health.ReceiveAsync(Health, "Nhắc gửi báo cáo năm 2027"));
        await ReturnAsync(clinic, ("Người được tiếp nhận, chăm sóc", "12"), ("Trong đó chuyển tuyến", "2"), ("Nhân viên được tập huấn", "3"));

        moved.MoveTo(Day(11, 18));
        await RemindAsync(moved, coordinator, "Phòng Kinh tế");

        moved.MoveTo(Day(11, 20));
        await moved.RunAsync("CheckReturns");
        await coordinator.OpenAsync(await coordinator.ReceiveAsync(Coordinator, "Bản tổng hợp báo cáo năm 2027 đã có"));
        foreach (var words in new[] { "2 trên 9 đơn vị đã gửi.", "Vụ việc phát hiện, tiếp nhận: 4 (từ 1 đơn vị)", "Đã làm đủ việc được giao" })
            await Assertions.Expect(office.Page.GetByText(words).First).ToBeVisibleAsync();
        await LookAsync(office, "returns-draft");

        await moved.RunAsync("CheckReports");
        await ReleaseAsync(moved, coordinator, Coordinator, "report-commune");
        await moved.RunAsync("CheckReports");
        var book = await ReleaseAsync(moved, province, Province, "report-province");
        Assert.Contains("xã Cái Nhum", book.ToString(), StringComparison.Ordinal);
    }

    private static DateTimeOffset Day(int month, int day) => new(2027, month, day, 8, 0, 0, TimeSpan.FromHours(7));

    /// <summary>Three wrong rows on two sheets, what the page says of them, and the corrected file.</summary>
    private static async Task BringWorkbookAsync(Visitor office)
    {
        var download = await office.Page.RunAndWaitForDownloadAsync(() => office.PressAsync("Tải sổ theo dõi"));
        Assert.Equal("so-theo-doi-cai-nhum.xlsx", download.SuggestedFilename);
        var file = await File.ReadAllBytesAsync(await download.PathAsync(), TestContext.Current.CancellationToken);

        await SendAsync(FilledWorkbook.With(file, ("Ấp, khóm", "C5", "đầu năm"), ("Ấp, khóm", "A6", " ẤP 1 "), ("Nơi tạm lánh", "A4", "Nhà số 12 đường 3 tháng 2")));
        foreach (var words in new[] { "Dòng 5, cột C", "“đầu năm” không phải ngày.", "Trùng với dòng 4.", "Trang Nơi tạm lánh" })
            await Assertions.Expect(office.Page.GetByText(words).First).ToBeVisibleAsync();
        await LookAsync(office, "workbook-errors");

        await SendAsync(FilledWorkbook.With(file, ("Ấp, khóm", "C5", "06/11/2026")));
        await Assertions.Expect(office.Page.GetByText("Ấp, khóm: nhận 0 dòng mới, 1 dòng sửa")).ToBeVisibleAsync();
        await LookAsync(office, "workbook-taken");
        await office.FollowAsync("Về trang theo dõi báo cáo");
        await office.ArriveAsync("Theo dõi báo cáo năm 2027");

        async Task SendAsync(byte[] filled)
        {
            await office.Page.GetByLabel("Tệp đã điền").SetInputFilesAsync(new FilePayload { Name = "sổ theo dõi.xlsx", MimeType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", Buffer = filled });
            await office.PressAsync("Gửi tệp");
            await office.ArriveAsync("Kết quả nhận sổ theo dõi");
        }
    }

    /// <summary>Saves half of it, sends it with something missing, then whole.</summary>
    private static async Task ReturnAsync(Visitor unit, params (string Label, string Value)[] figures)
    {
        await unit.WriteAsync(figures[0].Label, figures[0].Value);
        await unit.PressAsync("Lưu, làm tiếp sau");
        await Assertions.Expect(unit.Page.GetByText("Chưa gửi.")).ToBeVisibleAsync();
        await LookAsync(unit, "return-form");
        await unit.PressAsync("Gửi báo cáo");
        await Assertions.Expect(unit.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await LookAsync(unit, "return-mistakes");
        foreach (var (label, value) in figures) await unit.WriteAsync(label, value);
        await unit.WriteAsync("Kết quả thực hiện", "Đã làm đủ việc được giao; phối hợp với các đơn vị trong xã.");
        await unit.PressAsync("Gửi báo cáo");
        await Assertions.Expect(unit.Page.GetByText("Đã gửi lúc")).ToBeVisibleAsync();
        await LookAsync(unit, "return-sent");
    }

    /// <summary>The board's own button; the mail comes besides the calendar's.</summary>
    private static async Task RemindAsync(MovedApp moved, Mailbox coordinator, string unit)
    {
        await moved.RunAsync("CheckReturns");
        await coordinator.OpenAsync(await coordinator.ReceiveAsync(Coordinator, "Báo cáo năm 2027 của các đơn vị"));
        await Assertions.Expect(coordinator.Visitor.Page.GetByText("2 trên 9 đơn vị đã gửi.")).ToBeVisibleAsync();
        var mark = moved.App.Mark();
        await coordinator.Visitor.Page.GetByRole(AriaRole.Region, new() { Name = unit }).GetByRole(AriaRole.Button, new() { Name = "Nhắc ngay" }).ClickAsync();
        var mail = await moved.App.MailAsync(m => m.Subject.StartsWith("Nhắc gửi báo cáo năm 2027", StringComparison.Ordinal), mark);
        Assert.Contains(unit, mail.Text, StringComparison.Ordinal);
    }

    /// <summary>Opens the draft, releases it and downloads its workbook.</summary>
    private static async Task<Workbook> ReleaseAsync(MovedApp moved, Mailbox mailbox, string address, string name)
    {
        var page = mailbox.Visitor.Page;
        var mail = await moved.App.Platform.Mails.WaitForAsync(m => m.To == address && m.Subject.StartsWith("Báo cáo năm kế hoạch 2027", StringComparison.Ordinal), Limit, TestContext.Current.CancellationToken);
        await mailbox.OpenAsync(mail);
        await mailbox.Visitor.ArriveAsync("Báo cáo năm kế hoạch 2027");
        await LookAsync(mailbox.Visitor, name + "-draft");
        await mailbox.Visitor.PressAsync("Phát hành bản này");
        await Assertions.Expect(page.GetByText("Đã phát hành lúc")).ToBeVisibleAsync();
        await LookAsync(mailbox.Visitor, name + "-released");
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Tải bảng tính (XLSX").ClickAsync());
        return Workbook.Open(await download.PathAsync());
    }

    /// <summary>Looked at as it is, and its other width too: an officer opens the same page at the desk and on the way.</summary>
    private static async Task LookAsync(Visitor visitor, string name)
    {
        await visitor.LookAsync(name);
        if (visitor.Device == Device.Phone) return;
        await visitor.Page.SetViewportSizeAsync(Device.Phone.Width, Device.Phone.Height);
        await visitor.PictureAsync(name + "-narrow");
        var width = await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        await visitor.Page.SetViewportSizeAsync(Device.Desktop.Width, Device.Desktop.Height);
        Assert.True(width <= Device.Phone.Width, $"{name} is {width} px wide on a telephone.");
    }
}
