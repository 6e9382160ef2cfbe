using Gbv.Functions.Hosting;
using Microsoft.AspNetCore.Http;

namespace Gbv.Functions.Tests.Hosting;

public sealed class SameOriginPostsTests
{
    private static readonly Uri Site = new("https://gbv.example.org");

    [Theory]
    [InlineData("same-origin", true)]
    [InlineData("none", true)]
    [InlineData("same-site", false)]
    [InlineData("cross-site", false)]
    [InlineData("", false)]
    public void The_browsers_word_on_the_origin_decides(string fetchSite, bool ours) =>
        Assert.Equal(ours, SameOriginPosts.IsOurs(Request(("Sec-Fetch-Site", fetchSite), ("Origin", "https://gbv.example.org")), Site));

    [Theory]
    [InlineData("https://gbv.example.org", true)]
    [InlineData("https://app.azurewebsites.net", true)]
    [InlineData("http://gbv.example.org", false)]
    [InlineData("https://evil.example", false)]
    [InlineData("https://gbv.example.org:8443", false)]
    [InlineData("null", false)]
    [InlineData("file:///", false)]
    [InlineData("", false)]
    public void Without_it_the_origin_must_be_ours_as_the_proxying_host_tells_it(string origin, bool ours) =>
        Assert.Equal(ours, SameOriginPosts.IsOurs(Request(("Origin", origin), ("Host", "127.0.0.1:4711"), ("X-Forwarded-Host", "app.azurewebsites.net")), Site));

    [Theory]
    [InlineData("https://app.azurewebsites.net", true)]
    [InlineData("https://evil.example", false)]
    public void Without_it_the_origin_must_be_ours_as_the_forwarding_host_tells_it(string origin, bool ours) =>
        Assert.Equal(ours, SameOriginPosts.IsOurs(Request(("Origin", origin), ("Host", "app.azurewebsites.net")), Site));

    [Fact]
    public void A_client_that_is_no_browser_sends_neither_and_may_post() =>
        Assert.True(SameOriginPosts.IsOurs(Request(("Host", "127.0.0.1:4711")), Site));

    private static HttpRequest Request(params (string Name, string Value)[] headers)
    {
        var request = new DefaultHttpContext().Request;
        foreach (var (name, value) in headers) request.Headers[name] = value;
        return request;
    }
}
