using Gbv.Functions.Hosting.Triggers;
using Microsoft.AspNetCore.Http;

namespace Gbv.Functions.Tests.Hosting;

public sealed class TriggerGuardTests
{
    private const int Port = 4711;

    [Fact]
    public void The_hosts_own_invocation_is_let_in() => Assert.True(TriggerGuard.IsFromTheHost(Invocation(), Port));

    [Theory]
    [InlineData("example.org")]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.1:4712")]
    [InlineData("localhost:4711")]
    [InlineData("")]
    public void Another_host_header_is_kept_out(string host)
    {
        var request = Invocation();
        request.Headers.Host = host;

        Assert.False(TriggerGuard.IsFromTheHost(request, Port));
    }

    [Theory]
    [InlineData("X-Forwarded-Host")]
    [InlineData("x-forwarded-for")]
    [InlineData("X-MS-Invocation-Id")]
    public void A_header_of_forwarded_requests_is_kept_out_even_when_empty(string header)
    {
        var request = Invocation();
        request.Headers[header] = "";

        Assert.False(TriggerGuard.IsFromTheHost(request, Port));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("gzip, chunked")]
    public void A_body_that_is_not_simply_chunked_is_kept_out(string? encoding)
    {
        var request = Invocation();
        request.Headers.TransferEncoding = encoding;

        Assert.False(TriggerGuard.IsFromTheHost(request, Port));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    public void Another_method_is_kept_out(string method)
    {
        var request = Invocation();
        request.Method = method;

        Assert.False(TriggerGuard.IsFromTheHost(request, Port));
    }

    private static HttpRequest Invocation()
    {
        var request = new DefaultHttpContext().Request;
        request.Method = "POST";
        request.Headers.Host = "127.0.0.1:4711";
        request.Headers.TransferEncoding = "chunked";
        return request;
    }
}
