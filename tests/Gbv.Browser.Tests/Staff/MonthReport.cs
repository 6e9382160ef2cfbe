using System.Text;
using Gbv.Browser.Tests.Browser;
using Microsoft.Playwright;

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
        await LookAtChartsAsync();

        var deadline = DateTimeOffset.UtcNow + Limit;
        var book = await DownloadWorkbookAsync();
        while (!expected(book))
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"The report does not become as expected:{Environment.NewLine}{book}");
            await mailbox.Visitor.Page.ReloadAsync();
            book = await DownloadWorkbookAsync();
        }
    }

    /// <summary>The file with the charts, opened from the disk as its reader does.</summary>
    private async Task LookAtChartsAsync()
    {
        var download = await DownloadAsync("Tải trang có biểu đồ (HTML", ".html");
        var file = Path.Combine(Path.GetTempPath(), $"gbv-{Guid.NewGuid():N}.html");
        try
        {
            await download.SaveAsAsync(file);
            var reader = await Visitor.OpenAsync(mailbox.Visitor.Context, mailbox.Visitor.Device, mailbox.Visitor.JavaScript);
            await reader.GoAsync(new Uri(file).AbsoluteUri);
            await reader.LookAsync("report-charts");
            await reader.Page.CloseAsync();
        }
        finally
        {
            File.Delete(file);
        }
    }

    private async Task<Workbook> DownloadWorkbookAsync() => Workbook.Open(await (await DownloadAsync("Tải bảng tính (XLSX", ".xlsx")).PathAsync());

    private async Task<IDownload> DownloadAsync(string words, string extension)
    {
        var page = mailbox.Visitor.Page;
        var download = await page.RunAndWaitForDownloadAsync(() => page.GetByText(words).ClickAsync());
        Assert.EndsWith(extension, download.SuggestedFilename, StringComparison.Ordinal);
        Assert.DoesNotContain("bao-luc", download.SuggestedFilename, StringComparison.Ordinal);
        return download;
    }
}
