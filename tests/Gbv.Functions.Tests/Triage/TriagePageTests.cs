using System.Net;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Statistics;
using Gbv.Functions.Referrals;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Responders;

namespace Gbv.Functions.Tests.Triage;

/// <summary>Reading, accepting, classifying: what the coordinator sees and does first.</summary>
public sealed class TriagePageTests(AzuriteFixture azurite) : TriageTest(azurite)
{
    [Fact]
    public async Task Before_acceptance_nothing_of_the_report_is_shown()
    {
        await OpenAsync(AReport.ByAWitness);

        Assert.Contains("xã Cái Nhum", Browser.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("Chuyện xảy ra tối qua|Người hàng xóm|Bị đánh|25–39", Browser.Text);
    }

    [Fact]
    public async Task After_acceptance_the_whole_report_is_shown_and_the_calls_stop()
    {
        await AcceptAsync(AReport.ByAWitness);

        Assert.Contains("Chuyện xảy ra tối qua", Browser.Text, StringComparison.Ordinal);
        Assert.Contains("Người hàng xóm", Browser.Text, StringComparison.Ordinal);
        Assert.Contains("ĐỪNG LIÊN LẠC", Browser.Text, StringComparison.Ordinal);
        var read = await ReadAsync();
        Assert.Equal((ItemState.Accepted, null), (read.Triage().State, read.Triage().NextDueAt));
        Assert.Equal((CaseState.Triage, PublicStatus.BeingLookedAt), (read.Case.State, read.Case.PublicStatus));
    }

    [Fact]
    public async Task The_safe_contact_box_stands_before_the_report()
    {
        await AcceptAsync(AReport.OfAPerson);

        var boxes = Browser.Page.QuerySelectorAll("main .box");
        Assert.Contains("CHỈ LIÊN LẠC NHƯ SAU: Gọi điện: 0900000001", boxes[0].TextContent, StringComparison.Ordinal);
        Assert.Contains("xoài", boxes[0].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Each_opening_is_recorded_with_the_person()
    {
        await AcceptAsync(AReport.OfAPerson);
        await Browser.GetAsync(await App.LinkAsync(Id, await TriageItemAsync()));

        var rows = App.Get<StorageClients>().Table(StorageNames.Cases)
            .Query<Azure.Data.Tables.TableEntity>(r => r.PartitionKey == Id.Value && r.RowKey.CompareTo("access:") >= 0 && r.RowKey.CompareTo("access;") < 0, cancellationToken: StaffApp.Cancel)
            .Select(r => r.GetString("Data")).ToList();
        Assert.Equal(2, rows.Count);
        Assert.All(rows, r => Assert.Contains("cai-nhum-coordinator", r, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Looking_changes_nothing()
    {
        await OpenAsync(AReport.OfAPerson);
        var before = (await ReadAsync()).Case.Events;

        await Browser.GetAsync(await App.LinkAsync(Id, await TriageItemAsync()));

        Assert.Equal(before, (await ReadAsync()).Case.Events);
    }

    [Fact]
    public async Task The_first_yes_of_the_guided_questions_is_the_core_type()
    {
        await AcceptAsync(AReport.OfAPerson);

        await ClassifyAsync();

        Assert.False(IsWrong);
        var read = await ReadAsync();
        var known = read.Incidents[0].Classification!;
        Assert.Equal((CoreType.PhysicalAssault, true, AgeBand.From25To39, Sex.Female, Sex.Male), (known.CoreType, known.Domestic, known.Age, known.Sex, known.PerpetratorSex));
        Assert.Equal([ViolenceForm.Physical], known.Forms);
        Assert.Equal([DomesticViolenceAct.HarmToBodyOrLife], known.Acts);
        Assert.Equal((CaseState.Open, App.Time.GetUtcNow()), (read.Case.State, read.Case.TriagedAt));
        Assert.Equal(ItemState.InProgress, read.Triage().State);
    }

    [Fact]
    public async Task Details_for_the_statistics_are_folded_away_optional_and_coded_only()
    {
        await AcceptAsync(AReport.OfAPerson);
        var fold = Browser.Page.QuerySelector("#f-i1-marital")!.Closest("details")!;
        Assert.False(fold.HasAttribute("open"));
        Assert.Empty(fold.QuerySelectorAll("input, textarea"));
        Assert.All(fold.QuerySelectorAll("select"), list => Assert.Equal("Chưa rõ", list.QuerySelector("option")!.TextContent));

        await ClassifyAsync();
        Assert.Null((await ReadAsync()).Incidents[0].Classification!.Details);

        await ClassifyAsync(("i1-time", "evening-or-night"), ("i1-marital", "widowed"), ("i1-displacement", "Khu 3"), ("i1-perpetrators", "more-than3"), ("i1-perpetrator-age", "from61"), ("i1-perpetrator-occupation", "worker"));

        var read = await ReadAsync();
        var told = new IncidentDetails { Time = TimeOfDay.EveningOrNight, Marital = MaritalStatus.Widowed, Perpetrators = PerpetratorCount.MoreThan3, PerpetratorAge = PerpetratorAge.From61, PerpetratorOccupation = PerpetratorOccupation.Worker };
        Assert.Equal(told, read.Incidents[0].Classification!.Details);
        Assert.Equal(told, FactProjection.Of(read, App.Get<KeyRing>()).Single().Details);
        Assert.Equal("widowed", Browser.Page.QuerySelector("#f-i1-marital option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task The_relation_that_the_report_told_is_made_precise_at_triage()
    {
        await AcceptAsync(AReport.OfAPerson);
        Assert.Equal("partner", Browser.Page.QuerySelector("#f-i1-relation option[selected]")!.GetAttribute("value"));
        Assert.Equal(PerpetratorRelation.Partner, FactProjection.Of(await ReadAsync(), App.Get<KeyRing>()).Single().Relation);

        await ClassifyAsync(("i1-relation", "living-together"));

        Assert.Equal(PerpetratorRelation.LivingTogether, FactProjection.Of(await ReadAsync(), App.Get<KeyRing>()).Single().Relation);
        Assert.Equal("living-together", Browser.Page.QuerySelector("#f-i1-relation option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task Somebody_who_turns_out_to_be_a_child_reaches_child_protection_at_once()
    {
        await AcceptAsync(AReport.ByAWitness);

        await Browser.PressAsync("classify", ("i1-rape", "yes"), ("i1-forms", "sexual"), ("i1-age", "from12-to15"), ("i1-sex", "female"));

        var item = (await ReadAsync()).For(Service.ChildProtection);
        Assert.Equal((Basis.Law, "cai-nhum-child-protection-1"), (item.Basis, item.ResponderId));
    }

    [Fact]
    public async Task A_question_that_was_left_out_is_asked_for_and_nothing_typed_is_lost()
    {
        await AcceptAsync(AReport.OfAPerson);

        await Browser.PressAsync("classify", ("i1-rape", "no"), ("i1-physical-assault", "yes"), ("i1-forms", "physical"));

        Assert.True(IsWrong);
        Assert.NotNull(Browser.Page.QuerySelector(".errors a[href='#f-i1-sexual-assault']"));
        Assert.NotNull(Browser.Page.QuerySelector("#f-i1-sexual-assault"));
        Assert.True(Browser.Page.QuerySelector("input[name='i1-forms'][value='physical']")!.HasAttribute("checked"));
        Assert.Null((await ReadAsync()).Incidents[0].Classification);
    }

    [Fact]
    public async Task Only_a_no_to_the_seventh_question_gives_not_gbv()
    {
        await AcceptAsync(AReport.OfAPerson);
        (string, string)[] allNo = [.. CoreTypeOrder.Questions.Select(q => ("i1-" + Gbv.Domain.Shared.Codes.Code(q), "no"))];

        await Browser.PressAsync("classify", [.. allNo, ("i1-gbv", "yes")]);
        Assert.Null((await ReadAsync()).Incidents[0].Classification);
        await Browser.PressAsync("classify", [.. allNo, ("i1-gbv", "no")]);

        Assert.Equal(CoreType.NotGbv, (await ReadAsync()).Incidents[0].Classification!.CoreType);
    }

    [Fact]
    public async Task What_was_classified_stands_in_the_form_again()
    {
        await AcceptAsync(AReport.OfAPerson);
        await ClassifyAsync();

        Assert.True(Browser.Page.QuerySelector("input[name='i1-physical-assault'][value='yes']")!.HasAttribute("checked"));
        Assert.True(Browser.Page.QuerySelector("input[name='i1-rape'][value='no']")!.HasAttribute("checked"));
        Assert.True(Browser.Page.QuerySelector("select[name='i1-place'] option[value='home']")!.HasAttribute("selected"));
    }

    [Fact]
    public async Task A_second_incident_is_counted_and_classified_on_its_own()
    {
        await AcceptAsync(AReport.OfAPerson);
        await ClassifyAsync();

        await Browser.PressAsync("incident", ("incident-day", "2026-10-02"), ("incident-note", "Lần trước, tháng 10."));
        await Browser.PostAsync(await App.LinkAsync(Id, await TriageItemAsync()),
        [
            new("token", Browser.Page.QuerySelector("input[name=token]")!.GetAttribute("value")!), new("action", "classify"), new("incident", "2"),
            new("i2-rape", "yes"), new("i2-forms", "sexual"),
        ]);

        var read = await ReadAsync();
        Assert.Equal([CoreType.PhysicalAssault, CoreType.Rape], read.Incidents.Select(i => i.Classification!.CoreType));
        Assert.Contains(read.Notes, n => n.Text.Contains("Lần trước, tháng 10.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Urgency_is_lowered_only_with_a_reason()
    {
        await AcceptAsync(AReport.OfAPerson.InDanger());

        await Browser.PressAsync("urgency", ("urgency", "normal"));
        Assert.Equal(Urgency.Immediate, (await ReadAsync()).Case.Urgency);
        await Browser.PressAsync("urgency", ("urgency", "normal"), ("urgency-reason", "Đã ở nhà mẹ, an toàn."));

        var read = await ReadAsync();
        Assert.Equal(Urgency.Normal, read.Case.Urgency);
        Assert.Contains(read.Notes, n => n.Text.Contains("Đã ở nhà mẹ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Raising_the_urgency_hurries_what_nobody_has_accepted()
    {
        await AcceptAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });

        await Browser.PressAsync("urgency", ("urgency", "immediate"));

        var item = (await ReadAsync()).For(Service.Health);
        Assert.Equal((Urgency.Immediate, App.Time.GetUtcNow().AddMinutes(30)), (item.Urgency, item.NextDueAt));
    }

    [Fact]
    public async Task A_conflict_passes_the_triage_on_and_closes_the_page_for_good()
    {
        await AcceptAsync(AReport.ByAWitness);

        await Browser.PressAsync("decline", ("decline-reason", "conflict"));
        await App.WorkAsync(Id);

        Assert.Equal(HttpStatusCode.Gone, Browser.Status);
        var next = await TriageItemAsync();
        Assert.Equal("cai-nhum-stand-in", next.ResponderId);
        using var standIn = App.Open();
        await SignInAsync(standIn, next);
        await standIn.PressAsync("accept");
        Assert.Contains("Chuyện xảy ra tối qua", standIn.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Nguyễn Thị Minh Châu", Select(standIn, "to-"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_comes_second_learns_who_has_it_and_nothing_more()
    {
        await OpenAsync(AReport.ByAWitness);
        App.Time.Advance(TimeSpan.FromDays(1));
        await App.WorkAsync(Id);
        await SignInAsync(Browser, await TriageItemAsync());
        await Browser.PressAsync("accept");
        using var standIn = App.Open();

        await SignInAsync(standIn, await TriageItemAsync(), "cai-nhum-stand-in");

        Assert.Contains("Nguyễn Thị Minh Châu", standIn.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Chuyện xảy ra tối qua", standIn.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_accept_can_be_taken_back()
    {
        await AcceptAsync(AReport.ByAWitness);

        await Browser.PressAsync("take-back");

        var item = await TriageItemAsync();
        Assert.True(item.IsOpen);
        Assert.NotNull(item.NextDueAt);
        Assert.DoesNotContain("Chuyện xảy ra tối qua", Browser.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_report_that_excludes_the_commune_office_reaches_only_the_province()
    {
        await AcceptAsync(AReport.OfAPerson.InDanger() with { NotToBeTold = [Office.CommuneOffice], Police = null });

        var read = await ReadAsync();
        Assert.All(read.Mails, m => Assert.StartsWith("province-", m.PersonId, StringComparison.Ordinal));
        Assert.DoesNotContain("Phạm Văn Thành", Browser.Text, StringComparison.Ordinal);
        Assert.False(Browser.Has("chairman"));
        var choices = Browser.Page.QuerySelectorAll("select[name^='to-'] option, select[name='refer-approver'] option").Select(o => o.GetAttribute("value")!);
        Assert.DoesNotContain(choices, c => c.Contains("coordinator", StringComparison.Ordinal) && c.StartsWith("cai-nhum", StringComparison.Ordinal) || c.Contains("cai-nhum-legal-aid", StringComparison.Ordinal) || c.Contains("cai-nhum-child", StringComparison.Ordinal));
    }

    private static string Select(Browser browser, string prefix) => string.Join(' ', browser.Page.QuerySelectorAll($"select[name^='{prefix}']").Select(s => s.TextContent));
}
