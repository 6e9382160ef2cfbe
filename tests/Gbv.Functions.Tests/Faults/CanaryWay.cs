using System.Globalization;
using System.Net.Http.Json;
using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json.Nodes;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Attachments;
using Gbv.Functions.Tests.Intake;
using Gbv.Functions.Tests.Responders;
using Gbv.Functions.Triage;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// A marker of its own for everything that a person can write, in each journey, through the API and at each page of staff; and
/// what is promised to be kept nowhere: receipt codes and a client's idempotency key.
/// </summary>
internal sealed class Markers
{
    private readonly Dictionary<string, string> byPlace = [];

    public IReadOnlyCollection<string> All => byPlace.Values;

    public string PlaceOf(string marker) => byPlace.First(p => p.Value == marker).Key;

    /// <summary>Words with letters that every escape changes around a core that none does.</summary>
    public string Words(string place) => Around(Core(place));

    public string Phone(string place) =>
        byPlace[place] = "09" + RandomNumberGenerator.GetInt32(100_000_000).ToString("D8", CultureInfo.InvariantCulture);

    /// <summary>The words that were written there.</summary>
    public string Written(string place) => Around(byPlace[place]);

    public void Keep(string place, string text) => byPlace[place] = text;

    private static string Around(string core) => $"Chị Hồng <{core}> ở ấp \"3\"";

    /// <summary>The bare marker, for what must have a form of its own.</summary>
    public string Core(string place) => byPlace[place] = "zq" + RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz23456789", 12);
}

/// <summary>The whole way of reports whose every text is a marker: sent, routed, mailed, accepted, worked on, answered, counted.</summary>
internal sealed class CanaryWay(LocalPlatform platform, Markers markers, string apiKey) : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    /// <summary>The answers by which every page of the journeys that has texts is shown.</summary>
    private static readonly (string Field, string Value)[] Answers =
    [
        ("safety", "unsure"), ("sex", "female"), ("what", "beaten"), ("last", "today-or-yesterday"), ("relation", "partner"), ("nottold", "none"), ("wishes", "health"),
        ("channel", "phone"), ("role", "health-worker"), ("role", "neighbour-or-witness"), ("toldby", "in-person"), ("actions", "medical-exam"), ("consent", "agreed"), ("knows", "yes"), ("agree", "yes"),
    ];

    private readonly List<Browser> browsers = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The picture that was sent, with markers wherever a camera or a person can write in one.</summary>
    public byte[] Picture { get; } = Pictures.FromACamera(marker: $"{markers.Core("picture: camera")} {markers.Core("picture: place")}");

    /// <summary>What staff downloaded.</summary>
    public List<byte[]> Files { get; } = [];

    public async Task GoAsync()
    {
        var receipt = await JourneyAsync("person", "from25-to39");
        await JourneyAsync("person", "under16");
        await JourneyAsync("witness", "from25-to39");
        await JourneyAsync("professional", "under16");
        await JourneyAsync("professional", "from25-to39");
        await DangerAsync();
        await ApiAsync();
        await QuietAsync();

        await ChangeContactAsync(receipt, markers.Written("person from25-to39: word"));
        await QuietAsync();
        await HealthAsync(await OpenAsync("cai-nhum-health-1"));
        var coordinator = await OpenAsync("cai-nhum-coordinator");
        await CoordinatorAsync(coordinator);
        await FollowUpAsync(receipt);
        await PictureAsync(receipt);
        await QuietAsync();
        await OpenPictureAsync(coordinator);
        await ReportAsync();
        await QuietAsync();
    }

    public void Dispose() => browsers.ForEach(b => b.Dispose());

    private Visitor Visit() => new(platform.BaseAddress);

    /// <summary>Fills every text on every page on the way.</summary>
    private async Task<string> JourneyAsync(string kind, string age)
    {
        using var visitor = await Visit().OpenAsync("/x/cai-nhum");
        await visitor.PressAsync(kind == "professional" ? "witness" : kind);
        if (kind == "professional") await visitor.PressAsync("professional");
        for (var page = 0; page < 12; page++)
        {
            foreach (var (field, value) in Answers.Append(("age", age)))
                if (visitor.Page.QuerySelectorAll<IHtmlInputElement>($"input[name={field}]").Any(i => i.Type is "radio" or "checkbox" && i.Value == value)) visitor.Choose(field, value);
            if (visitor.Value("area") == "") visitor.Fill("area", "cai-nhum");
            foreach (var field in Texts(visitor)) visitor.Fill(field, field is "reach" or "yournumber" ? markers.Phone($"{kind} {age}: {field}") : markers.Words($"{kind} {age}: {field}"));
            var send = visitor.Page.QuerySelector("button[value=send]") is not null;
            await visitor.PressAsync(send ? "send" : "next");
            if (visitor.Page.GetElementById("code") is { } code) return Receipt($"{kind} {age}", code.TextContent.Trim());
            Assert.True(visitor.Page.QuerySelector(".errors") is null, $"{kind}, '{visitor.Heading}': {visitor.Page.QuerySelector(".errors")?.TextContent}");
        }

        throw new InvalidOperationException($"The journey {kind} does not end.");
    }

    private static IEnumerable<string> Texts(Visitor visitor) =>
        visitor.Page.QuerySelectorAll("#journey input, #journey textarea")
            .Where(e => e is IHtmlTextAreaElement || e is IHtmlInputElement { Type: "text" or "tel" or "email" })
            .Select(e => e.GetAttribute("name")!)
            .Where(n => n is not ("website" or "area" or "toldon"))
            .ToList();

    private async Task DangerAsync()
    {
        using var visitor = await Visit().OpenAsync("/x/cai-nhum");
        await visitor.PressAsync("danger");
        await visitor.Fill("here", markers.Words("danger: here")).PressAsync("send");
        Receipt("danger", visitor.Page.GetElementById("code")!.TextContent.Trim());
    }

    /// <summary>Every text that a report has, so that a new one is among them by itself.</summary>
    private async Task ApiAsync()
    {
        var report = new JsonObject
        {
            ["journey"] = "professional",
            ["commune"] = "cai-nhum",
            ["age"] = "under16",
            ["happenings"] = new JsonArray("beaten"),
            ["contact"] = new JsonObject { ["channel"] = "phone" },
            ["reportedBy"] = new JsonObject { ["role"] = "official" },
        };
        Fill(report, typeof(Report));
        Fill(report["contact"]!.AsObject(), typeof(SafeContact));
        Fill(report["reportedBy"]!.AsObject(), typeof(ThirdParty));
        var key = Guid.NewGuid();
        markers.Keep("idempotency key", key.ToString());
        markers.Keep("idempotency key without dashes", key.ToString("N"));
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = platform.BaseAddress };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reports")
        {
            Content = JsonContent.Create(report),
            Headers = { { "Authorization", "Bearer " + apiKey }, { "Idempotency-Key", key.ToString() } },
        };
        using var answer = await client.SendAsync(request, Cancel);
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(answer.StatusCode == System.Net.HttpStatusCode.Created, text);
        Receipt("api", JsonNode.Parse(text)!["receipt"]!.GetValue<string>());
    }

    private void Fill(JsonObject json, Type type)
    {
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.PropertyType == typeof(string) && p.Name != nameof(Report.Language)))
        {
            var place = $"api: {type.Name}.{property.Name}";
            json[System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(property.Name)] =
                property.Name is nameof(SafeContact.Address) or nameof(ThirdParty.Phone) ? markers.Phone(place) : markers.Words(place);
        }
    }

    private string Receipt(string place, string code)
    {
        markers.Keep($"{place}: receipt", code);
        markers.Keep($"{place}: receipt without spaces", code.Replace(" ", "", StringComparison.Ordinal));
        return code;
    }

    /// <summary>Every page that this person was sent, with the session of one code.</summary>
    private async Task<List<(Browser Browser, string Link)>> OpenAsync(string person)
    {
        var (_, entries, _) = await new DirectoryStore(platform.Storage()).ReadAsync(new CommuneCode("cai-nhum"), Cancel);
        var address = entries.Single(e => e.Id == person).Email;
        await platform.Mails.WaitForAsync(m => m.To == address && m.Link is not null, Limit, Cancel);
        var links = platform.Mails.To(address).Select(m => m.Link?.PathAndQuery).OfType<string>().Distinct().ToList();
        var browser = NewBrowser();
        await browser.SignInAsync(links[0]);
        return [.. links.Select(l => (browser, l))];
    }

    private Browser NewBrowser()
    {
        browsers.Add(new Browser(platform.BaseAddress, () => Browser.CodeIn(platform.Mails.All.Last(m => Browser.CodeIn(m.Text) is not null).Text)!));
        return browsers[^1];
    }

    private async Task HealthAsync(List<(Browser Browser, string Link)> pages)
    {
        foreach (var (browser, link) in pages)
        {
            await browser.GetAsync(link);
            await browser.PressAsync("accept");
            await browser.PressAsync("attempt", ("attempt-result", "no-answer"), ("attempt-text", markers.Words($"{link}: attempt")));
            await browser.PressAsync("progress", ("progress-text", markers.Words($"{link}: progress")));
            await browser.PressAsync("complete", ("outcome-services", "health"), ("outcome-text", markers.Words($"{link}: outcome")));
        }
    }

    private async Task CoordinatorAsync(List<(Browser Browser, string Link)> pages)
    {
        foreach (var (browser, link) in pages)
        {
            await browser.GetAsync(link);
            if (!browser.Has("accept")) continue;
            await browser.PressAsync("accept");
            await DoAsync(browser, "classify", ("i1-rape", "no"), ("i1-sexual-assault", "no"), ("i1-physical-assault", "yes"), ("i1-forms", "physical"), ("i1-acts", "harm-to-body-or-life"),
                ("i1-domestic", "yes"), ("i1-age", "from25-to39"), ("i1-sex", "female"), ("i1-other-sex", "male"), ("i1-place", "home"));
            await DoAsync(browser, "call", ("call-whom", "reached"), ("call-at-date", "2026-01-01"), ("call-at-time", "10:00"), ("call-note", markers.Words($"{link}: call")));
            await DoAsync(browser, "consent", ("consent-yes", "legal-aid"), ("consent-who", "person"), ("consent-how", markers.Words($"{link}: consent")), ("consent-at-date", "2026-01-01"), ("consent-at-time", "10:00"));
            await DoAsync(browser, "contact", ("contact-channel", "phone"), ("contact-address", markers.Phone($"{link}: contact")), ("contact-name", markers.Words($"{link}: name")), ("contact-word", markers.Words($"{link}: word")), ("contact-how", markers.Words($"{link}: how")));
            await DoAsync(browser, "refuse-erasure", ("erasure-ground", "legal-hold"), ("erasure-reason", markers.Words($"{link}: erasure")));
            await DoAsync(browser, "message", ("message-text", markers.Words($"{link}: message")));
            await DoAsync(browser, "incident", ("incident-note", markers.Words($"{link}: incident")));
            await DoAsync(browser, "urgency", ("urgency", browser.Page.QuerySelector("input[name=urgency][value=high]")?.HasAttribute("checked") == true ? "normal" : "high"), ("urgency-reason", markers.Words($"{link}: urgency")));
        }
    }

    private static async Task DoAsync(Browser browser, string action, params (string Name, string Value)[] typed)
    {
        if (!browser.Has(action)) return;
        await browser.PressAsync(action, typed);
        Assert.True(browser.Page.QuerySelector(".errors") is null, $"{action}: {browser.Page.QuerySelector(".errors")?.TextContent}");
    }

    /// <summary>Before a coordinator sets another word.</summary>
    private async Task ChangeContactAsync(string receipt, string word)
    {
        using var visitor = await Visit().OpenAsync("/follow-up");
        await visitor.Fill("code", receipt).PressAsync("open");
        await visitor.PressAsync("task:contact");
        await visitor.Choose("channel", "phone").Fill("reach", markers.Phone("follow-up: contact")).Fill("called", markers.Words("follow-up: name"))
            .Fill("newword", markers.Words("follow-up: new word")).Fill("word", word).PressAsync("do");
        Assert.True(visitor.Text.Contains("chỉ liên lạc theo cách mới", StringComparison.Ordinal), visitor.Page.QuerySelector("main")!.TextContent);

        // Asked for, so that the coordinator can write why it is refused.
        await visitor.PressAsync("task:erase");
        await visitor.PressAsync("do");
        Assert.Contains("Trước khi hết 72 giờ", visitor.Text, StringComparison.Ordinal);
    }

    private async Task FollowUpAsync(string receipt)
    {
        using var visitor = await Visit().OpenAsync("/follow-up");
        await visitor.Fill("code", receipt).PressAsync("open");
        await visitor.Fill("text", markers.Words("follow-up: text")).PressAsync("send");
        Assert.Contains("Đã gửi lời nhắn của bạn.", visitor.Text, StringComparison.Ordinal);
        await visitor.PressAsync("task:add");
        await visitor.Fill("text", markers.Words("follow-up: addition")).PressAsync("do");
        Assert.Contains("Đã gửi phần bạn kể thêm.", visitor.Text, StringComparison.Ordinal);
    }

    private async Task PictureAsync(string receipt)
    {
        using var visitor = await Visit().OpenAsync("/follow-up");
        await visitor.Fill("code", receipt).PressAsync("open");
        await visitor.PressAsync("task:file");
        await visitor.SendAsync(visitor.Upload(Picture, markers.Core("picture: file name") + ".jpg"));
        Assert.Equal("Trả lời cho bạn", visitor.Heading);
    }

    /// <summary>What came of the picture, as whoever leads the case gets it.</summary>
    private async Task OpenPictureAsync(List<(Browser Browser, string Link)> pages)
    {
        foreach (var (browser, link) in pages)
        {
            await browser.GetAsync(link);
            if (browser.Page.QuerySelector<IHtmlInputElement>($"input[name={OpenFile.FileField}]") is not { Value: var file }) continue;
            Files.Add(await browser.FetchAsync(OpenFile.Name, (OpenFile.ReasonField(file), "evidence")));
            return;
        }

        Assert.Fail("Nobody is shown the picture.");
    }

    private async Task ReportAsync()
    {
        Assert.True(await platform.InvokeAsync("CheckReports", ct: Cancel));
        var mail = await platform.Mails.WaitForAsync(m => m.Subject.StartsWith("Báo cáo", StringComparison.Ordinal), Limit, Cancel);
        var browser = NewBrowser();
        await browser.SignInAsync(mail.Link!.PathAndQuery);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, UseCookies = true, CookieContainer = browser.Cookies }) { BaseAddress = platform.BaseAddress };
        var token = browser.Page.QuerySelector<IHtmlInputElement>("input[name=token]")!.Value;
        foreach (var format in new[] { "docx", "xlsx", "csv", "json", "html" })
        {
            using var form = new FormUrlEncodedContent([new("token", token), new("action", "download"), new("format", format)]);
            using var answer = await client.PostAsync(mail.Link.PathAndQuery, form, Cancel);
            Assert.NotNull(answer.Content.Headers.ContentDisposition);
            Files.Add(await answer.Content.ReadAsByteArrayAsync(Cancel));
        }
    }

    /// <summary>Until everything that follows is done.</summary>
    private async Task QuietAsync()
    {
        var deadline = DateTimeOffset.UtcNow + Limit;
        while (await PendingAsync() is { } what)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"Still to be done: {what}");
            await Task.Delay(200, Cancel);
        }
    }

    private async Task<string?> PendingAsync()
    {
        await foreach (var row in platform.Storage().Table(StorageNames.Cases).QueryAsync<Azure.Data.Tables.TableEntity>(cancellationToken: Cancel))
            if (row.RowKey.StartsWith("effect:", StringComparison.Ordinal)) return row.RowKey;
        return null;
    }
}
