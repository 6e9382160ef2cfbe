using System.Net;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Responders.Referral;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using static Gbv.Functions.Tests.Responders.StaffApp;

namespace Gbv.Functions.Tests.Responders;

public sealed class ReferralPageTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly Report Told = AReport.OfAPerson with
    {
        Wishes = [HelpWish.Health],
        Place = "sau chợ",
        Contact = new() { Channel = ContactChannel.Phone, Address = "0900000001", SecretWord = "xoài", NameToUse = "Sáu", Hours = [SafeHour.Morning], MayLeaveMessage = YesNo.No },
    };

    private StaffApp app = null!;
    private Browser browser = null!;
    private CaseId id;

    public async ValueTask InitializeAsync()
    {
        app = await CreateAsync(azurite.NewAccount());
        browser = app.Open();
    }

    public async ValueTask DisposeAsync()
    {
        browser.Dispose();
        await app.DisposeAsync();
    }

    [Fact]
    public async Task Before_acceptance_the_page_says_service_urgency_and_commune_only()
    {
        await OpenAsync(Told);

        Assert.Contains("Khám, chữa bệnh", browser.Text, StringComparison.Ordinal);
        Assert.Contains("xã Cái Nhum", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("0900000001|xoài|Sáu|25–39|Bị đánh|sau chợ|Chuyện xảy ra tối qua|Chồng", browser.Text);
    }

    [Fact]
    public async Task After_acceptance_the_safe_contact_comes_first_and_stands_at_each_action()
    {
        await OpenAsync(Told);

        await browser.PressAsync(ReferralAction.Accept);

        const string rule = "CHỈ LIÊN LẠC NHƯ SAU: gọi điện, sáng, không được để lại lời nhắn. Hỏi từ bí mật trước khi nói việc gì.";
        Assert.StartsWith(rule, browser.Page.QuerySelector("main .box")!.TextContent.Trim(), StringComparison.Ordinal);
        var actions = browser.Page.QuerySelectorAll("main details");
        Assert.NotEmpty(actions);
        Assert.All(actions, a => Assert.Contains(rule, a.TextContent, StringComparison.Ordinal));
        Assert.Contains("0900000001", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Bị đánh", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("sau chợ|Chuyện xảy ra tối qua|Chồng", browser.Text);
    }

    [Fact]
    public async Task Accepting_stops_the_calls_and_tells_the_person_that_help_is_arranged()
    {
        await OpenAsync(Told);

        await browser.PressAsync(ReferralAction.Accept);

        var read = await app.ReadAsync(id);
        var item = read.For(Service.Health);
        Assert.Equal((ItemState.Accepted, "cai-nhum-health-1", null), (item.State, item.AcceptedBy, item.NextDueAt));
        Assert.Equal(PublicStatus.HelpArranged, read.Case.PublicStatus);
        Assert.Equal(app.Time.GetUtcNow(), read.Case.FirstAcceptedAt);
        Assert.Equal(EventKind.Accepted, read.Events[^1].Kind);
    }

    [Fact]
    public async Task Each_opening_is_recorded_before_data_are_shown()
    {
        await OpenAsync(Told);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        await browser.PressAsync(ReferralAction.Accept);

        var rows = app.Get<StorageClients>().Table(StorageNames.Cases)
            .Query<Azure.Data.Tables.TableEntity>($"PartitionKey eq '{id}' and RowKey ge 'access:' and RowKey lt 'access;'", cancellationToken: Cancel)
            .Select(r => r.GetString("Data")).ToList();

        Assert.Equal(2, rows.Count);
        Assert.Contains("safe-contact", rows[^1], StringComparison.Ordinal);
        Assert.Contains("cai-nhum-health-1", rows[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_opening_that_cannot_be_recorded_shows_nothing()
    {
        var storage = new StorageClients(Options.Create(new StorageOptions
        {
            ConnectionString = "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=YQ==;TableEndpoint=http://127.0.0.1:9/a;QueueEndpoint=http://127.0.0.1:9/a;BlobEndpoint=http://127.0.0.1:9/a",
        }));
        await using var blind = await CreateAsync(azurite.NewAccount(), change: services =>
            services.AddSingleton(p => new AccessLog(storage, p.GetRequiredService<RowMac>(), p.GetRequiredService<TimeProvider>())));
        using var visitor = blind.Open();
        var received = await blind.ReceivedAsync(Told);

        await visitor.SignInAsync(await blind.LinkAsync(received, (await blind.ReadAsync(received)).For(Service.Health)));

        Assert.Equal(HttpStatusCode.InternalServerError, visitor.Status);
        Assert.DoesNotContain("Khám", visitor.Page.Body?.TextContent ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_helps_already_is_not_doubled_the_coordinator_decides()
    {
        await OpenAsync(Told);
        var before = (await app.ReadAsync(id)).Items.Count;

        await browser.PressAsync(ReferralAction.Decline, ("decline-reason", "already-helping"));
        await app.WorkAsync(id);

        var read = await app.ReadAsync(id);
        Assert.Equal(before, read.Items.Count);
        Assert.True(read.Triage().IsOpen);
        Assert.DoesNotContain(read.Mails, m => m.PersonId == "cai-nhum-health-2");
        Assert.Contains("Bộ phận điều phối được báo", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("chuyển cho người khác", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_conflict_closes_the_page_at_once_and_the_backup_takes_over()
    {
        await OpenAsync(Told);
        var link = await LinkAsync();

        await browser.PressAsync(ReferralAction.Decline, ("decline-reason", "conflict"));
        await app.WorkAsync(id);

        Assert.Equal("Liên kết này không còn dùng", browser.Heading);
        Assert.Equal("Liên kết này không còn dùng", (await browser.GetAsync(link)).Heading);
        var read = await app.ReadAsync(id);
        var next = read.Items.Single(i => i.Service == Service.Health && i.State != ItemState.Declined);
        Assert.Equal("cai-nhum-health-2", next.ResponderId);

        using var backup = app.Open();
        await backup.SignInAsync(await app.LinkAsync(id, next));
        await backup.PressAsync(ReferralAction.Accept);
        Assert.Equal("cai-nhum-health-2", (await app.ReadAsync(id)).Item(next.Id)!.AcceptedBy);
    }

    [Fact]
    public async Task A_conflict_closes_every_item_of_the_case_and_can_not_be_taken_back()
    {
        await OpenAsync(Told with { Wishes = [HelpWish.Health, HelpWish.Counselling] });
        await browser.PressAsync(ReferralAction.Decline, ("decline-reason", "conflict"));

        app.Time.Advance(TimeSpan.FromDays(30));
        await app.WorkAsync(id);

        var read = await app.ReadAsync(id);
        Assert.DoesNotContain(read.Mails, m => m.PersonId == "cai-nhum-health-1" && m.CreatedAt > CaseWorld.Start);
        Assert.Null(ReferralChanges.Back(read, read.Items.First(i => i.Service == Service.Health), "cai-nhum-health-1", CaseWorld.Start));
    }

    [Fact]
    public async Task A_wrong_accept_can_be_taken_back_for_ten_minutes()
    {
        await OpenAsync(Told);
        await browser.PressAsync(ReferralAction.Accept);
        app.Time.Advance(TimeSpan.FromMinutes(9));

        await browser.GetAsync(await LinkAsync());
        await browser.PressAsync(ReferralAction.TakeBack);

        var read = await app.ReadAsync(id);
        var item = read.For(Service.Health);
        Assert.True(item.IsOpen);
        Assert.NotNull(item.NextDueAt);
        Assert.Null(read.Case.FirstAcceptedAt);
        Assert.Equal(PublicStatus.Received, read.Case.PublicStatus);
    }

    [Fact]
    public async Task After_ten_minutes_a_click_stands()
    {
        await OpenAsync(Told);
        await browser.PressAsync(ReferralAction.Accept);
        app.Time.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));

        Assert.False((await browser.GetAsync(await LinkAsync())).Has(ReferralAction.TakeBack));
    }

    [Fact]
    public async Task A_decline_taken_back_tells_the_backup_to_stop()
    {
        await OpenAsync(Told);
        var link = await LinkAsync();
        await browser.PressAsync(ReferralAction.Decline, ("decline-reason", "nobody-free"));
        Assert.Contains("Phiếu đã được chuyển cho người khác", browser.Text, StringComparison.Ordinal);
        await app.WorkAsync(id);
        var passed = (await app.ReadAsync(id)).Items[^1];
        var backupLink = await app.LinkAsync(id, passed);

        await browser.GetAsync(link);
        await browser.PressAsync(ReferralAction.TakeBack);
        await app.WorkAsync(id);

        var read = await app.ReadAsync(id);
        Assert.Equal(ItemState.Withdrawn, read.Item(passed.Id)!.State);
        Assert.Contains(app.Mails.Sent, m => m.To == app.PersonAsync(passed.ResponderId).Result.Email && m.Subject.EndsWith("đã kết thúc", StringComparison.Ordinal));
        using var backup = app.Open();
        Assert.Equal("Phiếu đã kết thúc", (await backup.GetAsync(backupLink)).Heading);
        Assert.True(browser.Has(ReferralAction.Accept));
    }

    [Fact]
    public async Task A_decline_stands_once_the_backup_has_accepted()
    {
        await OpenAsync(Told);
        var link = await LinkAsync();
        await browser.PressAsync(ReferralAction.Decline, ("decline-reason", "not-our-task"));
        await app.WorkAsync(id);
        using var backup = app.Open();
        await backup.SignInAsync(await app.LinkAsync(id, (await app.ReadAsync(id)).Items[^1]));
        await backup.PressAsync(ReferralAction.Accept);

        Assert.False((await browser.GetAsync(link)).Has(ReferralAction.TakeBack));
        Assert.Equal("Phiếu này đã xong", browser.Heading);
    }

    [Fact]
    public async Task Three_failed_tries_to_reach_the_person_are_the_most()
    {
        await OpenAsync(Told);
        await browser.PressAsync(ReferralAction.Accept);

        for (var i = 0; i < 3; i++) await browser.PressAsync(ReferralAction.Attempt, ("attempt-result", "no-answer"), ("attempt-time", "09:1" + i));

        Assert.False(browser.Has(ReferralAction.Attempt));
        Assert.Contains("Đã thử ba lần", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Đã gọi lúc 09:12: Không gặp được.", browser.Text, StringComparison.Ordinal);
        Assert.Equal(3, (await app.ReadAsync(id)).For(Service.Health).ContactAttempts);
    }

    [Fact]
    public async Task An_outcome_needs_a_service_that_was_really_given()
    {
        await OpenAsync(Told);
        await browser.PressAsync(ReferralAction.Accept);

        await browser.PressAsync(ReferralAction.Complete, ("outcome-text", "đã khám"));
        Assert.Contains("Hãy chọn ít nhất một việc", browser.Text, StringComparison.Ordinal);
        Assert.Equal("đã khám", browser.Page.QuerySelector("textarea[name=outcome-text]")!.TextContent);

        await browser.PressAsync(ReferralAction.Complete, ("outcome-services", "health"), ("outcome-text", "đã khám"));
        var read = await app.ReadAsync(id);
        Assert.Equal([Service.Health], read.For(Service.Health).ServicesGiven);
        Assert.Equal(ItemState.Completed, read.For(Service.Health).State);
        Assert.Equal(app.Time.GetUtcNow(), read.Case.FirstServiceAt);
        Assert.DoesNotContain("0900000001", browser.Text, StringComparison.Ordinal);

        app.Time.Advance(TimeSpan.FromMinutes(11));
        Assert.Equal("Phiếu này đã xong", (await browser.GetAsync(await LinkAsync())).Heading);
    }

    [Fact]
    public async Task An_outcome_can_be_taken_back_and_counts_no_more()
    {
        await OpenAsync(Told);
        await browser.PressAsync(ReferralAction.Accept);
        await browser.PressAsync(ReferralAction.Complete, ("outcome-services", "health"));

        await browser.PressAsync(ReferralAction.TakeBack);

        var read = await app.ReadAsync(id);
        Assert.Equal((ItemState.Accepted, 0), (read.For(Service.Health).State, read.For(Service.Health).ServicesGiven.Count));
        Assert.Null(read.Case.FirstServiceAt);
        Assert.Equal(PublicStatus.HelpArranged, read.Case.PublicStatus);
    }

    [Fact]
    public async Task Her_own_decision_is_an_outcome_without_help_arranged()
    {
        await OpenAsync(Told);
        await browser.PressAsync(ReferralAction.Accept);

        await browser.PressAsync(ReferralAction.NotPossible, ("impossible-reason", "her-decision"));

        var read = await app.ReadAsync(id);
        Assert.Equal(ItemState.NotPossible, read.For(Service.Health).State);
        Assert.Equal("not-possible-her-decision", read.Events[^1].Detail);
        Assert.NotEqual(PublicStatus.HelpArranged, read.Case.PublicStatus);
        Assert.Contains("Bộ phận điều phối được báo", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_was_called_besides_and_declines_reads_that_others_are_still_asked()
    {
        await OpenAsync(Told);
        app.Time.Advance(TimeSpan.FromDays(4));
        await app.WorkAsync(id);
        using var backup = app.Open();
        await backup.SignInAsync(await app.LinkAsync(id, (await app.ReadAsync(id)).For(Service.Health), "cai-nhum-health-2"));

        await backup.PressAsync(ReferralAction.Decline, ("decline-reason", "nobody-free"));

        Assert.Contains("Những người khác vẫn đang được hỏi", backup.Text, StringComparison.Ordinal);
        Assert.True((await app.ReadAsync(id)).For(Service.Health).IsOpen);
    }

    [Fact]
    public async Task Help_that_is_not_enough_is_said_with_the_outcome_and_kept()
    {
        await OpenAsync(Told);
        await browser.PressAsync(ReferralAction.Accept);

        await browser.PressAsync(ReferralAction.Complete, ("outcome-services", "health"), ("outcome-more", "yes"), ("outcome-text", "Cần chỗ ở."));

        var read = await app.ReadAsync(id);
        Assert.Contains(read.Effects, e => e is { Kind: EffectKind.NotifyCoordinator, Target: "needs-more" });
        Assert.Contains(read.Notes, n => n.Text == "Còn cần giúp thêm. Cần chỗ ở.");
    }

    [Fact]
    public async Task Police_record_a_measure_with_number_date_and_terms()
    {
        await OpenAsync(Told with { Wishes = [], Police = PoliceConsent.MayVisit }, Service.Police);
        await browser.PressAsync(ReferralAction.Accept);
        Assert.Contains("sau chợ", browser.Text, StringComparison.Ordinal);

        await browser.PressAsync(
            ReferralAction.Measure, ("measure-kind", "no-contact"), ("measure-number", "12/QĐ-UBND"), ("measure-date", "2026-11-24"),
            ("measure-consent", "yes"), ("measure-asked-by", "người bị bạo lực"), ("measure-days", "3"), ("measure-hamlet", "asked-first"));

        Assert.Contains(
            "Cấm tiếp xúc; số 12/QĐ-UBND; ngày 24/11/2026; người bị bạo lực đồng ý; người đề nghị: người bị bạo lực; thời hạn 3 ngày; đã hỏi người bị bạo lực trước khi gửi quyết định cho trưởng ấp, trưởng khóm.",
            browser.Text, StringComparison.Ordinal);
        Assert.Equal([Measure.NoContact], (await app.ReadAsync(id)).For(Service.Police).Measures);
    }

    [Theory]
    [InlineData("no-contact", "2026-11-24", "4", "Hãy ghi số ngày")]
    [InlineData("no-contact", "2026-11-25", "3", "không sau hôm nay")]
    [InlineData("no-contact", "2026-11-24", "3", "Chỉ ghi cấm tiếp xúc khi người bị bạo lực đã đồng ý")]
    [InlineData("no-contact", "2026-11-24", "3", "Hãy chọn đã hỏi người cần giúp")]
    [InlineData("community-criticism", "2026-11-24", "", "Chỉ ghi góp ý, phê bình trong cộng đồng khi người bị bạo lực đã đồng ý")]
    public async Task A_measure_that_the_law_or_her_will_does_not_allow_is_not_recorded(string kind, string date, string days, string error)
    {
        await OpenAsync(Told with { Wishes = [], Police = PoliceConsent.MayContact }, Service.Police);
        await browser.PressAsync(ReferralAction.Accept);

        await browser.PressAsync(ReferralAction.Measure, ("measure-kind", kind), ("measure-date", date), ("measure-asked-by", "x"), ("measure-days", days));

        Assert.Contains(error, browser.Text, StringComparison.Ordinal);
        Assert.Empty((await app.ReadAsync(id)).For(Service.Police).Measures);
    }

    [Fact]
    public async Task A_no_contact_order_for_somebody_who_cannot_agree_says_why_and_is_honest_about_the_hamlet_head()
    {
        await OpenAsync(Told with { Wishes = [], Police = PoliceConsent.MayContact }, Service.Police);
        await browser.PressAsync(ReferralAction.Accept);

        await browser.PressAsync(
            ReferralAction.Measure, ("measure-kind", "no-contact"), ("measure-date", "2026-11-24"), ("measure-unable", "đang cấp cứu, chị ruột đồng ý"),
            ("measure-asked-by", "công an xã"), ("measure-days", "1"), ("measure-hamlet", "sent-unasked"));

        Assert.Contains("người bị bạo lực không thể tự đồng ý: đang cấp cứu, chị ruột đồng ý; đã gửi quyết định cho trưởng ấp, trưởng khóm khi chưa hỏi người bị bạo lực.", browser.Text, StringComparison.Ordinal);
        Assert.Equal([Measure.NoContact], (await app.ReadAsync(id)).For(Service.Police).Measures);
    }

    [Fact]
    public async Task Police_asked_for_advice_get_the_coordinator_and_no_way_to_the_person()
    {
        await OpenAsync(Told with { Wishes = [], Police = PoliceConsent.AdviceOnly }, Service.Police);

        await browser.PressAsync(ReferralAction.Accept);

        Assert.Contains("Người điều phối: Nguyễn Thị Minh Châu", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("0900000001|xoài|Sáu", browser.Text);
        Assert.False(browser.Has(ReferralAction.Attempt));
    }

    [Theory]
    [InlineData(YesNo.No, "Không được cho biết Cha mẹ")]
    [InlineData(YesNo.NotStated, "Hỏi bộ phận điều phối trước khi nói với cha mẹ")]
    public async Task Child_protection_reads_that_the_parents_must_not_know_or_that_nobody_has_judged_it(YesNo judged, string said)
    {
        await OpenAsync(AReport.ByAWitness with { Journey = Journey.Professional, Age = AgeAnswer.Under16, ReportedBy = new() { SafeToTellParents = judged } }, Service.ChildProtection);
        Assert.DoesNotContain("cha mẹ", browser.Text, StringComparison.OrdinalIgnoreCase);

        await browser.PressAsync(ReferralAction.Accept);

        Assert.Contains(said, browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_no_contact_is_wanted_none_is_offered()
    {
        await OpenAsync(Told with { Contact = new() });

        await browser.PressAsync(ReferralAction.Accept);

        Assert.Contains("KHÔNG LIÊN LẠC", browser.Text, StringComparison.Ordinal);
        Assert.False(browser.Has(ReferralAction.Attempt));
    }

    [Fact]
    public async Task Police_whom_she_asked_to_come_are_told_to_go_there_even_where_nobody_can_be_rung()
    {
        await OpenAsync(Told with { Wishes = [], Police = PoliceConsent.MayVisit, Contact = new() }, Service.Police);

        await browser.PressAsync(ReferralAction.Accept);

        Assert.Contains("ĐẾN NƠI GHI DƯỚI ĐÂY ĐỂ BẢO VỆ. Người cần giúp đã đồng ý.", browser.Text, StringComparison.Ordinal);
        Assert.Contains("sau chợ", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("KHÔNG LIÊN LẠC", browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Police_whom_somebody_else_sent_do_not_read_that_she_agreed()
    {
        await OpenAsync(AReport.ByAWitness with { Safety = SafetyNow.Danger, Place = "sau chợ" }, Service.Police);

        await browser.PressAsync(ReferralAction.Accept);

        Assert.Equal(Basis.LifeAtRisk, (await app.ReadAsync(id)).For(Service.Police).Basis);
        Assert.Contains("ĐẾN NƠI GHI DƯỚI ĐÂY ĐỂ BẢO VỆ. Chưa có sự đồng ý của người cần giúp; có thể người đó không biết có tin báo.", browser.Text, StringComparison.Ordinal);
        Assert.Contains("Không nói ai đã báo tin.", browser.Text, StringComparison.Ordinal);
        Assert.Contains("sau chợ", browser.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("đã đồng ý|KHÔNG LIÊN LẠC|Người hàng xóm", browser.Text);
    }

    [Fact]
    public async Task Whoever_comes_second_learns_only_that_somebody_has_it()
    {
        await OpenAsync(Told);
        app.Time.Advance(TimeSpan.FromDays(4));
        await app.WorkAsync(id);
        var item = (await app.ReadAsync(id)).For(Service.Health);
        using var backup = app.Open();
        await backup.SignInAsync(await app.LinkAsync(id, item, "cai-nhum-health-2"));
        await browser.SignInAsync(await LinkAsync());
        await browser.PressAsync(ReferralAction.Accept);

        await backup.PressAsync(ReferralAction.Accept);

        Assert.Equal("Phiếu đã có người nhận", backup.Heading);
        Assert.Equal("cai-nhum-health-1", (await app.ReadAsync(id)).For(Service.Health).AcceptedBy);
    }

    private async Task OpenAsync(Report report, Service service = Service.Health)
    {
        id = await app.ReceivedAsync(report);
        await browser.SignInAsync(await app.LinkAsync(id, (await app.ReadAsync(id)).For(service)));
    }

    private async Task<string> LinkAsync() => await app.LinkAsync(id, (await app.ReadAsync(id)).Items.First(i => i.Service == Service.Health), "cai-nhum-health-1");
}
