using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Intake;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Reporting;
using Gbv.Functions.Tests.Responders;
using Gbv.LocalHost.Mail;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Faults;

/// <summary>All that somebody has who knocks at a door: a receipt and the inbox it opened, a signed-in browser with a form's token.</summary>
internal sealed record Caller(string Name, string? Receipt = null, string? Inbox = null, string Cookies = "", string Token = "");

/// <summary>
/// The running program in its two roles, one woman's case in it, and everybody else who uses the same program at the same time:
/// another woman, a neighbour, other services, the next commune's coordinator.
/// </summary>
public sealed class Callers(AzuriteFixture azurite) : IAsyncLifetime
{
    /// <summary>Stands in her words: only the coordinator may read them.</summary>
    public const string Narrative = "loi ke cua chi Sau";

    /// <summary>Stands in her safe contact: for the coordinator and whoever accepted.</summary>
    public const string Contact = "0911222333";

    /// <summary>Written to her by the coordinator: for her alone.</summary>
    public const string Message = "chung toi se goi chieu nay";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TestFolder folder = new();
    private readonly string account = azurite.NewAccount();
    private LocalPlatform platform = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Whoever may do nothing at all, then those who may do something here or there; by name.</summary>
    internal IReadOnlyList<Caller> All { get; private set; } = [];

    internal Caller Responder => All.Single(c => c.Name == "responder");

    internal Caller Coordinator => All.Single(c => c.Name == "coordinator");

    internal Caller Owner => All.Single(c => c.Name == "owner");

    /// <summary>Links that somebody else got hold of: each opens something of her case or of the report.</summary>
    internal string ReferralLink { get; private set; } = "";

    internal string ExpiredLink { get; private set; } = "";

    internal string TriageLink { get; private set; } = "";

    internal string ReportLink { get; private set; } = "";

    internal Uri Public { get; private set; } = null!;

    internal Uri Back { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        platform = await LocalPlatform.StartAsync(new LocalPlatformOptions
        {
            Url = "http://127.0.0.1:0",
            Roles = ["public", "back"],
            DataFolder = folder.Path,
            StorageConnectionString = account,
            Timers = false,
            ReceiptRounds = 1,
            Settings = new Dictionary<string, string?>(Traffic.Settings) { ["FollowUp:WrongCodeSeconds"] = "0", ["Public:Statistics"] = "true" },
        }, Cancel);
        Public = Address(await platform.HandlerPortAsync("public", Cancel));
        Back = Address(await platform.HandlerPortAsync("back", Cancel));
        All = await ComeAsync();
        await OpenYears.PutAsync(platform.Storage(), Cancel); // after CheckReports, which takes away a year that no ledger knows of
    }

    public async ValueTask DisposeAsync()
    {
        if (platform is not null) await platform.DisposeAsync();
        folder.Dispose();
    }

    /// <summary>All that was written to the record in words, whoever wrote it.</summary>
    internal async Task<IReadOnlyList<string>> WrittenAsync()
    {
        await using var record = await Record.OpenAsync(folder.Path, account);
        await record.SettleAsync(platform, TimeSpan.FromMinutes(3));
        return [.. (await record.ReadAllAsync()).SelectMany(c => c.Notes.Select(n => n.Text).Concat(c.Messages.Select(m => m.Text)))];
    }

    private async Task<IReadOnlyList<Caller>> ComeAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = Public };
        var hers = await ReportAsync(client, "cai-nhum", "person", Narrative, Contact, "health");
        var (responder, asked) = await EnterAsync("responder", "cai-nhum-health-1", accept: true);
        var (coordinator, triage) = await EnterAsync("coordinator", "cai-nhum-coordinator", accept: true);
        (ReferralLink, TriageLink) = (asked, triage);
        await WriteToHerAsync(coordinator);

        var others = await ReportAsync(client, "cai-nhum", "person", "another woman", "0900000001", "legal-advice");
        var neighbours = await ReportAsync(client, "cai-nhum", "witness", "a neighbour", null);
        await ReportAsync(client, "nhon-phu", "person", "the next commune", "0900000002");
        Assert.True(await platform.InvokeAsync("CheckReports", ct: Cancel));
        var (other, _) = await EnterAsync("other responder", "cai-nhum-legal-aid-1", accept: false);
        var (nextCommune, _) = await EnterAsync("other commune", "nhon-phu-coordinator", accept: true);
        (_, ReportLink) = await EnterAsync("", "cai-nhum-coordinator", accept: false, m => m.Subject.StartsWith("Báo cáo", StringComparison.Ordinal));
        ExpiredLink = await ExpireAsync(client);

        return
        [
            new("nobody"),
            new("wrong receipt", Wrong(hers)),
            await WithInboxAsync(client, new("other receipt", others)),
            await WithInboxAsync(client, new("third party", neighbours)),
            other,
            nextCommune,
            responder,
            coordinator,
            await WithInboxAsync(client, new("owner", hers)),
        ];
    }

    private async Task<string> AddressAsync(string person)
    {
        var (_, entries, _) = await new DirectoryStore(platform.Storage()).ReadAsync(new CommuneCode(person[..person.IndexOf('-', person.IndexOf('-', StringComparison.Ordinal) + 1)]), Cancel);
        return entries.Single(e => e.Id == person).Email;
    }

    private static Uri Address(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));

    /// <summary>A code that could be one: the check digit is right.</summary>
    private static string Wrong(string receipt)
    {
        var digits = string.Concat(receipt.Where(char.IsAsciiDigit));
        for (var n = 1; ; n++)
        {
            var guess = digits[..^2] + ((digits[^2] - '0' + n) % 10).ToString(CultureInfo.InvariantCulture);
            for (var check = 0; check < 10; check++)
            {
                var code = guess + check.ToString(CultureInfo.InvariantCulture);
                if (code != digits && ReceiptCode.TryParse(code) is not null) return code;
            }
        }
    }

    private static async Task<string> ReportAsync(HttpClient client, string commune, string journey, string narrative, string? phone, params string[] wishes)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reports")
        {
            Content = JsonContent.Create(new
            {
                journey,
                commune,
                narrative,
                wishes,
                happenings = new[] { "beaten" },
                contact = phone is null ? (object)new { } : new { channel = "phone", address = phone },
                reportedBy = journey == "witness" ? new { role = "neighbour-or-witness" } : (object)new { role = "survivor" },
            }),
            Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() }, { "Authorization", "Bearer " + Traffic.ClientKey } },
        };
        using var answer = await client.SendAsync(request, Cancel);
        var body = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Created, body);
        return JsonNode.Parse(body)!["receipt"]!.GetValue<string>();
    }

    private async Task<(Caller Caller, string Link)> EnterAsync(string name, string person, bool accept, Func<LocalMail, bool>? which = null)
    {
        var to = await AddressAsync(person);
        var mail = await platform.Mails.WaitForAsync(m => m.To == to && m.Link is not null && (which is null ? !m.Subject.StartsWith("Báo cáo", StringComparison.Ordinal) : which(m)), Patience, Cancel);
        using var browser = new Browser(Back, () => Browser.CodeIn(platform.Mails.To(to).Last(m => Browser.CodeIn(m.Text) is not null).Text)!);
        await browser.SignInAsync(mail.Link!.AbsolutePath);
        if (accept) await browser.PressAsync("accept");
        var token = browser.Page.QuerySelector<IHtmlInputElement>("input[name=token]")?.Value ?? throw new InvalidOperationException($"There is no form on '{browser.Heading}'.");
        return (new(name, Cookies: string.Join("; ", browser.Cookies.GetCookies(Back).Select(c => $"{c.Name}={c.Value}")), Token: token), mail.Link.AbsolutePath);
    }

    private async Task WriteToHerAsync(Caller coordinator)
    {
        using var request = Knock.Form(new Uri(Back, TriageLink), coordinator, ("action", "message"), ("message-text", Message));
        var (status, _) = await Knock.SendAsync(request);
        Assert.Equal(303, status);
    }

    private static async Task<Caller> WithInboxAsync(HttpClient client, Caller caller)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("code", caller.Receipt!)]);
        using var answer = await client.PostAsync(new Uri("/follow-up", UriKind.Relative), form, Cancel);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Cancel));
        return caller with { Inbox = page.QuerySelector<IHtmlInputElement>("input[name=inbox]")!.Value };
    }

    /// <summary>A second referral to the same service, whose link has run out.</summary>
    private async Task<string> ExpireAsync(HttpClient client)
    {
        var to = await AddressAsync("cai-nhum-health-1");
        var before = platform.Mails.To(to).Select(m => m.Link).ToHashSet();
        await ReportAsync(client, "cai-nhum", "person", Narrative, Contact, "health");
        var mail = await platform.Mails.WaitForAsync(m => m.To == to && m.Link is not null && !before.Contains(m.Link), Patience, Cancel);
        var links = new TableClient(account, StorageNames.Links);
        var reference = mail.CustomArgs["ref"];
        await foreach (var row in links.QueryAsync<TableEntity>(r => r.GetString("Ref") == reference, cancellationToken: Cancel))
        {
            row["Expiry"] = DateTimeOffset.UtcNow.AddMinutes(-1);
            await links.UpdateEntityAsync(row, row.ETag, TableUpdateMode.Replace, Cancel);
        }

        return mail.Link!.AbsolutePath;
    }
}
