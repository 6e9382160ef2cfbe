using Gbv.Browser.Tests.Browser;
using Gbv.Browser.Tests.Journeys;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Staff;

/// <summary>What is not referred by itself: the coordinator reads, classifies, asks and refers; a conflict moves on to the backup.</summary>
[Collection(CaiNhum.Mails)]
public sealed class TriageTests(BrowserFixture browser, AppFixture app)
{
    private const string Coordinator = "nguyen.thi.minh.chau@cai-nhum.example.org";
    private const string Health = "y.si.vo.thi.thu.ha@cai-nhum.example.org";
    private const string HealthBackup = "dieu.duong.ly.van.nghia@cai-nhum.example.org";
    private const string LegalAid = "bui.quang.vinh@cai-nhum.example.org";

    [Fact]
    public async Task A_witness_is_heard_the_coordinator_refers_and_a_backup_steps_in_for_somebody_who_knows_the_family()
    {
        await using var witness = await browser.VisitAsync(app.BaseUrl, Device.Phone);
        await using var office = await browser.VisitAsync(app.BaseUrl, Device.Desktop);
        await using var station = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript: false);
        await using var backup = await browser.VisitAsync(app.BaseUrl, Device.Phone);
        var (coordinator, health, second, legal) = (new Mailbox(app, office), new Mailbox(app, station), new Mailbox(app, backup), new Mailbox(app, office));

        await WitnessReport.SendAsync(witness, witness.LookAtPublicAsync);
        var mail = await coordinator.ReceiveAsync(Coordinator, "Phiếu mới");
        await coordinator.OpenAsync(mail);
        await office.LookAsync("triage-before");
        await Assertions.Expect(office.Page.GetByText("Chị bán xôi đầu chợ")).ToHaveCountAsync(0);
        await office.PressAsync("Nhận");

        await Assertions.Expect(office.Page.GetByText("Chị bán xôi đầu chợ")).ToBeVisibleAsync();
        await office.LookAsync("triage-case");
        await ClassifyAsync(office);
        await office.LookAsync("triage-classified");
        await RecordConsentAsync(office);
        await ReferAsync(office);
        await office.LookAsync("triage-referred");

        // Nurse Hà knows the family: her page closes at once, and the backup is asked.
        var asked = await health.ReceiveAsync(Health, "Đề nghị phản hồi");
        await health.OpenAsync(asked);
        await station.OpenFoldAsync("Từ chối");
        await station.Page.GetByRole(AriaRole.Group, new() { Name = "Vì sao?" }).GetByLabel("Quen biết người liên quan").CheckAsync();
        await station.LookAsync("responder-decline");
        await station.PressAsync("Từ chối");
        await station.LookAsync("responder-conflict");
        await Assertions.Expect(station.Page.GetByRole(AriaRole.Button, new() { Name = "Nhận", Exact = true })).ToHaveCountAsync(0);
        await Assertions.Expect(station.Page.GetByRole(AriaRole.Button, new() { Name = "Lấy lại lần bấm vừa rồi" })).ToHaveCountAsync(0);

        var next = await second.ReceiveAsync(HealthBackup, "Đề nghị phản hồi");
        await second.OpenAsync(next);
        await backup.PressAsync("Nhận");
        await Assertions.Expect(backup.Page.GetByText("Bà Sáu")).ToHaveCountAsync(0);
        await backup.LookAsync("responder-backup");

        Assert.NotNull(await legal.ReceiveAsync(LegalAid, "Đề nghị phản hồi"));
        await new MonthReport(app, coordinator).ReadUntilAsync(Coordinator, book =>
            book.NumberOf("Hình thức: thân thể") == 1 && book.NumberOf("Bạo lực thể chất") == 1 && book.NumberOf("Số hộ gia đình có bạo lực") >= 1);
    }

    private static async Task ClassifyAsync(Visitor office)
    {
        await office.OpenFoldAsync("Phân loại vụ việc 1");
        await office.PickAsync("1. Có xâm nhập tình dục", "Không");
        await office.PickAsync("2. Có đụng chạm tình dục", "Không");
        await office.PickAsync("3. Có đánh, làm đau", "Có");
        await office.PickAsync("Hình thức bạo lực", "Thân thể");
        await office.PickAsync("Hành vi theo Điều 3", "a) Xâm hại sức khỏe, tính mạng");
        await office.PickAsync("Có phải bạo lực gia đình", "Có");
        await office.OpenFoldAsync("Thêm chi tiết để thống kê");
        await office.Page.GetByLabel("Số người có hành vi bạo lực").SelectOptionAsync("1 người");
        await office.LookAsync("triage-classify");
        await office.PressAsync("Lưu phân loại");
        await Assertions.Expect(office.Page.GetByText("Sửa phân loại vụ việc 1")).ToBeVisibleAsync();
    }

    private static async Task RecordConsentAsync(Visitor office)
    {
        const string fold = "Ghi nhận sự đồng ý của người cần giúp";
        await office.OpenFoldAsync(fold);
        var yes = office.Page.GetByRole(AriaRole.Group, new() { Name = "Đồng ý:", Exact = true });
        await yes.GetByLabel("Khám, chữa bệnh").CheckAsync();
        await yes.GetByLabel("Trợ giúp pháp lý").CheckAsync();
        await office.PickAsync("Ai trả lời", "Chính người cần giúp");
        await office.WriteAsync("Hỏi bằng cách nào", "Gặp riêng ở chợ lúc sáng");
        await office.LookAsync("triage-consent");
        await office.InFold(fold).GetByRole(AriaRole.Button, new() { Name = "Lưu", Exact = true }).ClickAsync();
        await Assertions.Expect(office.Page.GetByText("Gặp riêng ở chợ lúc sáng")).ToBeVisibleAsync();
    }

    private static async Task ReferAsync(Visitor office)
    {
        const string fold = "Chuyển gửi: chọn dịch vụ và người phụ trách";
        await office.OpenFoldAsync(fold);
        await ChooseAsync(office, "Khám, chữa bệnh", "Võ Thị Thu Hà");
        await ChooseAsync(office, "Trợ giúp pháp lý", "Bùi Quang Vinh");
        await office.LookAsync("triage-refer");
        await office.PressAsync("Chuyển gửi");
        await Assertions.Expect(office.Page.Locator("#items ~ .scroll").GetByText("Trợ giúp pháp lý")).ToBeVisibleAsync();
    }

    private static async Task ChooseAsync(Visitor office, string service, string person)
    {
        var list = office.InFold("Chuyển gửi: chọn dịch vụ").GetByLabel(service);
        var option = await list.Locator("option", new() { HasText = person }).GetAttributeAsync("value");
        await list.SelectOptionAsync(option!);
    }
}
