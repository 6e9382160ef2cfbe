using Gbv.LocalHost;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Gbv.Browser.Tests.Browser.BrowserFixture))]

namespace Gbv.Browser.Tests.Browser;

/// <summary>One Chromium for all tests; each test gets visitors of its own (separate storage, cache and cookies).</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    /// <summary>Milliseconds until a page that does not come, or an element that is not there, is a failure.</summary>
    private const float Patience = 20_000;

    private static readonly string[] Arguments =
    [
        "--no-zygote",
        "--disable-background-networking",
        "--font-render-hinting=none",
        // No address but this machine exists: a page that asked another origin would fail, and nothing leaves the machine.
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ];

    private ChromiumInstall? chromium;
    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>Where the pictures go, for people to look at; the folder is not kept under version control.</summary>
    public static string ScreenshotFolder { get; } = Path.Combine(NpmTools.FindRepoRoot(), "artifacts", "screenshots");

    public async ValueTask InitializeAsync()
    {
        chromium = await ChromiumInstall.FindAsync(TestContext.Current.CancellationToken);
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = chromium.Executable,
            Env = chromium.Environment,
            Headless = true,
            // Chromium refuses to run its sandbox as root, which is how build machines run it; it opens local pages only.
            ChromiumSandbox = false,
            Args = Arguments,
        });
    }

    /// <summary>A fresh visitor: a browser window with nothing remembered.</summary>
    public async Task<Visitor> VisitAsync(string? baseUrl, Device device, bool javaScript = true)
    {
        var context = await browser!.NewContextAsync(new()
        {
            BaseURL = baseUrl,
            ViewportSize = device.Viewport,
            JavaScriptEnabled = javaScript,
            Locale = "vi-VN",
            TimezoneId = "Asia/Ho_Chi_Minh",
            AcceptDownloads = true,
        });
        context.SetDefaultTimeout(Patience);
        return await Visitor.OpenAsync(context, device, javaScript);
    }

    /// <summary>
    /// A visitor with a browser of her own that keeps what a browser may keep: pages that were left in its memory, also those marked
    /// <c>no-store</c>, as newer ones do, and the rest on its disk.
    /// </summary>
    /// <param name="folder">Its disk.</param>
    public async Task<Visitor> VisitWithOwnBrowserAsync(string folder, string baseUrl, Device device, bool javaScript)
    {
        var context = await playwright!.Chromium.LaunchPersistentContextAsync(folder, new()
        {
            ExecutablePath = chromium!.Executable,
            Env = chromium.Environment,
            Headless = true,
            ChromiumSandbox = false,
            Args = [.. Arguments, "--enable-features=CacheControlNoStoreEnterBackForwardCache:level/restore-unless-http-only-cookie-change"],
            IgnoreDefaultArgs = ["--disable-back-forward-cache"],
            BaseURL = baseUrl,
            ViewportSize = device.Viewport,
            JavaScriptEnabled = javaScript,
            Locale = "vi-VN",
            TimezoneId = "Asia/Ho_Chi_Minh",
        });
        context.SetDefaultTimeout(Patience);
        return await Visitor.OpenAsync(context, device, javaScript);
    }

    public async ValueTask DisposeAsync()
    {
        if (browser is not null) await browser.DisposeAsync();
        playwright?.Dispose();
    }
}
