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
