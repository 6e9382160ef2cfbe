using System.Net;
using System.Text.RegularExpressions;
using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Hosting;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Responders;
using Gbv.Functions.Tests.Triage;
using Gbv.Functions.Trace.Accesses;

namespace Gbv.Functions.Tests.Trace;

/// <summary>The data-protection officer reads who read what; so does the command.</summary>
public sealed class AccessPageTests(AzuriteFixture azurite) : TriageTest(azurite)
{
    private const string Officer = "province-data-protection";
    private const string OfficerName = "Hồ Thị Tuyết Mai";
    private const string Coordinator = "Nguyễn Thị Minh Châu";

    private static readonly (string, string) CaiNhum = (AccessPage.AreaField, "cai-nhum");

    private static CancellationToken Cancel => StaffApp.Cancel;

    private (string, string) ThisMonth => (AccessPage.MonthField, $"{App.Time.GetUtcNow().VietnamDate():yyyy-MM}");

    [Fact]
    public async Task She_sees_who_read_which_part_of_which_case_when_and_why_and_nothing_that_was_told()
    {
        await AcceptAsync(AReport.OfAPerson);
        using var officer = await SignInAsync();
        Assert.DoesNotContain(Id.Value, officer.Text, StringComparison.Ordinal);

        await officer.PressAsync(AccessPage.Show, CaiNhum, ThisMonth);

        Assert.Contains($"{Coordinator} (Phòng Văn hóa – Xã hội", officer.Text, StringComparison.Ordinal);
        Assert.Contains($"Hồ sơ {Id} Đã xem: toàn bộ tin báo Vì: điều phối", Regex.Replace(officer.Text, @"(?<=\w)(?=Đã xem|Vì:)", " "), StringComparison.Ordinal);
        Assert.Contains("10:00 ngày 24/11/2026", officer.Text, StringComparison.Ordinal);
        Assert.DoesNotMatch("0900000001|xoài|Bị đánh", officer.Html);
    }

    [Fact]
    public async Task Her_own_look_stands_there_the_next_time()
    {
        using var officer = await SignInAsync();
        await officer.PressAsync(AccessPage.Show, ThisMonth);
        Assert.Contains("Số lần xem: 1", officer.Text, StringComparison.Ordinal);

        await officer.PressAsync(AccessPage.Show, ThisMonth);

        Assert.Contains("Số lần xem: 2", officer.Text, StringComparison.Ordinal);
        Assert.Contains(OfficerName, officer.Text, StringComparison.Ordinal);
        Assert.Contains("danh sách ai đã xem gì", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_commune_and_another_month_do_not_show_it()
    {
        await AcceptAsync(AReport.OfAPerson);
        using var officer = await SignInAsync();

        await officer.PressAsync(AccessPage.Show, (AccessPage.AreaField, "phuong-tra-vinh"), ThisMonth);
        Assert.DoesNotContain(Id.Value, officer.Text, StringComparison.Ordinal);
        await officer.PressAsync(AccessPage.Show, CaiNhum, (AccessPage.MonthField, "2026-10"));
        Assert.DoesNotContain(Id.Value, officer.Text, StringComparison.Ordinal);
        await officer.PressAsync(AccessPage.Show, (AccessPage.CaseField, Id.Value));
        Assert.Contains(Coordinator, officer.Text, StringComparison.Ordinal);
        await officer.PressAsync(AccessPage.Show, (AccessPage.CaseField, "hồ sơ 1"));
        Assert.Contains("Mã hồ sơ gồm 32 chữ và số.", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fifty_are_a_page_and_the_newest_come_first()
    {
        Id = await App.ReceivedAsync(AReport.OfAPerson);
        for (var n = 0; n < AccessPage.PageSize + 1; n++)
        {
            await App.Get<AccessLog>().RecordAsync(Id, Actor.Person("cai-nhum-coordinator"), "report", $"look {n}", Cancel);
            App.Time.Advance(TimeSpan.FromSeconds(1));
        }

        using var officer = await SignInAsync();
        await officer.PressAsync(AccessPage.Show, (AccessPage.CaseField, Id.Value));
        Assert.Contains($"look {AccessPage.PageSize}", officer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("look 0", officer.Text, StringComparison.Ordinal);
        Assert.Contains("Trang 1 trên 2", officer.Text, StringComparison.Ordinal);

        await officer.PressAsync(AccessPage.Show, (AccessPage.CaseField, Id.Value), (AccessPage.PageField, "2"));
        Assert.Contains("look 0", officer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain($"look {AccessPage.PageSize}", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_line_that_somebody_changed_is_marked_and_the_command_ends_with_one()
    {
        await AcceptAsync(AReport.OfAPerson);
        Assert.Equal(ExitCode.Done, await RunAsync("--by", "Engineer", "--case", Id.Value));
        var cases = App.Get<StorageClients>().Table(StorageNames.Cases);
        var row = await cases.QueryAsync<TableEntity>($"PartitionKey eq '{Id}' and RowKey ge 'access:' and RowKey lt 'access;'", cancellationToken: Cancel).FirstAsync(Cancel);
        row["Data"] = row.GetString("Data").Replace("cai-nhum-coordinator", "cai-nhum-stand-in", StringComparison.Ordinal);
        await cases.UpdateEntityAsync(row, ETag.All, TableUpdateMode.Replace, Cancel);

        using var officer = await SignInAsync();
        await officer.PressAsync(AccessPage.Show, CaiNhum, ThisMonth);

        Assert.Contains("1 dòng đã bị sửa sau khi ghi.", officer.Text, StringComparison.Ordinal);
        Assert.Equal(ExitCode.NotRight, await RunAsync("--by", "Engineer", "--commune", "cai-nhum", "--from", "2026-11-01", "--to", "2026-11-30"));
    }

    [Fact]
    public async Task The_command_is_recorded_under_the_name_that_was_given_and_without_one_shows_nothing()
    {
        Assert.Equal(ExitCode.Usage, await RunAsync("--from", "2026-11-01", "--to", "2026-11-30"));
        Assert.Equal(ExitCode.Usage, await RunAsync("--by", "Engineer", "--from", "2026-11-30", "--to", "2026-11-01"));
        Assert.Equal(ExitCode.Usage, await RunAsync("--by", "Engineer", "--case", "1"));
        Assert.Equal(ExitCode.Done, await RunAsync("--by", "Engineer", "--from", "2026-11-01", "--to", "2026-11-30"));

        var look = Assert.Single(await App.Get<AccessReader>().OfPeriodAsync(null, App.Time.GetUtcNow().AddDays(-1), App.Time.GetUtcNow().AddDays(1), Cancel));
        Assert.Equal((AccessKind.Accesses, "Engineer", "2026-11-01–2026-11-30"), (look.Kind, look.By, look.Subject));
    }

    [Fact]
    public async Task The_link_comes_once_a_month_and_opens_nothing_once_she_is_no_officer_any_more()
    {
        using var officer = await SignInAsync();
        await App.Get<AccessLetters>().SendAsync(Cancel);
        var mail = Assert.Single(App.Mails.Sent, m => m.Subject.StartsWith("Báo cáo truy cập", StringComparison.Ordinal));
        Assert.Equal("Báo cáo truy cập tháng 10/2026", mail.Subject);

        var entry = (await App.Get<DirectoryCache>().GetAsync(CommuneCode.Province, Cancel))!.Find(Officer)!;
        await App.Get<DirectoryStore>().SaveEntryAsync(entry with { Roles = [DirectoryRole.Approver] }, Cancel);
        App.Time.Advance(TimeSpan.FromMinutes(6));

        await officer.PressAsync(AccessPage.Show, ThisMonth);
        Assert.Equal(HttpStatusCode.Forbidden, officer.Status);
        App.Time.Advance(TimeSpan.FromDays(30));
        await App.Get<AccessLetters>().SendAsync(Cancel);
        Assert.Single(App.Mails.Sent, m => m.Subject.StartsWith("Báo cáo truy cập", StringComparison.Ordinal));
    }

    private async Task<Browser> SignInAsync()
    {
        await App.Get<AccessLetters>().SendAsync(Cancel);
        var mail = App.Mails.Sent.Last(m => m.Subject.StartsWith("Báo cáo truy cập", StringComparison.Ordinal));
        var officer = App.Open();
        await officer.SignInAsync(Regex.Match(mail.Text, "/r/[A-Za-z0-9_-]{32}").Value);
        Assert.Equal("Ai đã xem gì", officer.Heading);
        return officer;
    }

    private Task<int> RunAsync(params string[] args) => new AccessesVerb().RunAsync(args, new Services(App), Cancel);

    private sealed class Services(StaffApp app) : IServiceProvider
    {
        public object? GetService(Type type) =>
            type == typeof(AccessReader) ? app.Get<AccessReader>() : type == typeof(AccessLooks) ? app.Get<AccessLooks>() : null;
    }
}
