using Gbv.Browser.Tests.Browser;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Public;

/// <summary>Leaving in one movement: the page is gone, Back does not bring it again, and the other site learns nothing.</summary>
public sealed class QuickExitTests(BrowserFixture browser, AppFixture app)
{
    [Fact]
    public async Task Pressing_the_button_replaces_the_page()
    {
        await using var visitor = await LeavableAsync(javaScript: true);
        await visitor.Page.Locator("#exit").ClickAsync();
        await AssertGoneAsync(visitor);
        await visitor.Page.GoBackAsync();
        Assert.DoesNotContain(app.BaseUrl, visitor.Page.Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pressing_Escape_three_times_replaces_the_page()
    {
        await using var visitor = await LeavableAsync(javaScript: true);
        for (var i = 0; i < 3; i++) await visitor.Page.Keyboard.PressAsync("Escape");
        await AssertGoneAsync(visitor);
    }

    [Fact]
    public async Task Without_scripts_the_button_is_a_link()
    {
        await using var visitor = await LeavableAsync(javaScript: false);
        await visitor.Page.Locator("#exit").ClickAsync();
        await AssertGoneAsync(visitor);
    }

    [Fact]
    public async Task A_page_that_the_browser_holds_in_its_memory_is_blank_there()
    {
        await using var visitor = await LeavableAsync(javaScript: true);
        await visitor.Page.EvaluateAsync("window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }))");
        await Assertions.Expect(visitor.Page.Locator("main")).ToBeHiddenAsync();

        await visitor.Page.EvaluateAsync("window.dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
        await Assertions.Expect(visitor.Page.Locator("main")).ToBeVisibleAsync();
    }

    private async Task<Visitor> LeavableAsync(bool javaScript)
    {
        var visitor = await browser.VisitAsync(app.BaseUrl, Device.Phone, javaScript);
        await visitor.Context.RouteAsync(IsElsewhere, async route =>
        {
            Assert.False(route.Request.Headers.ContainsKey("referer"));
            await route.FulfillAsync(new() { Body = "<!doctype html><title>Thời tiết</title><h1>Thời tiết</h1>", ContentType = "text/html; charset=utf-8" });
        });
        await visitor.GoAsync("/safe/phone");
        return visitor;
    }

    private bool IsElsewhere(string url) => !url.StartsWith(app.BaseUrl, StringComparison.Ordinal);

    private static async Task AssertGoneAsync(Visitor visitor) =>
        await Assertions.Expect(visitor.Page.GetByRole(AriaRole.Heading, new() { Name = "Thời tiết" })).ToBeVisibleAsync();
}
