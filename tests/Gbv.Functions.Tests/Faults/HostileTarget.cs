using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Tests.Reporting;
using Gbv.Functions.Tests.Responders;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Faults;

/// <summary>A page behind a link with a session that is signed in.</summary>
internal sealed record StaffDoor(string Path, string Cookies, string Token);

/// <summary>
/// The running program, and all that somebody could have who wants to harm it: hidden fields of its pages, a receipt, a client's
/// key, a responder's and a coordinator's open session, even the mail service's signature.
/// </summary>
public sealed class HostileTarget(AzuriteFixture azurite) : IAsyncLifetime
{
    public const string ApiKey = "client-key";

    private readonly TestFolder folder = new();
    private LocalPlatform platform = null!;

    internal int Port { get; private set; }

    /// <summary>Hidden fields of journeys that were begun, one for each kind.</summary>
    internal IReadOnlyList<string> States { get; private set; } = [];

    internal string Receipt { get; private set; } = "";

    internal string Inbox { get; private set; } = "";

    internal string Proof { get; private set; } = "";

    internal IReadOnlyList<StaffDoor> Doors { get; private set; } = [];

    /// <summary>The mail service's key.</summary>
    internal ECDsa Webhook { get; private set; } = null!;

    internal IReadOnlyCollection<string> Output => platform.Output;

    internal Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));

    public async ValueTask InitializeAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        platform = await LocalPlatform.StartAsync(new LocalPlatformOptions
        {
            Url = "http://127.0.0.1:0",
            DataFolder = folder.Path,
            StorageConnectionString = azurite.NewAccount(),
            Timers = false,
            ReceiptRounds = 1,
            Settings = new Dictionary<string, string?>
            {
                // Thousands of wrong codes are among what is sent here.
                ["FollowUp:WrongCodeSeconds"] = "0",
                ["Public:Statistics"] = "true",
                ["Api:Clients:0:Name"] = "test",
                ["Api:Clients:0:Channel"] = "api",
                ["Api:Clients:0:KeySha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ApiKey))),
            },
        }, ct);
        Port = await platform.HandlerPortAsync(ct: ct);
        Webhook = (await LocalKeys.LoadAsync(folder.Path, null, ct)).Webhook();

        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Address };
        States = [await HiddenAsync(client, "state", ("go", "person")), await HiddenAsync(client, "state", ("go", "witness")), await HiddenAsync(client, "state", ("go", "professional"))];
        var answer = await ReportAsync(client, ct);
        (Receipt, Proof) = (answer["receipt"]!.GetValue<string>(), answer["number"]!.GetValue<string>());
        Inbox = await HiddenAsync(client, "inbox", ("code", Receipt));
        Assert.True(await platform.InvokeAsync("CheckReports", ct: ct));
        await OpenYears.PutAsync(platform.Storage(), ct); // after it: it takes away a year that no ledger knows of
        var (health, coordinator) = (await AddressAsync("cai-nhum-health-1", ct), await AddressAsync("cai-nhum-coordinator", ct));
        Doors =
        [
            await EnterAsync(m => m.To == health && m.Link is not null, accept: true, ct),
            await EnterAsync(m => m.To == coordinator && m.Link is not null && !IsReport(m), accept: true, ct),
            await EnterAsync(IsReport, accept: false, ct),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        Webhook?.Dispose();
        if (platform is not null) await platform.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>A report that is as it should be; accepted before, during and after every attack.</summary>
    internal static async Task<JsonNode> ReportAsync(HttpClient client, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reports")
        {
            Content = JsonContent.Create(new
            {
                journey = "person",
                commune = "cai-nhum",
                happenings = new[] { "beaten" },
                wishes = new[] { "health" },
                contact = new { channel = "phone", address = "0900000001" },
            }),
            Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() }, { "Authorization", "Bearer " + ApiKey } },
        };
        using var answer = await client.SendAsync(request, ct);
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.StatusCode);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct))!;
    }

    private static bool IsReport(LocalHost.Mail.LocalMail mail) => mail.Subject.StartsWith("Báo cáo", StringComparison.Ordinal);

    private static async Task<string> HiddenAsync(HttpClient client, string name, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value)));
        using var answer = await client.PostAsync(new Uri(name == "inbox" ? "follow-up" : "", UriKind.Relative), form);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync());
        return page.QuerySelector<IHtmlInputElement>($"input[name={name}]")!.Value;
    }

    private async Task<string> AddressAsync(string person, CancellationToken ct)
    {
        var (_, entries, _) = await new DirectoryStore(platform.Storage()).ReadAsync(new CommuneCode("cai-nhum"), ct);
        return entries.Single(e => e.Id == person).Email;
    }

    private async Task<StaffDoor> EnterAsync(Func<LocalHost.Mail.LocalMail, bool> which, bool accept, CancellationToken ct)
    {
        var mail = await platform.Mails.WaitForAsync(which, TimeSpan.FromSeconds(60), ct);
        using var browser = new Browser(Address, () => Browser.CodeIn(platform.Mails.All.Last(m => Browser.CodeIn(m.Text) is not null).Text)!);
        await browser.SignInAsync(mail.Link!.PathAndQuery);
        if (accept) await browser.PressAsync("accept");
        var cookies = string.Join("; ", browser.Cookies.GetCookies(Address).Select(c => $"{c.Name}={c.Value}"));
        var token = browser.Page.QuerySelector<IHtmlInputElement>("input[name=token]")?.Value;
        return new(mail.Link.PathAndQuery, cookies, token ?? throw new InvalidOperationException($"There is no form on '{browser.Heading}'."));
    }
}
