using Gbv.Browser.Tests.Browser;

namespace Gbv.Browser.Tests;

/// <summary>The tool of all other tests here: a Chromium that shows Vietnamese and can be checked by axe, with scripts on or off.</summary>
public sealed class BrowserTests(BrowserFixture browser)
{
    private const string Page = """
        <!doctype html><html lang="vi"><head><title>Thông tin cho người dân</title><style>body { font: 1.1rem/1.5 sans-serif }</style></head>
        <body><main><h1>Hỗ trợ người dân xã Cái Nhum</h1>
        <p id="letters">Ắ ằ ẳ ẵ ặ Ấ ầ ẩ ẫ ậ Ế ề ể ễ ệ Ố ồ ổ ỗ ộ Ớ ờ ở ỡ ợ Ứ ừ ử ữ ự Ý ỳ ỷ ỹ ỵ Đ đ: Chuyện này không phải lỗi của bạn.</p>
        <p id="script">không chạy</p></main><script>document.getElementById("script").textContent = "có chạy"</script></body></html>
        """;

    [Theory, InlineData(true), InlineData(false)]
    public async Task Vietnamese_letters_are_shown_by_one_font_that_has_them(bool javaScript)
    {
        await using var visitor = await browser.VisitAsync(null, Device.Phone, javaScript);
        await ShowAsync(visitor, Page);

        Assert.Equal(["Open Sans"], await FontsOfAsync(visitor, "#letters"));
        Assert.Equal(javaScript ? "có chạy" : "không chạy", await visitor.Page.Locator("#script").TextContentAsync());
        await visitor.LookAsync("browser");
    }

    [Fact]
    public async Task A_page_with_a_fault_does_not_pass_the_accessibility_check()
    {
        await using var visitor = await browser.VisitAsync(null, Device.Phone);
        await ShowAsync(visitor, Page.Replace("<h1>", "<img src='data:,'><h1>", StringComparison.Ordinal));

        var failure = await Assert.ThrowsAnyAsync<Exception>(visitor.AssertAccessibleAsync);
        Assert.Contains("image-alt", failure.Message, StringComparison.Ordinal);
    }

    // Loaded and not written into the window: scripts must have their chance to run.
    private static async Task ShowAsync(Visitor visitor, string html)
    {
        await visitor.Context.RouteAsync("http://localhost/page", route => route.FulfillAsync(new() { Body = html, ContentType = "text/html; charset=utf-8" }));
        await visitor.Page.GotoAsync("http://localhost/page");
    }

    private static async Task<IEnumerable<string?>> FontsOfAsync(Visitor visitor, string selector)
    {
        var devTools = await visitor.Context.NewCDPSessionAsync(visitor.Page);
        await devTools.SendAsync("DOM.enable");
        await devTools.SendAsync("CSS.enable");
        var document = await devTools.SendAsync("DOM.getDocument");
        var node = await devTools.SendAsync("DOM.querySelector", new() { ["nodeId"] = document!.Value.GetProperty("root").GetProperty("nodeId").GetInt32(), ["selector"] = selector });
        var fonts = await devTools.SendAsync("CSS.getPlatformFontsForNode", new() { ["nodeId"] = node!.Value.GetProperty("nodeId").GetInt32() });
        return fonts!.Value.GetProperty("fonts").EnumerateArray().Select(font => font.GetProperty("familyName").GetString());
    }
}
