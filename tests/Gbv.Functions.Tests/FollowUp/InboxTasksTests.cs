using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Functions.Intake;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.FollowUp;

/// <summary>What the code alone does, and what needs the secret word, as the pages offer it.</summary>
public sealed class InboxTasksTests(PagesFixture pages) : InboxTest(pages), IClassFixture<PagesFixture>
{
    [Fact]
    public async Task With_a_word_everything_is_offered()
    {
        using var she = await EnterAsync(await SubmitAsync(AReport.OfAPerson));

        Assert.True(she.Has("go", "task:contact"));
        Assert.True(she.Has("go", "task:consent"));
        Assert.True(she.Has("go", "task:stop"));
        Assert.DoesNotContain("hãy nhắn cho người phụ trách", she.Text);
    }

    [Fact]
    public async Task Without_a_word_only_what_the_code_alone_may_do()
    {
        using var she = await EnterAsync(await SubmitAsync(AReport.OfAPerson with { Contact = new() }));

        Assert.False(she.Has("go", "task:contact"));
        Assert.False(she.Has("go", "task:consent"));
        Assert.True(she.Has("go", "task:stop"));
        Assert.Contains("Vì tin này không có từ bí mật", she.Text);
    }

    [Fact]
    public async Task A_third_party_is_not_offered_what_is_the_other_persons()
    {
        using var neighbour = await EnterAsync(await SubmitAsync(AReport.ByAWitness));

        Assert.False(neighbour.Has("go", "task:contact"));
        Assert.True(neighbour.Has("go", "task:add"));
        Assert.Contains("do người đó quyết định", neighbour.Text);
    }

    [Fact]
    public async Task The_word_is_asked_once_a_visit_and_what_was_typed_stays_when_it_is_wrong()
    {
        var code = await SubmitAsync(AReport.OfAPerson);
        using var she = await EnterAsync(code);
        await she.PressAsync("task:contact");
        await she.Choose("channel", "zalo").Fill("reach", "0912 345 678").PressAsync("do");
        Assert.NotNull(she.Page.QuerySelector("#f-word-error"));

        await she.Fill("word", "mít").PressAsync("do");
        Assert.Contains("Từ bí mật chưa đúng.", she.Text);
        Assert.Equal(("zalo", "0912 345 678"), (she.Value("channel"), she.Value("reach")));
        await she.Fill("word", "Xoai").PressAsync("do");

        Assert.Contains("chúng tôi chỉ liên lạc theo cách mới", she.Text);
        Assert.DoesNotContain("0912 345 678", she.Html, StringComparison.Ordinal);
        var request = Assert.Single((await ReadAsync(code)).Case.Requests);
        Assert.Equal(RequestKind.Contact, request.Kind);
        Assert.Equal("0912 345 678", (await ReadAsync(code)).RequestContent(request.Id)!.Contact!.Address);
        await she.PressAsync("task:consent");
        Assert.False(she.Has("word"));
    }

    [Fact]
    public async Task A_new_visit_asks_for_the_word_again()
    {
        var code = await SubmitAsync(AReport.OfAPerson);
        using var first = await EnterAsync(code);
        await first.PressAsync("task:consent");
        await first.Choose("yes", "shelter").Fill("word", "xoài").PressAsync("do");
        Assert.Contains("Đã nhận thay đổi của bạn.", first.Text);

        using var second = await EnterAsync(code);
        await second.PressAsync("task:consent");

        Assert.True(second.Has("word"));
    }

    [Fact]
    public async Task Five_wrong_words_close_the_tasks_for_today()
    {
        using var she = await EnterAsync(await SubmitAsync(AReport.OfAPerson));
        await she.PressAsync("task:consent");
        she.Choose("no", "health");
        for (var i = 0; i < SecretWord.TriesADay; i++) await she.Fill("word", "mít").PressAsync("do");

        await she.Fill("word", "xoài").PressAsync("do");

        Assert.Contains("Hôm nay đã thử quá nhiều lần.", she.Text);
    }

    [Fact]
    public async Task Yes_and_no_to_the_same_and_nothing_at_all_are_asked_again()
    {
        using var she = await EnterAsync(await SubmitAsync(AReport.OfAPerson));
        await she.PressAsync("task:consent");
        await she.Fill("word", "xoài").PressAsync("do");
        Assert.NotNull(she.Page.QuerySelector("#f-yes-error"));

        await she.Choose("yes", "health").Choose("no", "health").PressAsync("do");

        Assert.NotNull(she.Page.QuerySelector("#f-no-error"));
    }

    [Fact]
    public async Task Stop_contacting_me_needs_the_code_alone()
    {
        var code = await SubmitAsync(AReport.OfAPerson with { Contact = new() { Channel = ContactChannel.Phone, Address = "0900000001" } });
        using var she = await EnterAsync(code);
        await she.PressAsync("task:stop");
        Assert.False(she.Has("word"));

        await she.PressAsync("do");

        Assert.Contains("Từ bây giờ không ai được gọi hay nhắn cho bạn.", she.Text);
        Assert.Contains("đang được thực hiện", she.Text);
        Assert.Equal(EventKind.Contact, (await ReadAsync(code)).Events[^1].Kind);
    }

    [Fact]
    public async Task Erasure_needs_the_word_waits_in_sight_and_is_undone_with_the_code()
    {
        var code = await SubmitAsync(AReport.OfAPerson);
        using var she = await EnterAsync(code);
        await she.PressAsync("task:erase");
        await she.Fill("word", "xoài").PressAsync("do");
        Assert.Contains("Trước khi hết 72 giờ bạn có thể hủy.", she.Text);
        var request = Assert.Single((await ReadAsync(code)).Case.Requests);

        using var later = await EnterAsync(code);
        await later.PressAsync("undo:" + request.Id);

        Assert.Contains("Đã hủy yêu cầu.", later.Text);
        Assert.Empty((await ReadAsync(code)).Case.Requests);
    }

    [Fact]
    public async Task A_notice_by_mail_needs_the_code_alone_and_its_address_is_not_shown_again()
    {
        var code = await SubmitAsync(AReport.ByAWitness);
        using var she = await EnterAsync(code);
        await she.PressAsync("task:notice");
        await she.Choose("notice", "yes").Fill("mail", "khong dung").PressAsync("do");
        Assert.NotNull(she.Page.QuerySelector("#f-mail-error"));

        await she.Choose("notice", "yes").Fill("mail", "hoa.cuc@example.net").PressAsync("do");

        Assert.Contains("Đã lưu lựa chọn của bạn.", she.Text);
        Assert.DoesNotContain("hoa.cuc", she.Html, StringComparison.Ordinal);
        Assert.DoesNotContain(await RowsAsync(code), r => (r.GetString("Data") ?? "").Contains("hoa.cuc", StringComparison.Ordinal));
        Assert.Equal("hoa.cuc@example.net", (await ReadAsync(code)).RequestContent((await ReadAsync(code)).Case.Requests.Single().Id)!.NoticeTo);
        await she.PressAsync("task:notice");
        Assert.Equal("", she.Value("mail"));
    }

    [Fact]
    public async Task A_copy_needs_the_word_and_shows_as_something_that_is_being_done()
    {
        var code = await SubmitAsync(AReport.OfAPerson);
        using var she = await EnterAsync(code);
        await she.PressAsync("task:copy");
        await she.Fill("word", "xoài").PressAsync("do");

        Assert.Contains("Người phụ trách sẽ liên lạc theo cách bạn đã chọn.", she.Text);
        var request = Assert.Single((await ReadAsync(code)).Case.Requests);
        Assert.Equal(RequestKind.Copy, request.Kind);
        await she.PressAsync("undo:" + request.Id);
        Assert.Empty((await ReadAsync(code)).Case.Requests);
    }

    [Fact]
    public async Task A_forged_name_of_a_task_or_request_does_nothing()
    {
        var code = await SubmitAsync(AReport.OfAPerson);
        using var she = await EnterAsync(code);
        she.Page.QuerySelector("button[value='task:stop']")!.SetAttribute("value", "undo:nothing");

        await she.PressAsync("undo:nothing");

        Assert.Contains("không còn chờ nữa", she.Text);
        Assert.Single((await ReadAsync(code)).Events);
    }

    private async Task<string> SubmitAsync(Report report) =>
        Assert.IsType<SubmissionResult.Accepted>(await App.Services.GetRequiredService<ReportIntake>().SubmitAsync(new(SubmissionId.New(), report, FromForm: true), Cancel)).Receipt.ToString();
}
