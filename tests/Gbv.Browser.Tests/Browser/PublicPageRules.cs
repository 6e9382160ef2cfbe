using System.Collections.Concurrent;
using System.Net.Http.Headers;

namespace Gbv.Browser.Tests.Browser;

/// <summary>
/// What design §5 promises of every public page: no cookie, no other origin, nothing inline that a policy would have to allow, headers
/// that keep it out of caches and of other sites' sight; and small enough for a cheap phone.
/// </summary>
internal static class PublicPageRules
{
    private const int MaxBytes = 40 * 1024;
    private const int MaxRequests = 4;

    private static readonly HttpClient Http = new();
    private static readonly ConcurrentDictionary<string, Task<int>> AssetSizes = new();

    public static async Task AssertAsync(Visitor visitor)
    {
        Assert.Empty(await visitor.Context.CookiesAsync());
        var origin = new Uri(visitor.Page.Url).GetLeftPart(UriPartial.Authority);
        Assert.All(visitor.Requests, url => Assert.StartsWith(origin, url, StringComparison.Ordinal));

        await AssertNothingInlineAsync(visitor);
        await AssertHeadersAsync(visitor);
        await AssertSmallAsync(visitor);
    }

    private static async Task AssertNothingInlineAsync(Visitor visitor)
    {
        // As it was sent: taking a picture leaves marks in the page that is shown.
        var inline = await visitor.Page.EvaluateAsync<string[]>("""
            html => {
                const sent = new DOMParser().parseFromString(html, 'text/html');
                return [...sent.querySelectorAll('script:not([src]), style, [style], a[href^="javascript:"]')]
                    .concat([...sent.querySelectorAll('*')].filter(e => [...e.attributes].some(a => a.name.startsWith('on'))))
                    .map(e => e.outerHTML.slice(0, 200));
            }
            """, await visitor.Document!.TextAsync());
        Assert.Empty(inline);
        Assert.DoesNotContain("bạo lực", await visitor.Page.TitleAsync(), StringComparison.OrdinalIgnoreCase);
    }

    private static async Task AssertHeadersAsync(Visitor visitor)
    {
        var headers = await visitor.Document!.AllHeadersAsync();
        Assert.False(headers.ContainsKey("set-cookie"));
        Assert.Equal("no-store", headers["cache-control"]);
        Assert.Equal("same-origin", headers["referrer-policy"]);
        Assert.Equal("nosniff", headers["x-content-type-options"]);
        var policy = headers["content-security-policy"];
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    // What a first visit costs: the page as it came over the wire and everything that it names. The browser of the tests does not ask
    // for the icon, a phone does, so the list is taken from the page.
    private static async Task AssertSmallAsync(Visitor visitor)
    {
        var assets = await visitor.Page.EvaluateAsync<string[]>("""
            [...new Set([...document.querySelectorAll('link[rel=stylesheet], link[rel=icon], script[src], img[src]')].map(e => e.href || e.src))]
            """);
        var sizes = await Task.WhenAll(assets.Select(url => AssetSizes.GetOrAdd(url, SizeAsync)));
        var document = await visitor.Document!.Request.SizesAsync();
        var bytes = document.ResponseBodySize + document.ResponseHeadersSize + sizes.Sum();
        Assert.True(bytes <= MaxBytes, $"{visitor.Page.Url} costs {bytes} bytes.");
        Assert.True(1 + assets.Length <= MaxRequests, $"{visitor.Page.Url} needs {1 + assets.Length} requests.");
        Assert.All(visitor.Requests.Where(url => url.Contains("/assets/", StringComparison.Ordinal)), url => Assert.Contains(url, assets));
    }

    private static async Task<int> SizeAsync(string url)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, url);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("br"));
        using var response = await Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return (await response.Content.ReadAsByteArrayAsync()).Length + response.Headers.ToString().Length;
    }
}
