using System.Text.RegularExpressions;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Tests.Responders;

namespace Gbv.Functions.Tests.Triage;

/// <summary>A coordinator at the browser, with a case that was just received.</summary>
public abstract class TriageTest(AzuriteFixture azurite) : IAsyncLifetime
{
    internal StaffApp App { get; private set; } = null!;
    internal Browser Browser { get; private set; } = null!;
    internal CaseId Id { get; private protected set; }

    /// <summary>The page asks for something again.</summary>
    internal bool IsWrong => Browser.Page.QuerySelector(".errors") is not null;

    public async ValueTask InitializeAsync()
    {
        App = await StaffApp.CreateAsync(azurite.NewAccount());
        Browser = App.Open();
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await App.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>The page before anybody has accepted.</summary>
    internal async Task OpenAsync(Report report)
    {
        Id = await App.ReceivedAsync(report);
        await SignInAsync(Browser, await TriageItemAsync());
    }

    /// <summary>The page from which the case is led.</summary>
    internal async Task AcceptAsync(Report report)
    {
        await OpenAsync(report);
        await Browser.PressAsync("accept");
    }

    internal async Task SignInAsync(Browser browser, WorkItem item, string? person = null)
    {
        // A reminder comes under the same reference as the first mail.
        var reference = (await ReadAsync()).Mails.Last(m => m.Item == item.Id && m.PersonId == (person ?? item.ResponderId)).Ref;
        await browser.SignInAsync(Regex.Match(App.Mails.Sent.Last(m => m.Ref == reference).Text, "/r/[A-Za-z0-9_-]{32}").Value);
    }

    internal Task<CasePartition> ReadAsync() => App.ReadAsync(Id);

    internal async Task<WorkItem> TriageItemAsync() => (await ReadAsync()).Items.Last(i => i.Kind == ItemKind.Triage);

    /// <summary>A beating by the husband: physical assault, in the family.</summary>
    internal Task ClassifyAsync(params (string, string)[] more) => Browser.PressAsync("classify",
    [
        ("i1-rape", "no"), ("i1-sexual-assault", "no"), ("i1-physical-assault", "yes"), ("i1-forms", "physical"), ("i1-acts", "harm-to-body-or-life"),
        ("i1-domestic", "yes"), ("i1-age", "from25-to39"), ("i1-sex", "female"), ("i1-other-sex", "male"), ("i1-place", "home"), .. more,
    ]);

    internal Task RecordConsentAsync(params (string, string)[] answers) => Browser.PressAsync("consent",
        [("consent-who", "person"), ("consent-how", "gọi điện, đã hỏi từ bí mật"), ("consent-at-date", "2026-11-24"), ("consent-at-time", "09:30"), .. answers]);
}
