using System.Net;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Registers;
using Gbv.Functions.Returns;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Responders;
using Gbv.LocalHost.SampleData;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.Returns;

/// <summary>The year's returns over real pages and storage: the timer, the forms, the board, with a clock that jumps.</summary>
public sealed class ReturnCycleTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const int Units = 9;

    private StaffApp app = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await StaffApp.CreateAsync(azurite.NewAccount(), "back", services => services.AddRegisters().AddReturns().AddTransient<CheckReturns>());
        await SampleRegisters.LoadAsync(app.Get<RegisterStore>(), Ct);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Each_reminder_goes_once_to_those_only_who_have_not_returned()
    {
        await AtAsync(2027, 10, 19);
        Assert.Empty(app.Mails.Sent);

        await AtAsync(2027, 10, 20);
        Assert.Equal(Units + 1, app.Mails.Sent.Count);
        var asked = app.Mails.Sent.Single(m => m.To.Contains("kim.ngan", StringComparison.Ordinal));
        Assert.Equal("Nhắc gửi báo cáo năm 2027, hạn trước ngày 20/11", asked.Subject);
        Assert.Contains("Công an xã chưa gửi báo cáo năm 2027. Còn 30 ngày.", asked.Text, StringComparison.Ordinal);
        await CheckAsync();
        await AtAsync(2027, 10, 27);
        Assert.Equal(Units + 1, app.Mails.Sent.Count);

        using (var police = await OpenAsync("kim.ngan"))
        {
            await police.PressAsync(ReturnPage.Submit, Complete);
            Assert.Contains("Đã gửi lúc", police.Text, StringComparison.Ordinal);
        }

        Assert.Equal("Đã nhận báo cáo năm 2027", app.Mails.Sent.Last().Subject);
        app.Mails.Sent.Clear();

        // The timer sleeps over two of the reminders; only the latest is sent, and not to who has returned.
        await AtAsync(2027, 11, 13);
        Assert.Equal(Units - 1 + 1, app.Mails.Sent.Count);
        Assert.DoesNotContain(app.Mails.Sent, m => m.To.Contains("kim.ngan", StringComparison.Ordinal));
        Assert.Contains(app.Mails.Sent, m => m.Text.Contains("8 trên 9 đơn vị chưa gửi", StringComparison.Ordinal));

        // The mail service is down on the next day that counts; the next run makes it good, once.
        app.Mails.Sent.Clear();
        app.Mails.Answer = _ => HttpStatusCode.ServiceUnavailable;
        await AtAsync(2027, 11, 16);
        app.Mails.Answer = _ => HttpStatusCode.Accepted;
        app.Time.Advance(TimeSpan.FromHours(3));
        await CheckAsync();
        await CheckAsync();
        Assert.Equal(Units, app.Mails.Sent.Count);

        app.Mails.Sent.Clear();
        await AtAsync(2027, 11, 20);
        Assert.Equal(Units - 1, app.Mails.Sent.Count(m => m.Subject == "Báo cáo năm 2027 đã quá hạn"));
        Assert.Equal("Bản tổng hợp báo cáo năm 2027 đã có", Assert.Single(app.Mails.Sent, m => m.Subject.StartsWith("Bản", StringComparison.Ordinal)).Subject);
        Assert.All(app.Mails.Sent, m => Assert.DoesNotMatch("(?i)bạo lực|nạn nhân|xâm hại|violence", m.Subject + m.Text));
    }

    [Fact]
    public async Task A_return_is_saved_in_part_submitted_whole_and_corrected_until_the_last_day_ends_in_Vietnam()
    {
        await AtAsync(2027, 11, 18);
        using var police = await OpenAsync("kim.ngan");
        Assert.Contains("Vụ việc phát hiện, tiếp nhận", police.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("trợ giúp pháp lý", police.Text, StringComparison.Ordinal);

        await police.PressAsync(ReturnPage.Save, ("found", "4"), ("results", "Mới viết một nửa"));
        Assert.Contains("Đã lưu lúc", police.Text, StringComparison.Ordinal);
        Assert.Equal("Mới viết một nửa", police.Page.QuerySelector("textarea[name=results]")!.TextContent);

        await police.PressAsync(ReturnPage.Submit, ("found", "2"), ("handled", "3"), ("online", "x"), ("results", "Có"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, police.Status);
        Assert.Contains("Số đã xử lý lớn hơn", police.Text, StringComparison.Ordinal);
        Assert.Contains("Không phải số nguyên", police.Text, StringComparison.Ordinal);
        Assert.Equal("x", police.Page.QuerySelector("input[name=online]")!.GetAttribute("value"));

        await police.PressAsync(ReturnPage.Submit, Complete);
        await police.PressAsync(ReturnPage.Submit, [.. Complete.Where(c => c.Item1 != "found"), ("found", "7")]);
        Assert.Equal(2, (await SubmittedAsync()).Count);

        // 23:59 on the 19th in Vietnam, then midnight.
        MoveTo(new DateTimeOffset(2027, 11, 19, 23, 59, 0, VietnamTime.Offset));
        using (var again = await OpenAsync("kim.ngan")) Assert.True(again.Has(ReturnPage.Submit));
        MoveTo(new DateTimeOffset(2027, 11, 20, 0, 0, 0, VietnamTime.Offset));
        using var closed = await OpenAsync("kim.ngan");
        Assert.False(closed.Has(ReturnPage.Submit));
        Assert.Contains("7", closed.Text, StringComparison.Ordinal);

        using var health = await OpenAsync("thu.ha");
        await health.PressAsync(ReturnPage.Submit, ("received", "12"), ("referred", "2"), ("trained", "3"), ("results", "Duy trì dịch vụ"));
        Assert.Contains("sau hạn", health.Text, StringComparison.Ordinal);
        Assert.False(health.Has(ReturnPage.Submit));
    }

    [Fact]
    public async Task The_coordinator_sees_who_has_not_returned_reminds_once_a_day_and_reads_the_draft()
    {
        await AtAsync(2027, 11, 18);
        using (var police = await OpenAsync("kim.ngan"))
        {
            await police.PressAsync(ReturnPage.Submit, Complete);
            await police.PressAsync(ReturnPage.Save, ("found", "99"), ("results", "Chỉ mới lưu"));
        }

        using var board = await OpenAsync("minh.chau");
        Assert.Contains("1 trên 9 đơn vị đã gửi.", board.Text, StringComparison.Ordinal);
        Assert.Contains("Vụ việc phát hiện, tiếp nhận: 4 (từ 1 đơn vị)", board.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Chỉ mới lưu", board.Text, StringComparison.Ordinal);
        Assert.Contains("Bản tạm", board.Text, StringComparison.Ordinal);

        app.Mails.Sent.Clear();
        await board.PressAsync(BoardPage.Remind);
        await board.PressAsync(BoardPage.Remind);
        Assert.Equal(Units - 1, app.Mails.Sent.Count);
        Assert.Contains(app.Mails.Sent, m => m.To.Contains("thu.ha", StringComparison.Ordinal));
        Assert.DoesNotContain(app.Mails.Sent, m => m.To.Contains("kim.ngan", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Somebody_who_no_longer_returns_for_the_unit_sees_nothing_and_two_browsers_do_not_write_over_each_other()
    {
        await AtAsync(2027, 11, 18);
        using var one = await OpenAsync("kim.ngan");
        using var two = await OpenAsync("kim.ngan");
        await one.PressAsync(ReturnPage.Save, ("found", "1"), ("results", "Một"));
        await two.PressAsync(ReturnPage.Save, ("found", "2"), ("results", "Hai"));
        Assert.Contains("Có người vừa lưu bản khác", two.Text, StringComparison.Ordinal);
        Assert.Equal("Hai", two.Page.QuerySelector("textarea[name=results]")!.TextContent);
        await two.PressAsync(ReturnPage.Save, ("found", "2"), ("results", "Hai"));
        Assert.Contains("Đã lưu lúc", two.Text, StringComparison.Ordinal);

        var unit = SampleRegisters.Rows.Single(r => r.Register.Code == "units" && r.Key == "cong-an");
        await app.Get<RegisterStore>().SaveAsync(new CommuneCode("cai-nhum"), unit.Register, [new(unit.Register, new Dictionary<string, string>(unit.Values) { ["person"] = "police-2" })], "test", Ct);
        await two.PressAsync(ReturnPage.Save, ("found", "3"), ("results", "Ba"));
        Assert.Equal(HttpStatusCode.Forbidden, two.Status);
    }

    [Theory]
    [InlineData(18)]
    [InlineData(25)]
    public async Task A_button_that_is_pressed_twice_says_the_same_as_once(int day)
    {
        await AtAsync(2027, 11, day);
        using var first = await OpenAsync("kim.ngan");
        using var second = await OpenAsync("kim.ngan");
        app.Mails.Sent.Clear();

        await first.PressAsync(ReturnPage.Submit, Complete);
        await second.PressAsync(ReturnPage.Submit, Complete);

        Assert.Contains("Đã gửi lúc", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Có người vừa lưu bản khác", second.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Đã hết hạn sửa", second.Text, StringComparison.Ordinal);
        Assert.Single(await SubmittedAsync());
        Assert.Single(app.Mails.Sent, m => m.Subject == "Đã nhận báo cáo năm 2027");
    }

    [Fact]
    public async Task On_the_last_day_a_reminder_by_hand_says_that_it_is_the_last_day()
    {
        await AtAsync(2027, 11, 18);
        MoveTo(new DateTimeOffset(2027, 11, 19, 9, 0, 0, VietnamTime.Offset));
        using var board = await OpenAsync("minh.chau");
        app.Mails.Sent.Clear();

        await board.PressAsync(BoardPage.Remind);

        Assert.Equal(Units, app.Mails.Sent.Count);
        Assert.All(app.Mails.Sent, m => Assert.Contains("chưa gửi báo cáo năm 2027. Hôm nay là ngày cuối.", m.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_mid_term_review_runs_beside_the_years_report_and_begins_with_what_was_returned_year_by_year()
    {
        await AtAsync(2027, 11, 18);
        using (var police = await OpenAsync("kim.ngan")) await police.PressAsync(ReturnPage.Submit, Complete);
        app.Mails.Sent.Clear();

        await AtAsync(2028, 10, 20);
        Assert.Equal(2 * (Units + 1), app.Mails.Sent.Count);
        Assert.Equal(
            ["Nhắc gửi báo cáo năm 2028, hạn trước ngày 20/11", "Nhắc gửi báo cáo sơ kết 2026–2028, hạn trước ngày 20/11"],
            app.Mails.Sent.Where(m => m.To.Contains("kim.ngan", StringComparison.Ordinal)).Select(m => m.Subject));

        using var review = await OpenAsync("kim.ngan");
        Assert.Equal("Báo cáo sơ kết 2026–2028 – Công an xã", review.Heading);
        Assert.Contains("tổng các báo cáo năm", review.Text, StringComparison.Ordinal);
        Assert.Equal("4", review.Page.QuerySelector("input[name=found]")!.GetAttribute("value"));
        await review.PressAsync(ReturnPage.Submit, [.. Complete.Where(c => c.Item1 != "found"), ("found", "6")]);
        Assert.Equal("Đã nhận báo cáo sơ kết 2026–2028", app.Mails.Sent.Last().Subject);

        // Only the review was returned: the year's own report is still asked for, and each has its board and draft.
        app.Mails.Sent.Clear();
        await AtAsync(2028, 11, 20);
        Assert.Equal("Báo cáo năm 2028 đã quá hạn", Assert.Single(app.Mails.Sent, m => m.To.Contains("kim.ngan", StringComparison.Ordinal)).Subject);
        using var board = await OpenAsync("minh.chau");
        Assert.Equal("Theo dõi báo cáo sơ kết 2026–2028", board.Heading);
        Assert.Contains("1 trên 9 đơn vị đã gửi.", board.Text, StringComparison.Ordinal);
        Assert.Contains("Vụ việc phát hiện, tiếp nhận: 6 (từ 1 đơn vị)", board.Text, StringComparison.Ordinal);
        Assert.Contains("Bản tổng hợp báo cáo sơ kết 2026–2028 đã có", app.Mails.Sent.Select(m => m.Subject));
        Assert.Contains(app.Mails.Sent, m => m.Subject == "Bản tổng hợp báo cáo năm 2028 đã có" && m.Text.Contains("Chưa gửi: ", StringComparison.Ordinal) && m.Text.Contains("Công an xã", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_run_that_takes_too_long_or_is_killed_leaves_the_rest_to_the_next_one_and_nobody_is_written_to_twice()
    {
        app.Mails.Meanwhile = () =>
        {
            app.Time.Advance(TimeSpan.FromMinutes(2));
            return Task.CompletedTask;
        };
        await AtAsync(2027, 11, 5);
        Assert.Equal((int)(CheckReturns.Longest / TimeSpan.FromMinutes(2)), app.Mails.Sent.Count);
        Assert.DoesNotContain(app.Mails.Sent, m => m.Subject == "Báo cáo năm 2027 của các đơn vị");

        using (var kill = CancellationTokenSource.CreateLinkedTokenSource(Ct))
        {
            app.Mails.Meanwhile = kill.CancelAsync;
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => app.Get<CheckReturns>().RunAsync(kill.Token));
        }

        app.Mails.Meanwhile = () => Task.CompletedTask;
        app.Time.Advance(TimeSpan.FromMinutes(30));
        await CheckAsync();
        await CheckAsync();

        // The mail that was on its way when the program ended may come twice, as the same mail with the same link.
        Assert.Equal(Units + 1, app.Mails.Sent.Select(m => (m.To, m.Ref, m.Text)).Distinct().Count());
        Assert.Equal(Units + 1, app.Mails.Sent.Select(m => (m.To, m.Subject)).Distinct().Count());
        Assert.Equal("Báo cáo năm 2027 của các đơn vị", app.Mails.Sent.Last().Subject);
    }

    private static (string, string)[] Complete => [("found", "4"), ("handled", "3"), ("online", "1"), ("courses", "1"), ("results", "Nắm tình hình, xử lý kịp thời"), ("proposals", "Thêm tập huấn")];

    private async Task AtAsync(int year, int month, int day)
    {
        MoveTo(new DateTimeOffset(year, month, day, 8, 0, 0, VietnamTime.Offset));
        await CheckAsync();
    }

    private void MoveTo(DateTimeOffset moment) => app.Time.SetUtcNow(moment.ToUniversalTime());

    private Task CheckAsync() => app.Get<CheckReturns>().RunAsync(Ct);

    /// <summary>Signs in by the newest link in this person's mailbox.</summary>
    private async Task<Browser> OpenAsync(string person)
    {
        var mail = app.Mails.Sent.Last(m => m.To.Contains(person, StringComparison.Ordinal) && m.Text.Contains("/r/", StringComparison.Ordinal));
        return await app.Open().SignInAsync(Regex.Match(mail.Text, "/r/[A-Za-z0-9_-]{32}").Value);
    }

    private async Task<List<TableEntity>> SubmittedAsync() =>
        [.. (await app.Get<StorageClients>().Table(StorageNames.Registers).QueryAsync<TableEntity>(e => e.PartitionKey == "returns|cai-nhum|2027", cancellationToken: Ct).ToListAsync(Ct)).Where(e => e.RowKey.StartsWith("submitted:", StringComparison.Ordinal))];
}
