using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Browser;

/// <summary>Somebody at a screen: one browser window, and what the test must know about it (requests, script errors, pictures).</summary>
public sealed partial class Visitor : IAsyncDisposable
{
    private readonly IBrowserContext context;
    private readonly Device device;
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentQueue<string> errors = new();

    private Visitor(IBrowserContext context, IPage page, Device device, bool javaScript)
    {
        this.context = context;
        this.device = device;
        Page = page;
        JavaScript = javaScript;
        context.Request += (_, request) => requests.Enqueue(request.Url);
        page.PageError += (_, error) => errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning") errors.Enqueue(message.Text);
        };
    }

    public IPage Page { get; }

    public bool JavaScript { get; }

    public IBrowserContext Context => context;

    /// <summary>Every address that this visitor's pages asked for.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>What the browser complained about: script errors, refused content, failed loads.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    internal static async Task<Visitor> OpenAsync(IBrowserContext context, Device device, bool javaScript) =>
        new(context, await context.NewPageAsync(), device, javaScript);

    /// <summary>Checks the page as it stands with every axe rule for WCAG 2.2 A and AA and the good-practice rules.</summary>
    public async Task AssertAccessibleAsync()
    {
        if (JavaScript) await CheckAsync(Page);
        else await CheckTwinAsync();
    }

    /// <summary>Nothing may stick out at the side: on a phone that hides words and buttons.</summary>
    public async Task AssertFitsAsync()
    {
        var width = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= device.Width, $"{Page.Url} is {width} px wide on a screen of {device.Width} px.");
    }

    /// <summary>A picture of the whole page under artifacts/screenshots, for people to look at.</summary>
    public async Task PictureAsync(string name)
    {
        var file = Path.Combine(BrowserFixture.ScreenshotFolder, $"{name}.{device.Name}{(JavaScript ? "" : ".nojs")}.png");
        await Page.ScreenshotAsync(new() { Path = file, FullPage = true });
    }

    /// <summary>What is asked of every page: accessible, inside the screen, nothing refused by the browser; and its picture is kept.</summary>
    public async Task LookAsync(string name)
    {
        await PictureAsync(name);
        await AssertFitsAsync();
        await AssertAccessibleAsync();
        Assert.Empty(Errors);
    }

    public async ValueTask DisposeAsync() => await context.DisposeAsync();

    // axe is a script, and waits for ever where scripts are off. So the same document is shown once more in a window that has them,
    // without the page's own.
    private async Task CheckTwinAsync()
    {
        var html = OwnScripts().Replace(await Page.ContentAsync(), "");
        await using var twin = await context.Browser!.NewContextAsync(new() { ViewportSize = device.Viewport });
        var page = await twin.NewPageAsync();
        await page.RouteAsync(Page.Url, route => route.FulfillAsync(new() { Body = html, ContentType = "text/html; charset=utf-8" }));
        await page.GotoAsync(Page.Url);
        await CheckAsync(page);
    }

    private static async Task CheckAsync(IPage page)
    {
        var result = await page.RunAxe().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.True(result.Violations.Length == 0, Describe(page.Url, result.Violations));
    }

    private static string Describe(string url, IEnumerable<AxeResultItem> violations) =>
        $"{url}: " + string.Join(Environment.NewLine, violations.Select(v =>
            $"{v.Id} ({v.Impact}): {v.Help}{string.Concat(v.Nodes.Take(5).Select(n => $"{Environment.NewLine}    {n.Html}"))}"));

    [GeneratedRegex("<script[^>]*>.*?</script>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex OwnScripts();
}
