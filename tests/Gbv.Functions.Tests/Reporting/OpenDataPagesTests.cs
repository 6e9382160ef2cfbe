using System.Net;
using System.Text.Json;
using Gbv.Domain.Shared;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Intake;
using Microsoft.Extensions.DependencyInjection;
using static Gbv.Functions.Tests.Reporting.Facts;

namespace Gbv.Functions.Tests.Reporting;

/// <summary>An app with the page for everybody switched on, and a commune's and the province's year on it; the province has as many communes as the real one.</summary>
public sealed class OpenDataFixture(AzuriteFixture azurite) : IAsyncLifetime
{
    internal PagesApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        App = await PagesApp.StartAsync(azurite.NewAccount(), ("Public:Statistics", "true"));
        (CommuneCode, string)[] areas = [(CaiNhum, "xã Cái Nhum"), .. Enumerable.Range(1, 123).Select(n => (new CommuneCode($"xa-{n:000}"), $"xã Số {n}"))];
        await OpenYears.PutAsync(App.Services.GetRequiredService<StorageClients>(), TestContext.Current.CancellationToken,
            OpenYears.Document(CaiNhum, "xã Cái Nhum"), OpenYears.Document(CommuneCode.Province, "tỉnh Vĩnh Long", areas));
    }

    public ValueTask DisposeAsync() => App.DisposeAsync();
}

/// <summary>The page for everybody over HTTP; <see cref="PageRules"/> holds for each that is opened, size and requests among them.</summary>
public sealed class OpenDataPagesTests(OpenDataFixture fixture, AzuriteFixture azurite) : IClassFixture<OpenDataFixture>
{
    private const string Commune = "/statistics/2026/cai-nhum";

    private readonly PagesApp app = fixture.App;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/statistics")]
    [InlineData(Commune)]
    [InlineData("/statistics/2026/province")]
    public async Task Each_page_speaks_both_languages_and_keeps_to_the_language(string path)
    {
        using var visitor = await app.Visit().OpenAsync(path);
        Assert.Equal(HttpStatusCode.OK, visitor.Answer.StatusCode);
        var vietnamese = visitor.Heading;

        await visitor.OpenAsync(path + "?lang=en");

        Assert.NotEqual(vietnamese, visitor.Heading);
        Assert.All(visitor.Page.QuerySelectorAll("main a[href^='/statistics']:not([href*='/json']):not([href*='/csv']):not([href*='/xlsx']):not([href*='schema'])"), a => Assert.Contains("lang=en", a.GetAttribute("href")));
    }

    [Fact]
    public async Task A_year_shows_tiles_charts_with_their_tables_and_what_is_not_published()
    {
        using var visitor = await app.Visit().OpenAsync(Commune);

        Assert.Equal(7, visitor.Page.QuerySelectorAll(".tiles li").Length);
        Assert.Contains("Mục tiêu đến năm 2030: 80 %", visitor.Text);
        Assert.Contains("không công bố", visitor.Page.QuerySelector(".tiles li")!.TextContent);
        Assert.Contains("Được tính từ các vụ việc", visitor.Page.QuerySelector(".tiles li")!.TextContent);
        foreach (var chart in visitor.Page.QuerySelectorAll("figure"))
        {
            Assert.NotNull(chart.QuerySelector("svg[role=img] > title"));
            Assert.NotNull(chart.NextElementSibling!.QuerySelector("table"));
        }

        Assert.Contains("Không công bố", visitor.Page.QuerySelector("section[aria-labelledby=meaning]")!.TextContent);
        Assert.Contains("Phát hành lúc 09:00 20/01/2027", visitor.Text);
    }

    [Theory]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("csv", "text/csv")]
    [InlineData("json", "application/json")]
    public async Task A_file_is_an_attachment_and_is_not_sent_again_to_whoever_has_it(string format, string type)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = app.Address };
        using var answer = await client.GetAsync(new Uri($"{Commune}/{format}", UriKind.Relative), Ct);

        Assert.Equal((HttpStatusCode.OK, type), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
        Assert.Equal(("attachment", "no-store"), (answer.Content.Headers.ContentDisposition!.DispositionType, answer.Headers.CacheControl!.ToString()));
        using var again = new HttpRequestMessage(HttpMethod.Get, $"{Commune}/{format}");
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await client.SendAsync(again, Ct);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task The_form_of_the_JSON_file_is_published_beside_it()
    {
        using var visitor = await app.Visit().OpenAsync("/statistics/report.schema.json");
        using var schema = JsonDocument.Parse(visitor.Html);
        await visitor.OpenAsync(Commune + "/json");
        using var file = JsonDocument.Parse(visitor.Html);

        Assert.Equal("shareable", file.RootElement.GetProperty("variant").GetString());
        Assert.Equal(schema.RootElement.GetProperty("required").EnumerateArray().Select(r => r.GetString()), file.RootElement.EnumerateObject().Select(p => p.Name));
        var known = schema.RootElement.GetProperty("properties").GetProperty("cells").GetProperty("items").GetProperty("properties").EnumerateObject().Select(p => p.Name).ToHashSet();
        Assert.All(file.RootElement.GetProperty("cells").EnumerateArray(), cell => Assert.All(cell.EnumerateObject(), p => Assert.Contains(p.Name, known)));
    }

    [Theory]
    [InlineData("/statistics")]
    [InlineData(Commune)]
    [InlineData(Commune + "/csv")]
    [InlineData("/statistics/report.schema.json")]
    public async Task Whoever_only_asks_whether_it_is_there_gets_the_head(string path)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Head, path);

        using var answer = await client.SendAsync(request, Ct);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Ct));
    }

    [Theory]
    [InlineData("/statistics/2026")]
    [InlineData("/statistics/2031/cai-nhum")]
    [InlineData("/statistics/2026/nowhere")]
    [InlineData("/statistics/2026-H2/cai-nhum")]
    [InlineData("/statistics/x/y")]
    [InlineData(Commune + "/page.json")]
    [InlineData(Commune + "/docx")]
    public async Task What_is_not_there_is_said_and_leads_on(string path)
    {
        using var visitor = await app.Visit().OpenAsync(path);

        Assert.Equal(HttpStatusCode.NotFound, visitor.Answer.StatusCode);
        Assert.StartsWith("Không có số liệu của năm hoặc địa bàn này", visitor.Page.QuerySelector("[role=status]")!.TextContent.Trim());
        Assert.NotNull(visitor.Page.QuerySelector($"a[href='{Commune}']"));
    }

    [Fact]
    public async Task Before_the_first_release_the_page_says_that_there_is_nothing_yet()
    {
        await using var bare = await PagesApp.StartAsync(azurite.NewAccount(), ("Public:Statistics", "true"));
        using var visitor = await bare.Visit().OpenAsync("/statistics");

        Assert.Equal(HttpStatusCode.OK, visitor.Answer.StatusCode);
        Assert.Contains("Chưa có số liệu nào được công bố.", visitor.Text);
        Assert.NotNull((await visitor.OpenAsync("/")).Page.QuerySelector("footer a[href='/statistics']"));
    }

    [Fact]
    public async Task Where_it_is_switched_off_nothing_of_it_is_there()
    {
        await using var off = await PagesApp.StartAsync(PagesApp.NoStorage);
        using var visitor = await off.Visit().OpenAsync("/no-such-address");
        var (status, unknown) = (visitor.Answer.StatusCode, visitor.Html);
        Assert.Equal(HttpStatusCode.NotFound, status);

        foreach (var path in new[] { "/statistics", "/statistics/report.schema.json", Commune, Commune + "/csv" })
        {
            await visitor.OpenAsync(path);
            Assert.Equal((HttpStatusCode.NotFound, unknown), (visitor.Answer.StatusCode, visitor.Html));
        }

        Assert.Null((await visitor.OpenAsync("/")).Page.QuerySelector("a[href^='/statistics']"));
    }
}
