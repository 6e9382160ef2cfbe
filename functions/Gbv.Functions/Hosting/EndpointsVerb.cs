using Gbv.Functions.Hosting.Triggers;

namespace Gbv.Functions.Hosting;

/// <summary>
/// <c>Gbv.Functions endpoints</c>: everything that the program answers to, one line each: role, trigger, methods, route. For whoever
/// sets up the two apps, and for the test that compares the program with its function.json files.
/// </summary>
internal sealed class EndpointsVerb(EndpointsVerb.Mapped mapped) : IVerb
{
    public string Name => "endpoints";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        var lines = mapped.In!.DataSources.SelectMany(x => x.Endpoints).OfType<RouteEndpoint>().Select(Line);
        foreach (var line in lines.Order(StringComparer.Ordinal).Distinct()) await Console.Out.WriteLineAsync(line.AsMemory(), ct);
        return 0;
    }

    private static string Line(RouteEndpoint endpoint)
    {
        var role = endpoint.Metadata.GetMetadata<ServedBy>()?.Role.ToString().ToLowerInvariant() ?? "both";
        var trigger = endpoint.Metadata.GetMetadata<TriggeredBy>()?.Trigger ?? "httpTrigger";
        var methods = endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["*"];
        return $"{role} {trigger} {string.Join(',', methods)} /{endpoint.RoutePattern.RawText?.TrimStart('/')}";
    }

    /// <summary>Remembers where the endpoints were mapped.</summary>
    internal sealed class Mapped
    {
        public IEndpointRouteBuilder? In { get; set; }
    }
}
