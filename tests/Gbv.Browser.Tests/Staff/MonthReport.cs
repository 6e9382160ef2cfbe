using System.Text;
using Gbv.Browser.Tests.Browser;

namespace Gbv.Browser.Tests.Staff;

/// <summary>The running month's report: asked for by hand, opened from its mail, read as a workbook.</summary>
internal sealed class MonthReport(AppFixture app, Mailbox mailbox)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);
    private static readonly HttpClient Http = new();

    /// <summary>Downloads the workbook until it is as expected; it is built behind a queue.</summary>
    public async Task ReadUntilAsync(string recipient, Func<Workbook, bool> expected)
    {
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        using var answer = await Http.PostAsync(new Uri(app.Platform.BaseAddress, "admin/functions/CheckReports"), body);
        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);

        // The mail comes once a month; another test may have brought it.
        var mail = await app.Platform.Mails.WaitForAsync(m => m.To == recipient && m.Subject.StartsWith("Báo cáo", StringComparison.Ordinal), Limit);
        await mailbox.OpenAsync(mail);
        await mailbox.Visitor.LookAsync("report-files");

        var deadline = DateTimeOffset.UtcNow + Limit;
        var book = await DownloadAsync();
        while (!expected(book))
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"The report does not become as expected:{Environment.NewLine}{book}");
            await mailbox.Visitor.Page.ReloadAsync();
            book = await DownloadAsync();
        }
    }

    private async Task<Workbook> DownloadAsync()
    {
        var page = mailbox.Visitor.Page;
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText("Tải bảng tính (XLSX").ClickAsync());
        Assert.EndsWith(".xlsx", download.SuggestedFilename, StringComparison.Ordinal);
        Assert.DoesNotContain("bao-luc", download.SuggestedFilename, StringComparison.Ordinal);
        return Workbook.Open(await download.PathAsync());
    }
}
