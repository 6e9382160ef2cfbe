using Gbv.LocalHost.Platform;
using Microsoft.AspNetCore.Http;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>The stand-in must make the same mistakes as a host in forwarding mode, or the closed-door tests would prove nothing.</summary>
public sealed class ForwardingTargetTests
{
    [Theory]
    [InlineData("/r/..\\CheckDue", "/CheckDue")]
    [InlineData("/r/%2e%2e/CheckDue", "/CheckDue")]
    [InlineData("/r/a?b", "/r/a")]
    [InlineData("/r/a#b", "/r/a")]
    [InlineData("/r/a%2Fb", "/r/a%2Fb")]
    public void A_path_that_is_decoded_once_already_is_read_again(string path, string arrives) =>
        Assert.Equal(arrives, HttpForward.Target(Request(path), 4711).AbsolutePath);

    [Fact]
    public void Repeated_keys_of_a_query_are_merged()
    {
        var request = Request("/r");
        request.QueryString = new QueryString("?a=1&a=2&b=x+y");

        Assert.Equal("?a=1%2C2&b=x%20y", HttpForward.Target(request, 4711).Query);
    }

    private static HttpRequest Request(string path)
    {
        var request = new DefaultHttpContext().Request;
        request.Path = new PathString(path);
        return request;
    }
}
