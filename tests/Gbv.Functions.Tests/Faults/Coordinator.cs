using System.Net;
using Gbv.Functions.Tests.Responders;
using Gbv.LocalHost.Mail;

namespace Gbv.Functions.Tests.Faults;

/// <summary>One thing that a coordinator saves, and by what her page shows that it is there.</summary>
internal sealed record Save(string Action, Func<Browser, bool> Shows, params (string Name, string Value)[] Form);

/// <summary>A coordinator whose program dies under her hands: she opens the page again, looks, and saves again what is not there.</summary>
internal sealed class Coordinator(Uri address, LocalMailbox mails, LocalMail asked) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly Browser browser = new(address, () => Browser.CodeIn(mails.To(asked.To).Last(m => m.CustomArgs.Count == 0).Text)!);

    /// <summary>In the order of work: what she was told, what the person wants, who is asked for help.</summary>
    public static IReadOnlyList<Save> Saves { get; } =
    [
        new(
            "classify",
            page => page.Text.Contains("Sửa phân loại vụ việc 1", StringComparison.Ordinal),
            ("i1-rape", "no"), ("i1-sexual-assault", "no"), ("i1-physical-assault", "yes"), ("i1-forms", "physical"), ("i1-domestic", "yes")),
        new(
            "consent",
            page => page.Text.Contains("gọi lúc chợ vắng", StringComparison.Ordinal),
            ("consent-yes", "health"), ("consent-who", "person"), ("consent-how", "gọi lúc chợ vắng"), ("consent-at-date", "2026-11-24"), ("consent-at-time", "09:30")),
        new(
            "refer",
            page => page.Page.QuerySelector("[name='to-health']") is null,
            ("to-health", "cai-nhum-health-1")),
    ];

    public async Task AcceptAsync()
    {
        await browser.SignInAsync(asked.Link!.AbsolutePath);
        await browser.PressAsync("accept");
    }

    /// <summary>Saves until the page shows it.</summary>
    /// <returns>Whether it was there already when she looked after the first try.</returns>
    public async Task<bool> SaveAsync(Save save)
    {
        await OpenAsync();
        Assert.False(save.Shows(browser), "It is there before it was saved.");
        for (var tries = 1; ; tries++)
        {
            await TryAsync(() => browser.PressAsync(save.Action, save.Form));
            await OpenAsync();
            if (save.Shows(browser)) return tries == 1;
            Assert.True(tries < 3, $"'{save.Action}' is not saved: {browser.Text}");
        }
    }

    public void Dispose() => browser.Dispose();

    private async Task OpenAsync()
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (!await TryAsync(() => browser.GetAsync(asked.Link!.AbsolutePath)))
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "The page does not come.");
            await Task.Delay(200, TestContext.Current.CancellationToken);
        }
    }

    private async Task<bool> TryAsync(Func<Task> request)
    {
        try
        {
            await request();
            return browser.Status == HttpStatusCode.OK;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return false;
        }
    }
}
