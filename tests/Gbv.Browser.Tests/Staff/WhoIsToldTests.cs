using Gbv.Browser.Tests.Browser;
using Gbv.Browser.Tests.Journeys;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Staff;

/// <summary>Who gets a mail, and who must not: exclusion before law before consent, seen from the mailboxes.</summary>
[Collection(CaiNhum.Mails)]
public sealed class WhoIsToldTests(BrowserFixture browser, AppFixture app)
{
    private const string Duty = "le.quoc.bao@cai-nhum.example.org";
    private const string Police = "dai.uy.ho.thi.kim.ngan@cai-nhum.example.org";
    private const string Coordinator = "nguyen.thi.minh.chau@cai-nhum.example.org";
    private const string ProvinceCoordinator = "vo.thi.ngoc.han@province.example.org";
    private const string ChildProtection = "truong.thi.mai@cai-nhum.example.org";

    [Fact]
    public async Task A_report_that_excludes_the_communes_office_reaches_only_the_province()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript: false);
        var mark = app.Mark();
        var told = "Chuyện này có dấu riêng";
        await new PersonReport
        {
            Commune = "xã Cái Nhum",
            NotToBeTold = ["UBND xã"],
            Narrative = told,
            Wishes = ["Tư vấn pháp luật, hướng dẫn xin trợ giúp pháp lý"],
        }.SendAsync(visitor);

        var coordinator = await app.MailAsync(m => m.To == ProvinceCoordinator && m.Subject.StartsWith("Phiếu mới", StringComparison.Ordinal), mark);
        await app.MailAsync(m => m.To.EndsWith("@province.example.org", StringComparison.Ordinal) && m.Subject.StartsWith("Đề nghị phản hồi", StringComparison.Ordinal), mark);
        var office = new Mailbox(app, visitor);
        await office.OpenAsync(coordinator);
        await visitor.PressAsync("Nhận");
        await Assertions.Expect(visitor.Page.GetByText(told)).ToBeVisibleAsync();
        await visitor.LookAsync("triage-province");
        await visitor.OpenFoldAsync("Phân loại vụ việc 1");
        await visitor.OpenFoldAsync("Thêm chi tiết để thống kê");
        await visitor.LookAsync("triage-classify");
        Assert.DoesNotContain(app.ToldSince(mark), IsOfTheCommune);
    }

    [Fact]
    public async Task A_child_under_16_reaches_child_protection_whatever_was_ticked()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone);
        var mark = app.Mark();
        await new PersonReport { Commune = "xã Cái Nhum", Age = "Dưới 16 tuổi", Relation = "Bạn học" }.SendAsync(visitor, name => visitor.LookAtPublicAsync("child-" + name));

        await app.MailAsync(m => m.To == ChildProtection && m.Subject.StartsWith("Đề nghị phản hồi", StringComparison.Ordinal), mark);
        await app.MailAsync(m => m.To == Coordinator && m.Subject.StartsWith("Phiếu mới", StringComparison.Ordinal), mark);
    }

    [Fact]
    public async Task A_teacher_who_writes_for_a_child_gets_a_number_for_the_schools_book_and_child_protection_gets_a_mail()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript: false);
        await using var office = await browser.VisitAsync(app.BaseUrl, Device.Phone);
        var (mark, mailbox) = (app.Mark(), new Mailbox(app, office));
        await TeacherReport.SendAsync(visitor, visitor.LookAtPublicAsync);
        await Assertions.Expect(visitor.Page.GetByText("Số ghi vào sổ của đơn vị")).ToBeVisibleAsync();

        await mailbox.OpenAsync(await mailbox.ReceiveAsync(ChildProtection, "Đề nghị phản hồi"));
        await office.PressAsync("Nhận");
        // Who told stops at the coordinator; the words of the child too.
        foreach (var secret in new[] { "Ngọc Lan", "0912 000 222", "Em sợ về nhà" })
            await Assertions.Expect(office.Page.GetByText(secret)).ToHaveCountAsync(0);
        await office.LookAsync("responder-child-protection");
        await app.MailAsync(m => m.To == Coordinator && m.Subject.StartsWith("Phiếu mới", StringComparison.Ordinal), mark);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task Somebody_in_danger_reaches_the_police_in_one_step(bool javaScript)
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript);
        await using var station = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript);
        var police = new Mailbox(app, station);
        var mark = app.Mark();
        var place = $"Nhà màu xanh cạnh trường học {javaScript}";
        await ReachDangerPageAsync(visitor);
        await visitor.LookAtPublicAsync("danger");
        await visitor.WriteAsync("Chỗ tôi đang ở", place);
        await visitor.SelectAsync("Xã, phường", "xã Cái Nhum");
        await visitor.PressAsync("Gửi: hãy báo công an");
        await visitor.ArriveAsync("Chúng tôi đã nhận được tin của bạn");
        await visitor.LookAtPublicAsync("danger-receipt");

        await police.OpenAsync(await police.ReceiveAsync(Police, "Đề nghị phản hồi sớm"));
        await Assertions.Expect(station.Page.GetByText(place)).ToHaveCountAsync(0);
        await station.PressAsync("Nhận");
        await Assertions.Expect(station.Page.GetByText(place)).ToBeVisibleAsync();
        await station.LookAsync("responder-police");
        await station.OpenFoldAsync("Biện pháp đã áp dụng");
        await station.LookAsync("responder-measure-form");
        await app.MailAsync(m => m.To == Coordinator && m.Subject.StartsWith("Phiếu mới", StringComparison.Ordinal), mark);
        // What is immediate goes to the duty officer at the same time.
        await app.MailAsync(m => m.To == Duty && m.Subject.StartsWith("Phiếu mới", StringComparison.Ordinal), mark);
        await app.MailAsync(m => m.To == Duty && m.Subject.StartsWith("Đề nghị phản hồi sớm", StringComparison.Ordinal), mark);
    }

    [Fact]
    public async Task Somebody_in_danger_from_an_official_reaches_nobody_of_the_commune()
    {
        await using var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript: false);
        var mark = app.Mark();
        await ReachDangerPageAsync(visitor);
        await visitor.WriteAsync("Chỗ tôi đang ở", "Sau nhà văn hóa");
        await visitor.SelectAsync("Xã, phường", "xã Cái Nhum");
        await visitor.PickAsync("Người đó làm ở công an xã hoặc UBND xã: gửi lên tỉnh");
        await visitor.PressAsync("Gửi: hãy báo công an");
        await visitor.ArriveAsync("Chúng tôi đã nhận được tin của bạn");

        await app.MailAsync(m => m.To.EndsWith("@province.example.org", StringComparison.Ordinal) && m.Subject.StartsWith("Đề nghị phản hồi sớm", StringComparison.Ordinal), mark);
        await app.MailAsync(m => m.To == ProvinceCoordinator && m.Subject.StartsWith("Phiếu mới", StringComparison.Ordinal), mark);
        Assert.DoesNotContain(app.ToldSince(mark), IsOfTheCommune);
    }

    private static bool IsOfTheCommune(string address) => address.EndsWith("@cai-nhum.example.org", StringComparison.Ordinal);

    private static async Task ReachDangerPageAsync(Visitor visitor)
    {
        await visitor.GoAsync("/");
        await visitor.PressAsync("Tôi đang gặp nguy hiểm");
        await visitor.ArriveAsync("Hãy đến chỗ an toàn trước");
    }
}
