using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>What the running program tells can be read on one page, and what belongs together is one click away.</summary>
[Collection(PlatformCollection.Name)]
public sealed class LocalTelemetryTests(ProxyPlatform proxy)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_reports_work_its_figures_and_the_programs_lines_are_shown_and_the_mail_leads_to_what_caused_it()
    {
        await ReportToMailTests.CallForThePoliceAsync(proxy.Platform);
        await proxy.Platform.InvokeAsync("CheckDue", ct: Cancel); // its sign of life is a line

        var page = await UntilAsync("local/telemetry", p => Row(p, "effect mail") is not null && Row(p, "gbv.mails.attempts") is not null && Row(p, "2202") is not null);

        Assert.Contains("gbv.urgency=immediate", Row(page, "gbv.reports.received")!.TextContent, StringComparison.Ordinal);
        var links = Row(page, "effect mail")!.QuerySelectorAll("td:last-child a").Select(a => a.GetAttribute("href")!).ToList();
        Assert.NotEmpty(links);
        // What ends last is told last: the work around it.
        var about = await UntilAsync(links[0], p => Row(p, "effect route") is not null && Row(p, "CarryOutCase") is not null);
        Assert.Null(Row(about, "CheckDue"));
    }

    [Theory]
    [InlineData("traces", "not a message", HttpStatusCode.BadRequest)]
    [InlineData("profiles", "\n\0", HttpStatusCode.NotFound)]
    [InlineData("traces", "", HttpStatusCode.OK)]
    public async Task What_is_not_of_the_standard_is_refused(string signal, string body, HttpStatusCode status)
    {
        using var client = new HttpClient { BaseAddress = proxy.Platform.BaseAddress };
        using var content = new StringContent(body);

        using var answer = await client.PostAsync(new Uri("local/telemetry/v1/" + signal, UriKind.Relative), content, Cancel);

        Assert.Equal(status, answer.StatusCode);
    }

    /// <summary>The first row with a cell that says just this.</summary>
    private static IElement? Row(IHtmlDocument page, string cell) =>
        page.QuerySelectorAll("tbody tr").FirstOrDefault(r => r.QuerySelectorAll("td").Any(c => c.TextContent.Trim() == cell));

    private async Task<IHtmlDocument> ReadAsync(string path)
    {
        using var client = new HttpClient { BaseAddress = proxy.Platform.BaseAddress };
        return new HtmlParser().ParseDocument(await client.GetStringAsync(new Uri(path, UriKind.RelativeOrAbsolute), Cancel));
    }

    private async Task<IHtmlDocument> UntilAsync(string path, Func<IHtmlDocument, bool> fits)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); ; await Task.Delay(250, Cancel))
        {
            var page = await ReadAsync(path);
            if (fits(page)) return page;
            Assert.True(clock.Elapsed < Limit, page.QuerySelector("main")!.TextContent);
        }
    }
}
