using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Gbv.Browser.Tests.Browser;
using Gbv.Browser.Tests.Journeys;
using Microsoft.Playwright;
using static Gbv.Browser.Tests.FollowUp.Arriving;

namespace Gbv.Browser.Tests.FollowUp;

/// <summary>Somebody takes her phone after she has left: what Back shows, what the browser lists, and what lies on its disk once it is closed.</summary>
public sealed partial class LeftBehindTests(BrowserFixture browser, AppFixture app) : IDisposable
{
    private const string Title = "Thông tin cho người dân";
    private const string Message = "Sáng thứ Ba tôi ở nhà một mình.";
    private const string Unsent = "Đừng gọi buổi tối, anh ấy nghe máy.";

    private static readonly byte[] Picture = Convert.FromBase64String("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private readonly string disk = Directory.CreateTempSubdirectory("gbv-phone-").FullName;
    private readonly ConcurrentQueue<(string Url, string? Kept)> answers = new();

    [Theory, InlineData(true), InlineData(false)]
    public async Task After_she_left_neither_Back_nor_the_history_nor_the_disk_tells_what_she_did(bool javaScript)
    {
        string[] told;
        await using (var she = await browser.VisitWithOwnBrowserAsync(disk, app.BaseUrl, Device.Phone, javaScript))
        {
            she.Context.Response += (_, response) => answers.Enqueue((response.Url, response.Headers.GetValueOrDefault("cache-control")));
            var code = await ComeAndGoAsync(she);
            var report = new PersonReport();
            told = [code, code.Replace(" ", "", StringComparison.Ordinal), report.Narrative, report.Phone, "Chị Tư", "măng cụt", Message, Unsent, "IMG_0001"];

            Assert.Empty(await she.Context.CookiesAsync());
            if (javaScript) Assert.Equal(0, await StoredAsync(she));
            Assert.All(answers.Where(a => !MayBeKept(a.Url)), a => Assert.Equal("no-store", a.Kept));
            await LeaveAsync(she);
            await GoThroughHistoryAsync(she, told);
        }

        LookAtDisk(told);
    }

    public void Dispose() => Directory.Delete(disk, recursive: true);

    /// <summary>All that one visit can hold: a report, the inbox, a message, a file, and words that were never sent.</summary>
    private static async Task<string> ComeAndGoAsync(Visitor she)
    {
        var code = await new PersonReport().SendAsync(she);
        await she.FollowAsync("Tôi đã ghi mã, kết thúc");
        await EnterAsync(she, code);
        await she.WriteAsync("Nhắn cho chúng tôi", Message);
        await she.PressAsync("Gửi lời nhắn");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã gửi lời nhắn của bạn.");
        await she.PressAsync("Gửi ảnh hoặc PDF");
        await she.Page.GetByLabel("Chọn ảnh").SetInputFilesAsync(new FilePayload { Name = "IMG_0001.png", MimeType = "image/png", Buffer = Picture });
        await she.PressAsync("Gửi tệp này");
        await Assertions.Expect(she.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("Đã gửi tệp.");
        await she.WriteAsync("Nhắn cho chúng tôi", Unsent);
        return code;
    }

    /// <summary>Answered by the test for this one moment: a browser whose requests are looked at keeps nothing, and sends again without asking.</summary>
    private async Task LeaveAsync(Visitor she)
    {
        await she.Context.RouteAsync(url => !url.StartsWith(app.BaseUrl, StringComparison.Ordinal), route =>
            route.FulfillAsync(new() { Body = "<!doctype html><title>Thời tiết</title><h1>Thời tiết</h1>", ContentType = "text/html; charset=utf-8" }));
        await she.Page.Locator("#exit").ClickAsync();
        await she.ArriveAsync("Thời tiết");
        await she.Context.UnrouteAllAsync();
    }

    private static Task<int> StoredAsync(Visitor she) => she.Page.EvaluateAsync<int>("""
        async () => localStorage.length + sessionStorage.length + (await indexedDB.databases()).length + (await caches.keys()).length
            + (await navigator.serviceWorker.getRegistrations()).length
        """);

    /// <summary>By the browser's own list, and by going back through it step by step.</summary>
    private async Task GoThroughHistoryAsync(Visitor she, string[] told)
    {
        var browsing = await she.Context.NewCDPSessionAsync(she.Page);
        var entries = (await browsing.SendAsync("Page.getNavigationHistory"))!.Value.GetProperty("entries").EnumerateArray()
            .Select(e => (Id: e.GetProperty("id").GetInt32(), Url: e.GetProperty("url").GetString()!, Title: e.GetProperty("title").GetString()!)).ToList();
        var ours = entries.Where(e => e.Url.StartsWith(app.BaseUrl, StringComparison.Ordinal)).ToList();

        Assert.True(ours.Count > 3, "There is no history to look at.");
        Assert.All(ours, e => Assert.Matches(Plain(), Path(e.Url)));
        Assert.All(ours, e => Assert.Equal(Title, e.Title));
        foreach (var entry in Enumerable.Reverse(ours))
        {
            await browsing.SendAsync("Page.navigateToHistoryEntry", new() { ["entryId"] = entry.Id });
            await SettledAsync(browsing, entry.Id);
            await AssertSilentAsync(browsing, told);

            // Where her scripts ran, the browser has nothing to send again either.
            if (!she.JavaScript || Path(entry.Url) != "follow-up") continue;
            await browsing.SendAsync("Page.reload");
            await SettledAsync(browsing, entry.Id);
            await AssertSilentAsync(browsing, told);
        }
    }

    private static async Task AssertSilentAsync(ICDPSession browsing, string[] told)
    {
        var seen = await EvaluateAsync(browsing, "[document.documentElement.textContent, ...[...document.querySelectorAll('input, textarea')].map(f => f.value)].join('\\n')");
        Assert.All(told, words => Assert.DoesNotContain(words, seen, StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain("Trả lời cho bạn", seen, StringComparison.Ordinal);
    }

    private static async Task<string> EvaluateAsync(ICDPSession browsing, string expression) =>
        (await browsing.SendAsync("Runtime.evaluate", new() { ["expression"] = expression }))!.Value.GetProperty("result").GetProperty("value").GetString()!;

    private static async Task SettledAsync(ICDPSession browsing, int entry)
    {
        var deadline = DateTimeOffset.UtcNow + TimeSpan.FromSeconds(20);
        while (!await IsSettledAsync(browsing, entry)) Assert.True(DateTimeOffset.UtcNow < deadline, $"Going back to {entry} does not come to its end.");
    }

    private static async Task<bool> IsSettledAsync(ICDPSession browsing, int entry)
    {
        try
        {
            var history = (await browsing.SendAsync("Page.getNavigationHistory"))!.Value;
            return history.GetProperty("entries")[history.GetProperty("currentIndex").GetInt32()].GetProperty("id").GetInt32() == entry
                && await EvaluateAsync(browsing, "document.readyState") == "complete";
        }
        catch (PlaywrightException)
        {
            // The page that was asked is just being left.
            return false;
        }
    }

    /// <summary>In every file, whatever it is for: her words in each form in which a browser writes them down, and every address of ours.</summary>
    private void LookAtDisk(string[] told)
    {
        var files = Directory.EnumerateFiles(disk, "*", SearchOption.AllDirectories).Select(f => (Name: f, Text: Encoding.Latin1.GetString(File.ReadAllBytes(f)))).ToList();
        var addresses = files.SelectMany(f => Addresses().Matches(f.Text)).Select(m => m.Value).Where(url => url.StartsWith(app.BaseUrl, StringComparison.Ordinal)).Distinct().ToList();

        // What may be kept is kept: the place is the right one.
        Assert.Contains(addresses, url => url.Contains("/assets/site.", StringComparison.Ordinal));
        // "_default" is how the browser calls the place where an origin could keep something.
        Assert.All(addresses.Where(url => !MayBeKept(url) && !url.EndsWith("_default", StringComparison.Ordinal)), url => Assert.Matches(Plain(), Path(url)));
        foreach (var words in told.SelectMany(Written))
            Assert.All(files, f => Assert.False(f.Text.Contains(words, StringComparison.OrdinalIgnoreCase), $"{f.Name} holds {words}"));
    }

    private static IEnumerable<string> Written(string words) =>
    [
        Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(words)),
        Encoding.Latin1.GetString(Encoding.Unicode.GetBytes(words)),
        Uri.EscapeDataString(words),
        Uri.EscapeDataString(words).Replace("%20", "+", StringComparison.Ordinal),
    ];

    private string Path(string url) => url[app.BaseUrl.Length..];

    private bool MayBeKept(string url) => !url.StartsWith(app.BaseUrl, StringComparison.Ordinal) || Path(url).StartsWith("assets/", StringComparison.Ordinal) || Path(url) == "favicon.ico";

    [GeneratedRegex(@"http://[a-z0-9.]+:\d+/[A-Za-z0-9/._?=&%~-]*")]
    private static partial Regex Addresses();

    /// <summary>The home page, also of a commune as posters name it, and the page that asks for a code.</summary>
    [GeneratedRegex(@"^((\?e=1)?(&x=[a-z-]+)?|follow-up)$")]
    private static partial Regex Plain();
}
