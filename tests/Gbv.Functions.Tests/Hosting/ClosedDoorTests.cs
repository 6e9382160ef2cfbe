using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>No request from outside starts a queue or timer function, however its path is written, in either forwarding mode (design §2).</summary>
[Collection(PlatformCollection.Name)]
public sealed class ClosedDoorTests(ProxyPlatform proxy, ForwardPlatform forward)
{
    private static readonly string[] Ups = ["..", "%2e%2e", "%252e%252e", "..%5C", "%255c..%255c", "..%252f", "%2e%2e%5c", "..%255c"];
    private static readonly string[] Targets = ["CheckDue", "%43heckDue", "CarryOutCase"];

    public static TheoryData<ForwardingMode, string> Paths()
    {
        var prefixes = FunctionFolder.Read(AppContext.BaseDirectory).Functions.OfType<HttpFunction>()
            .Select(x => x.Route.Split('{')[0].Trim('/'))
            .Select(x => x.Length == 0 ? "" : "/" + x)
            .Distinct()
            .ToArray();
        var paths = from mode in Enum.GetValues<ForwardingMode>()
                    from prefix in prefixes
                    from up in Ups
                    from target in Targets
                    select (mode, $"{prefix}/{up}/{target}".Replace("%5C/", "%5C", StringComparison.Ordinal));
        return [.. paths, .. Enum.GetValues<ForwardingMode>().SelectMany(mode => Targets.Select(x => (mode, "/" + x)))];
    }

    [Theory(DisableDiscoveryEnumeration = true)]
    [MemberData(nameof(Paths))]
    public async Task No_path_leads_a_visitor_to_a_trigger(ForwardingMode mode, string path)
    {
        var port = (mode == ForwardingMode.Proxy ? proxy : (PlatformFixture)forward).Port;

        var whole = await RawHttp.SendAsync(port, "POST", path, Headers($"Content-Length: {HostPayloads.Timer.Length}"), HostPayloads.Timer);
        var chunked = await RawHttp.SendAsync(port, "POST", path, Headers("Transfer-Encoding: chunked"), RawHttp.Chunked(HostPayloads.Timer));

        Assert.Equal((404, false), (whole.Status, whole.Body.Contains("Outputs", StringComparison.Ordinal)));
        Assert.False(chunked.Body.Contains("Outputs", StringComparison.Ordinal));
        Assert.NotEqual(200, chunked.Status);

        // Behind the host the handler's own address would be the best guess of an attacker.
        string[] Headers(string length) => ["Host: 127.0.0.1", "Content-Type: application/json; charset=utf-8", length];
    }

    [Fact]
    public async Task The_host_itself_is_let_in()
    {
        var port = await proxy.Platform.HandlerPortAsync(ct: TestContext.Current.CancellationToken);

        var answer = await RawHttp.InvokeAsync(port, "CheckDue", HostPayloads.Timer);

        Assert.Equal(200, answer.Status);
        Assert.Equal("application/json", answer.Header("Content-Type"));
        Assert.Equal("""{"Outputs":{},"Logs":[],"ReturnValue":null}""", answer.Body);
    }

    [Theory]
    [InlineData("X-Forwarded-For: 203.0.113.7")]
    [InlineData("X-Forwarded-Host: example.org")]
    [InlineData("x-ms-invocation-id: 1")]
    public async Task A_forwarded_request_that_reaches_a_trigger_path_is_not_found(string header)
    {
        var port = await proxy.Platform.HandlerPortAsync(ct: TestContext.Current.CancellationToken);

        Assert.Equal(404, (await RawHttp.InvokeAsync(port, "CheckDue", HostPayloads.Timer, header)).Status);
    }

    [Fact]
    public async Task A_get_request_does_not_tell_a_trigger_path_from_any_other()
    {
        var port = await proxy.Platform.HandlerPortAsync(ct: TestContext.Current.CancellationToken);

        Assert.Equal(404, (await RawHttp.SendAsync(port, "GET", "/CheckDue", [$"Host: 127.0.0.1:{port}"], "")).Status);
    }
}
