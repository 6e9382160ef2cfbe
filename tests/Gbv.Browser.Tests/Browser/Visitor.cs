using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace Gbv.Browser.Tests.Browser;

/// <summary>Somebody at a screen: one browser window, what they press and write in the page's own words, and what the test must know about it.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private readonly ConcurrentQueue<string> requests = new();
    private readonly ConcurrentQueue<string> errors = new();

    private Visitor(IBrowserContext context, IPage page, Device device, bool javaScript)
    {
        Context = context;
        Device = device;
        Page = page;
        JavaScript = javaScript;
        context.Request += (_, request) => requests.Enqueue(request.Url);
        page.Response += (_, response) =>
        {
            if (response.Request.IsNavigationRequest && response.Frame == page.MainFrame) Document = response;
        };
        page.PageError += (_, error) => errors.Enqueue(error);
        page.Console += (_, message) =>
        {
            // A page that says why a link opens nothing has a status of its own, which the browser also writes down.
            var isStatus = message.Text.StartsWith("Failed to load resource", StringComparison.Ordinal)
                && Document is { } document && message.Location.StartsWith(document.Url, StringComparison.Ordinal);
            if (message.Type is "error" or "warning" && !isStatus) errors.Enqueue(message.Text);
        };
    }

    public IBrowserContext Context { get; }

    public Device Device { get; }

    public IPage Page { get; }

    public bool JavaScript { get; }

    /// <summary>The answer that brought the page which is shown.</summary>
    public IResponse? Document { get; private set; }

    /// <summary>Every address that this visitor's pages asked for.</summary>
    public IReadOnlyCollection<string> Requests => requests;

    /// <summary>What the browser complained about: script errors, refused content, failed loads.</summary>
    public IReadOnlyCollection<string> Errors => errors;

    internal static async Task<Visitor> OpenAsync(IBrowserContext context, Device device, bool javaScript) =>
        new(context, await context.NewPageAsync(), device, javaScript);

    public Task GoAsync(string path) => Page.GotoAsync(path);

    /// <summary>Presses the button with these words.</summary>
    public Task PressAsync(string words) => Page.GetByRole(AriaRole.Button, new() { Name = words, Exact = true }).ClickAsync();

    public Task FollowAsync(string words) => Page.GetByRole(AriaRole.Link, new() { Name = words, Exact = true }).ClickAsync();

    /// <summary>Ticks the box or circle with these words.</summary>
    public Task PickAsync(string words) => Page.GetByLabel(words, new() { Exact = true }).CheckAsync();

    /// <summary>Ticks the answer with these words to the question with those: the same words stand below several questions.</summary>
    public Task PickAsync(string question, string words) =>
        Page.GetByRole(AriaRole.Group, new() { Name = question }).GetByLabel(words, new() { Exact = true }).CheckAsync();

    public Task WriteAsync(string label, string text) => Page.GetByLabel(label).FillAsync(text);

    public Task SelectAsync(string label, string option) => Page.GetByLabel(label).SelectOptionAsync(new SelectOptionValue { Label = option });

    /// <summary>The part of the page that is folded behind these words.</summary>
    public ILocator InFold(string words) => Page.Locator("details", new() { Has = Page.Locator(":scope > summary", new() { HasText = words }) });

    public async Task OpenFoldAsync(string words)
    {
        var fold = InFold(words);
        if (await fold.GetAttributeAsync("open") is null) await fold.Locator("> summary").ClickAsync();
    }

    public Task AssertLanguageAsync(string language) => Assertions.Expect(Page.Locator("html")).ToHaveAttributeAsync("lang", language);

    public Task<string> HeadingAsync() => Page.GetByRole(AriaRole.Heading, new() { Level = 1 }).InnerTextAsync();

    /// <summary>Waits until the page's heading is this: the step has been reached.</summary>
    public Task ArriveAsync(string heading) => Assertions.Expect(Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(heading);

    /// <summary>A picture of the whole page under artifacts/screenshots, for people to look at.</summary>
    public async Task PictureAsync(string name)
    {
        var file = Path.Combine(BrowserFixture.ScreenshotFolder, $"{name}.{Device.Name}{(JavaScript ? "" : ".nojs")}.png");
        // From the top: a header that stays in sight would otherwise lie across the middle of the picture.
        await Page.EvaluateAsync("window.scrollTo(0, 0)");
        await Page.ScreenshotAsync(new() { Path = file, FullPage = true });
    }

    /// <summary>What is asked of every page: accessible, inside the screen, nothing refused by the browser; and its picture is kept.</summary>
    public async Task LookAsync(string name)
    {
        await PictureAsync(name);
        Assert.True(Document!.Status < 500, $"{Page.Url} answered with {Document.Status}.");
        await this.AssertFitsAsync();
        await this.AssertAccessibleAsync();
        Assert.Empty(Errors);
    }

    /// <summary>What is asked of public pages besides.</summary>
    public async Task LookAtPublicAsync(string name)
    {
        await LookAsync(name);
        await PublicPageRules.AssertAsync(this);
    }

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();
}
