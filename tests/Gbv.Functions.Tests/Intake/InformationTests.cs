using System.Net;

namespace Gbv.Functions.Tests.Intake;

public sealed class InformationTests(PagesFixture pages) : IClassFixture<PagesFixture>
{
    private readonly PagesApp app = pages.App;

    [Theory]
    [InlineData("/")]
    [InlineData("/?e=1")]
    [InlineData("/x/cai-nhum")]
    [InlineData("/x/no-such-place")]
    [InlineData("/help")]
    [InlineData("/help?x=cai-nhum")]
    [InlineData("/safe/phone")]
    [InlineData("/safe/plan")]
    [InlineData("/safe/health")]
    [InlineData("/safe/images")]
    [InlineData("/follow-up")]
    [InlineData("/verify")]
    public async Task Each_page_speaks_both_languages(string path)
    {
        using var visitor = app.Visit();

        await visitor.OpenAsync(path);
        Assert.Equal(HttpStatusCode.OK, visitor.Answer.StatusCode);
        Assert.Equal("vi", visitor.Page.DocumentElement.GetAttribute("lang"));
        var vietnamese = visitor.Heading;
        await visitor.OpenAsync(path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=en");

        Assert.Equal("en", visitor.Page.DocumentElement.GetAttribute("lang"));
        Assert.NotEqual(vietnamese, visitor.Heading);
    }

    [Fact]
    public async Task The_language_of_the_browser_decides_nothing()
    {
        using var visitor = app.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/");
        request.Headers.AcceptLanguage.ParseAdd("en");

        await visitor.SendAsync(request);

        Assert.Equal("vi", visitor.Page.DocumentElement.GetAttribute("lang"));
    }

    [Fact]
    public async Task Vietnamese_letters_are_sent_as_they_are()
    {
        using var visitor = await app.Visit().OpenAsync("/");

        Assert.Contains("Bạn cần gì lúc này?", visitor.Html);
    }

    [Fact]
    public async Task A_shelter_is_listed_without_its_address()
    {
        using var visitor = await app.Visit().OpenAsync("/help?x=cai-nhum");

        Assert.Contains("Địa chỉ được giữ kín", visitor.Text);
        Assert.Contains("Trạm Y tế", visitor.Text);
    }

    [Fact]
    public async Task An_emergency_number_that_is_not_set_is_not_shown()
    {
        using var visitor = await app.Visit().OpenAsync("/help");

        Assert.DoesNotContain(visitor.Page.QuerySelectorAll("a.call"), a => a.GetAttribute("href") == "tel:");
        Assert.DoesNotContain("1900 96 96 80", visitor.Text);
    }

    [Fact]
    public async Task A_number_to_call_stays_in_one_line()
    {
        using var visitor = await app.Visit().OpenAsync("/help?x=cai-nhum");

        var duty = visitor.Page.QuerySelector("a.call[href='tel:02700002000']");
        Assert.Contains("0270\u00A0000\u00A02000", duty?.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_page_helps_on()
    {
        using var visitor = await app.Visit().OpenAsync("/safe/nothing");

        Assert.Equal(HttpStatusCode.NotFound, visitor.Answer.StatusCode);
        Assert.Contains("113", visitor.Text);
    }

    [Fact]
    public async Task A_proof_is_genuine_and_tells_only_when()
    {
        using var she = await app.Visit().OpenAsync("/");
        await she.PressAsync("danger");
        await she.PressAsync("send");
        var code = she.Page.GetElementById("code")!.TextContent;

        await she.PressAsync("proof");

        Assert.Equal("PHIẾU TIẾP NHẬN THÔNG TIN", she.Heading);
        Assert.DoesNotContain(code, she.Html);
        var number = she.Page.QuerySelectorAll(".proof p")[0].TextContent.Replace("Số ", "", StringComparison.Ordinal);
        await she.OpenAsync("/verify");
        await she.Fill("number", number).PressAsync("check");
        Assert.StartsWith("Đã tiếp nhận lúc", she.Page.QuerySelector("[role=status]")!.TextContent.Trim());
        await she.Fill("number", string.Concat(number.Reverse())).PressAsync("check");
        Assert.StartsWith("Số không đúng", she.Page.QuerySelector("[role=status]")!.TextContent.Trim());
    }

    [Fact]
    public async Task Files_are_kept_by_the_browser_until_they_change()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = app.Address };

        using var answer = await client.GetAsync(new Uri(Assets.AssetFiles.Url("site.css"), UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Contains("immutable", answer.Headers.CacheControl!.ToString());
        using var again = new HttpRequestMessage(HttpMethod.Get, Assets.AssetFiles.Url("site.css"));
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag!);
        using var unchanged = await client.SendAsync(again, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        using var visitor = app.Visit();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = new FormUrlEncodedContent([new("step", "home"), new("go", "person")]) };
        request.Headers.Add("Sec-Fetch-Site", "cross-site");

        await visitor.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, visitor.Answer.StatusCode);
    }
}
