using System.Net;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Hosting;

[Collection(PlatformCollection.Name)]
public sealed class HeaderTests(ProxyPlatform proxy, ForwardPlatform forward)
{
    private static readonly string[] Addresses = ["", "help", "safe/phone", "follow-up", "verify", "r/none", "x/none", "openapi/v1.json", "health/live"];

    public static TheoryData<ForwardingMode, string> Pages() =>
        [.. from mode in Enum.GetValues<ForwardingMode>() from page in Addresses select (mode, page)];

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Pages))]
    public async Task Every_answer_carries_the_strict_headers_and_no_cookie(ForwardingMode mode, string page)
    {
        using var client = Client(mode);

        using var answer = await client.GetAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("no-store", answer.Headers.CacheControl!.ToString());
        Assert.Equal("same-origin", Header(answer, "Referrer-Policy"));
        Assert.Equal("nosniff", Header(answer, "X-Content-Type-Options"));
        Assert.Equal("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; object-src 'none'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'", Header(answer, "Content-Security-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
        Assert.False(answer.Headers.Contains("Set-Cookie"));
    }

    [Theory]
    [InlineData(ForwardingMode.Proxy)]
    [InlineData(ForwardingMode.Forward)]
    public async Task A_page_comes_compressed(ForwardingMode mode)
    {
        using var client = Client(mode);
        client.DefaultRequestHeaders.Add("Accept-Encoding", "br");

        using var answer = await client.GetAsync(new Uri("", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal(["br"], answer.Content.Headers.ContentEncoding);
    }

    [Theory]
    [InlineData("PUT", "")]
    [InlineData("DELETE", "help")]
    [InlineData("POST", "help")]
    [InlineData("GET", "api/reports")]
    [InlineData("GET", "hooks/sendgrid")]
    [InlineData("GET", "no-such-page")]
    public async Task A_wrong_method_or_path_is_the_hosts_empty_404(string method, string path)
    {
        using var client = Client(ForwardingMode.Proxy);
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative));

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData(ForwardingMode.Proxy)]
    [InlineData(ForwardingMode.Forward)]
    public async Task A_form_of_another_site_is_refused_and_our_own_is_not(ForwardingMode mode)
    {
        using var client = Client(mode);

        Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(client, "https://evil.example"));
        Assert.NotEqual(HttpStatusCode.Forbidden, await PostAsync(client, client.BaseAddress!.GetLeftPart(UriPartial.Authority)));
    }

    [Fact]
    public async Task A_request_leaves_no_trace_of_path_or_query_in_the_log()
    {
        using var client = Client(ForwardingMode.Proxy);

        using var answer = await client.GetAsync(new Uri("r/told-nobody?also=told-nobody", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.DoesNotContain(proxy.Platform.Output, x => x.Contains("told-nobody", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_api_error_is_problem_details_and_shows_no_exception()
    {
        using var client = Client(ForwardingMode.Proxy);
        using var body = new StringContent("{ not json", System.Text.Encoding.UTF8, "application/json");

        using var answer = await client.PostAsync(new Uri("api/reports", UriKind.Relative), body, TestContext.Current.CancellationToken);

        Assert.InRange((int)answer.StatusCode, 400, 499);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.DoesNotContain("Exception", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> PostAsync(HttpClient client, string origin)
    {
        using var form = new FormUrlEncodedContent([new("step", "home"), new("go", "person")]);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("", UriKind.Relative)) { Content = form };
        request.Headers.Add("Origin", origin);
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private HttpClient Client(ForwardingMode mode) => new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false })
    {
        BaseAddress = (mode == ForwardingMode.Proxy ? proxy : (PlatformFixture)forward).Platform.BaseAddress,
    };

    private static string Header(HttpResponseMessage answer, string name) => answer.Headers.GetValues(name).Single();
}
