using System.Text.RegularExpressions;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Functions.Cases;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Responders;

namespace Gbv.Functions.Tests.Triage;

/// <summary>Consent, referrals, and telling others.</summary>
public sealed class ReferringTests(AzuriteFixture azurite) : TriageTest(azurite)
{
    [Fact]
    public async Task A_witnesss_report_becomes_two_referrals_after_her_consent()
    {
        await AcceptAsync(AReport.ByAWitness);
        await ClassifyAsync();
        await RecordConsentAsync(("consent-yes", "health"), ("consent-yes", "legal-aid"));

        await Browser.PressAsync("refer", ("to-health", "cai-nhum-health-1"), ("to-legal-aid", "cai-nhum-legal-aid-2"));
        await App.WorkAsync(Id);

        Assert.False(IsWrong);
        var read = await ReadAsync();
        Assert.Equal(("cai-nhum-health-1", "cai-nhum-health-2", Basis.RecordedConsent), (read.For(Service.Health).ResponderId, read.For(Service.Health).BackupId, read.For(Service.Health).Basis));
        Assert.Equal("cai-nhum-legal-aid-2", read.For(Service.LegalAid).ResponderId);
        Assert.Contains(read.Mails, m => m is { PersonId: "cai-nhum-legal-aid-2", State: MailState.Sent });
        Assert.Equal(PublicStatus.BeingLookedAt, read.Case.PublicStatus);
    }

    [Fact]
    public async Task The_safe_contact_that_was_found_out_stands_in_the_report_from_then_on()
    {
        await AcceptAsync(AReport.ByAWitness);

        await Browser.PressAsync("contact", ("contact-channel", "phone"), ("contact-address", "gọi nhầm"), ("contact-how", "Hỏi riêng ở chợ"));
        Assert.True(IsWrong);
        await Browser.PressAsync("contact",
            ("contact-channel", "phone"), ("contact-address", "0900 000 009"), ("contact-hours", "morning"), ("contact-message", "no"), ("contact-word", "mít"), ("contact-how", "Hỏi riêng ở chợ"));

        Assert.False(IsWrong);
        var contact = (await ReadAsync()).Report.Contact;
        Assert.Equal((ContactChannel.Phone, "0900 000 009", YesNo.No, "mít"), (contact.Channel, contact.Address, contact.MayLeaveMessage, contact.SecretWord));
        Assert.Contains("0900 000 009", Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_helps_already_is_told_to_read_again_when_the_coordinator_changes_the_safe_contact()
    {
        await AcceptAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health, HelpWish.LegalAdvice] });
        using var health = await HelpedByAsync(Service.Health);

        await Browser.PressAsync("contact", ("contact-channel", "zalo"), ("contact-address", "0900000009"), ("contact-word", "mít"), ("contact-how", "Chồng đang giữ điện thoại cũ."));
        await App.WorkAsync(Id);

        var update = Assert.Single(App.Mails.Sent, m => m.Subject.Contains("có cập nhật", StringComparison.Ordinal));
        Assert.Equal((await App.PersonAsync("cai-nhum-health-1")).Email, update.To);
        Assert.DoesNotMatch("0900000001|0900000009|điện thoại cũ", update.Text);
    }

    [Fact]
    public async Task Whoever_helps_reads_the_age_that_the_coordinator_found_out()
    {
        await AcceptAsync(AReport.OfAPerson with { Age = AgeAnswer.From25To39, Wishes = [HelpWish.Health] });
        await Browser.PressAsync("classify", ("i1-rape", "yes"), ("i1-forms", "sexual"), ("i1-age", "from12-to15"), ("i1-sex", "female"));

        using var health = await HelpedByAsync(Service.Health);

        Assert.Contains("Dưới 16", health.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("25", health.Page.QuerySelector("dl")!.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_consent_no_service_of_an_adult_goes_out()
    {
        await AcceptAsync(AReport.ByAWitness);

        await Browser.PressAsync("refer", ("to-health", "cai-nhum-health-1"), ("refer-reason", "Cần khám."));

        Assert.True(IsWrong);
        Assert.NotNull(Browser.Page.QuerySelector(".errors a[href='#f-to-health']"));
        Assert.DoesNotContain((await ReadAsync()).Items, i => i.Kind == ItemKind.Referral);
    }

    [Fact]
    public async Task A_no_after_a_yes_takes_the_consent_away()
    {
        await AcceptAsync(AReport.ByAWitness);
        await RecordConsentAsync(("consent-yes", "health"));
        await RecordConsentAsync(("consent-no", "health"));

        await Browser.PressAsync("refer", ("to-health", "cai-nhum-health-1"));

        Assert.True(IsWrong);
    }

    [Fact]
    public async Task A_no_that_she_told_the_coordinator_ends_at_once_what_rests_on_her_yes()
    {
        await AcceptAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health, HelpWish.LegalAdvice], DangerSigns = [DangerSign.Repeats, DangerSign.GettingWorse] });
        using var health = await HelpedByAsync(Service.Health);
        Assert.Equal(PublicStatus.HelpArranged, (await ReadAsync()).Case.PublicStatus);

        await RecordConsentAsync(("consent-no", "health"));
        await App.WorkAsync(Id);

        Assert.False(IsWrong);
        var read = await ReadAsync();
        Assert.Equal((Urgency.High, ItemState.Withdrawn), (read.For(Service.Health).Urgency, read.For(Service.Health).State));
        Assert.True(read.For(Service.LegalAid).IsOpen);
        Assert.Equal(PublicStatus.BeingLookedAt, read.Case.PublicStatus);
        Assert.Equal((await App.PersonAsync("cai-nhum-health-1")).Email, Assert.Single(App.Mails.Sent, m => m.Subject.EndsWith("đã kết thúc", StringComparison.Ordinal)).To);
    }

    [Fact]
    public async Task After_her_no_a_click_taken_back_does_not_bring_the_referral_back()
    {
        await AcceptAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });
        using var health = await HelpedByAsync(Service.Health);
        await health.PressAsync("complete", ("outcome-services", "health"));
        Assert.True(health.Has("take-back"));

        await RecordConsentAsync(("consent-no", "health"));
        await health.PressAsync("take-back");

        Assert.Equal(ItemState.Completed, (await ReadAsync()).For(Service.Health).State);
        Assert.DoesNotContain("0900000001", health.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_representative_who_may_be_the_one_who_harms_cannot_stop_help_by_a_word()
    {
        await AcceptAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health], Police = PoliceConsent.MayVisit });

        await Browser.PressAsync("consent", ("consent-who", "representative"), ("consent-no", "health"), ("consent-police", "advice-only"),
            ("consent-how", "ông nội gọi đến"), ("consent-at-date", "2026-11-24"), ("consent-at-time", "09:30"));

        Assert.False(IsWrong);
        var read = await ReadAsync();
        Assert.True(read.For(Service.Health).IsOpen);
        Assert.Equal(PoliceConsent.MayVisit, read.For(Service.Police).Police);
        Assert.Contains(read.Notes, n => n.Kind == NoteKind.Consent && n.Text.Contains("ông nội gọi đến", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_no_to_the_police_leaves_what_a_named_approver_decided()
    {
        await AcceptAsync(AReport.OfAPerson.InDanger() with { Police = null });
        await Browser.PressAsync("refer", ("to-police", "cai-nhum-police-1"), ("refer-police", "may-visit"),
            ("refer-ground", "threat-to-life"), ("refer-reason", "Người đó cầm dao."), ("refer-approver", "cai-nhum-approver"));

        await RecordConsentAsync(("consent-police", "no"));

        Assert.False(IsWrong);
        Assert.True((await ReadAsync()).For(Service.Police).IsOpen);
    }

    [Fact]
    public async Task Police_at_work_see_the_lower_level_that_she_told_the_coordinator()
    {
        await AcceptAsync(AReport.OfAPerson with { Police = PoliceConsent.MayVisit });
        using var police = await HelpedByAsync(Service.Police);
        Assert.Contains("0900000001", police.Text, StringComparison.Ordinal);

        await RecordConsentAsync(("consent-police", "advice-only"));
        await App.WorkAsync(Id);

        var update = Assert.Single(App.Mails.Sent, m => m.Subject.Contains("có cập nhật", StringComparison.Ordinal));
        Assert.Equal((await App.PersonAsync("cai-nhum-police-1")).Email, update.To);
        await police.GetAsync(Regex.Match(update.Text, "/r/[A-Za-z0-9_-]{32}").Value);
        Assert.Contains("Chỉ trao đổi với bộ phận điều phối", police.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("0900000001|xoài", police.Text);
    }

    [Theory]
    [InlineData("consent-yes", false)]
    [InlineData("consent-no", true)]
    public async Task What_she_told_the_coordinator_settles_a_withdrawal_that_still_waits(string word, bool stopped)
    {
        (var code, Id) = await App.SubmitAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health], DangerSigns = [DangerSign.Repeats, DangerSign.GettingWorse] });
        await App.WorkAsync(Id);
        await SignInAsync(Browser, await TriageItemAsync());
        await Browser.PressAsync("accept");
        await App.Get<RequestService>().AskAsync(code, "a form", RequestKind.Consent, new() { No = [Service.Health] }, StaffApp.Cancel);
        await App.WorkAsync(Id);
        Assert.Single((await ReadAsync()).Case.Requests);

        await RecordConsentAsync((word, "health"));

        var read = await ReadAsync();
        Assert.Empty(read.Case.Requests);
        Assert.Equal(stopped, read.For(Service.Health).State == ItemState.Withdrawn);
    }

    [Fact]
    public async Task Consent_stands_with_who_how_and_when()
    {
        await AcceptAsync(AReport.ByAWitness);

        await RecordConsentAsync(("consent-yes", "health"), ("consent-police", "may-contact"));

        var read = await ReadAsync();
        Assert.Equal("yes:health,police:may-contact", read.Events[^1].Detail);
        var note = read.Notes.Single(n => n.Kind == NoteKind.Consent);
        Assert.Contains("Chính người cần giúp", note.Text, StringComparison.Ordinal);
        Assert.Contains("gọi điện, đã hỏi từ bí mật", note.Text, StringComparison.Ordinal);
        Assert.Contains("09:30", note.Text, StringComparison.Ordinal);
        Assert.Equal("Nguyễn Thị Minh Châu", note.By);
    }

    [Fact]
    public async Task Consent_without_how_is_not_recorded()
    {
        await AcceptAsync(AReport.ByAWitness);

        await RecordConsentAsync(("consent-yes", "health"), ("consent-how", " "));
        Assert.False(IsWrong);
        await Browser.PressAsync("consent", ("consent-yes", "legal-aid"), ("consent-who", "person"), ("consent-at-date", "2026-11-24"), ("consent-at-time", "09:30"));

        Assert.True(IsWrong);
        Assert.NotNull(Browser.Page.QuerySelector(".errors a[href='#f-consent-how']"));
    }

    [Fact]
    public async Task Police_never_go_further_than_she_said()
    {
        await AcceptAsync(AReport.ByAWitness);
        await RecordConsentAsync(("consent-police", "advice-only"));

        await Browser.PressAsync("refer", ("to-police", "cai-nhum-police-1"), ("refer-police", "may-visit"));
        Assert.True(IsWrong);
        await Browser.PressAsync("refer", ("to-police", "cai-nhum-police-1"), ("refer-police", "advice-only"));

        Assert.Equal(PoliceConsent.AdviceOnly, (await ReadAsync()).For(Service.Police).Police);
    }

    [Fact]
    public async Task Police_without_consent_need_ground_reason_and_an_approver_who_is_told_neutrally()
    {
        await AcceptAsync(AReport.OfAPerson.InDanger() with { Police = null });
        (string, string)[] police = [("to-police", "cai-nhum-police-1"), ("refer-police", "may-visit")];

        await Browser.PressAsync("refer", police);
        Assert.NotNull(Browser.Page.QuerySelector(".errors a[href='#f-refer-ground']"));
        await Browser.PressAsync("refer", [.. police, ("refer-ground", "threat-to-life")]);
        Assert.NotNull(Browser.Page.QuerySelector(".errors a[href='#f-refer-reason']"));
        await Browser.PressAsync("refer", [.. police, ("refer-ground", "threat-to-life"), ("refer-reason", "Người đó cầm dao.")]);
        Assert.NotNull(Browser.Page.QuerySelector(".errors a[href='#f-refer-approver']"));
        Assert.DoesNotContain((await ReadAsync()).Items, i => i.Service == Service.Police);
        await Browser.PressAsync("refer", [.. police, ("refer-ground", "threat-to-life"), ("refer-reason", "Người đó cầm dao."), ("refer-approver", "cai-nhum-approver")]);
        await App.WorkAsync(Id);

        var read = await ReadAsync();
        Assert.Equal(Basis.LifeAtRisk, read.For(Service.Police).Basis);
        Assert.Contains(read.Notes, n => n.Text.Contains("Đặng Thị Lan Hương", StringComparison.Ordinal));
        var notice = read.Mails.Single(m => m is { Kind: CaseMailKind.Notice, PersonId: "cai-nhum-approver" });
        var mail = App.Mails.Sent.Single(m => m.Ref == notice.Ref);
        Assert.DoesNotMatch("/r/|dao|công an|bạo lực", mail.Text);
    }

    [Fact]
    public async Task The_coordinator_cannot_be_the_approver()
    {
        await AcceptAsync(AReport.ByAWitness);

        Assert.DoesNotContain(Browser.Page.QuerySelectorAll("select[name='refer-approver'] option"), o => o.GetAttribute("value") == "cai-nhum-coordinator");
    }

    [Fact]
    public async Task For_a_child_the_school_is_the_coordinators_decision_with_a_reason()
    {
        await AcceptAsync(AReport.ByAWitness with { Age = AgeAnswer.Under16 });

        await Browser.PressAsync("refer", ("to-education", "cai-nhum-school-1"));
        Assert.True(IsWrong);
        await Browser.PressAsync("refer", ("to-education", "cai-nhum-school-1"), ("refer-reason", "Cần giữ chỗ học; cô chủ nhiệm là người em tin."));

        Assert.Equal(Basis.Coordination, (await ReadAsync()).For(Service.Education).Basis);
    }

    [Fact]
    public async Task Somebody_outside_the_list_cannot_be_chosen_by_a_forged_form()
    {
        await AcceptAsync(AReport.OfAPerson with { NotToBeTold = [Office.Community] });
        await RecordConsentAsync(("consent-yes", "community-support"));

        await Browser.PressAsync("refer", ("to-community-support", "cai-nhum-women-1"));

        Assert.True(IsWrong);
        Assert.DoesNotContain((await ReadAsync()).Items, i => i.Kind == ItemKind.Referral);
    }

    [Fact]
    public async Task A_service_is_not_asked_for_twice()
    {
        await AcceptAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });

        Assert.Null(Browser.Page.QuerySelector("select[name='to-health']"));
        await Browser.PressAsync("refer", ("to-health", "cai-nhum-health-2"));

        Assert.Single((await ReadAsync()).Items, i => i.Service == Service.Health);
    }

    [Fact]
    public async Task A_stopped_referral_tells_its_responder_to_stop()
    {
        await AcceptAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });

        await Browser.PressAsync("withdraw", ("withdraw-item", (await ReadAsync()).For(Service.Health).Id), ("withdraw-reason", "Theo nguyện vọng."));
        await App.WorkAsync(Id);

        Assert.Equal(ItemState.Withdrawn, (await ReadAsync()).For(Service.Health).State);
        Assert.Contains(App.Mails.Sent, m => m.Text.Contains("dừng xử lý và không liên lạc thêm", StringComparison.Ordinal));
    }

    [Fact]
    public async Task When_the_only_help_is_stopped_the_reporter_is_no_longer_shown_that_help_is_arranged()
    {
        await AcceptAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });
        using var health = await HelpedByAsync(Service.Health);
        Assert.Equal(PublicStatus.HelpArranged, (await ReadAsync()).Case.PublicStatus);

        await Browser.PressAsync("withdraw", ("withdraw-item", (await ReadAsync()).For(Service.Health).Id));

        Assert.Equal(PublicStatus.BeingLookedAt, (await ReadAsync()).Case.PublicStatus);
    }

    [Fact]
    public async Task A_message_to_the_reporter_is_readable_with_the_code_alone()
    {
        await AcceptAsync(AReport.OfAPerson);

        await Browser.PressAsync("message", ("message-text", "Chúng tôi đã đọc tin của bạn."));

        var message = Assert.Single((await ReadAsync()).Messages);
        Assert.Equal((false, "Chúng tôi đã đọc tin của bạn."), (message.FromReporter, message.Text));
    }

    [Fact]
    public async Task The_chairman_is_told_once_by_reference_and_urgency()
    {
        await AcceptAsync(AReport.OfAPerson);

        await Browser.PressAsync("chairman");
        await App.WorkAsync(Id);

        Assert.False(Browser.Has("chairman"));
        var notice = (await ReadAsync()).Mails.Single(m => m.PersonId == "cai-nhum-chairman");
        var mail = App.Mails.Sent.Single(m => m.Ref == notice.Ref);
        Assert.Contains(notice.Ref, mail.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("/r/|bạo lực|Ấp", mail.Text);
    }

    [Fact]
    public async Task Three_attempts_in_vain_are_the_most()
    {
        await AcceptAsync(AReport.OfAPerson);
        (string, string)[] inVain = [("call-whom", "not-reached"), ("call-at-date", "2026-11-24"), ("call-at-time", "09:00")];

        for (var i = 0; i < 3; i++) await Browser.PressAsync("call", inVain);
        Assert.False(IsWrong);
        await Browser.PressAsync("call", inVain);

        Assert.True(IsWrong);
        Assert.Equal(3, (await ReadAsync()).Triage().ContactAttempts);
    }

    [Fact]
    public async Task A_call_to_a_colleague_is_logged_with_its_time()
    {
        await AcceptAsync(AReport.OfAPerson);

        await Browser.PressAsync("call", ("call-whom", "staff"), ("call-at-date", "2026-11-24"), ("call-at-time", "09:05"), ("call-note", "Trực ban nghe máy."));

        var note = (await ReadAsync()).Notes.Single(n => n.Kind == NoteKind.Call);
        Assert.Contains("09:05", note.Text, StringComparison.Ordinal);
        Assert.Contains("Trực ban nghe máy.", note.Text, StringComparison.Ordinal);
    }

    /// <summary>The page of whoever was asked for this service and has accepted.</summary>
    private async Task<Browser> HelpedByAsync(Service service)
    {
        await App.WorkAsync(Id);
        var browser = App.Open();
        await SignInAsync(browser, (await ReadAsync()).For(service));
        await browser.PressAsync("accept");
        return browser;
    }
}
