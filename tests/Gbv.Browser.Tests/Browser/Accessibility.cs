using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Browser;

/// <summary>Checks of a page as it stands that hold for everybody, however they read it.</summary>
internal static partial class Accessibility
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    /// <summary>Every rule of axe: WCAG 2.2 A and AA, and good practice.</summary>
    public static Task AssertAccessibleAsync(this Visitor visitor) => visitor.JavaScript ? CheckAsync(visitor.Page) : CheckTwinAsync(visitor);

    /// <summary>Nothing may stick out at the side: on a phone that hides words and buttons.</summary>
    public static async Task AssertFitsAsync(this Visitor visitor)
    {
        var width = await visitor.Page.EvaluateAsync<int>("document.documentElement.scrollWidth");
        Assert.True(width <= visitor.Device.Width, $"{visitor.Page.Url} is {width} px wide on a screen of {visitor.Device.Width} px.");
    }

    // axe is a script, and waits for ever where scripts are off. So the same document is shown once more in a window that has them,
    // without the page's own.
    private static async Task CheckTwinAsync(Visitor visitor)
    {
        var html = OwnScripts().Replace(await visitor.Page.ContentAsync(), "");
        await using var twin = await visitor.Context.Browser!.NewContextAsync(new() { ViewportSize = visitor.Device.Viewport });
        var page = await twin.NewPageAsync();
        await page.RouteAsync(visitor.Page.Url, route => route.FulfillAsync(new() { Body = html, ContentType = "text/html; charset=utf-8" }));
        await page.GotoAsync(visitor.Page.Url);
        await CheckAsync(page);
    }

    private static async Task CheckAsync(IPage page)
    {
        var result = await page.RunAxe().WaitAsync(Limit);
        Assert.True(result.Violations.Length == 0, Describe(page.Url, result.Violations));
    }

    private static string Describe(string url, IEnumerable<AxeResultItem> violations) =>
        $"{url}: " + string.Join(Environment.NewLine, violations.Select(v =>
            $"{v.Id} ({v.Impact}): {v.Help}{string.Concat(v.Nodes.Take(5).Select(n => $"{Environment.NewLine}    {n.Html}"))}"));

    [GeneratedRegex("<script[^>]*>.*?</script>", RegexOptions.Singleline | RegexOptions.IgnoreCase)]
    private static partial Regex OwnScripts();
}
