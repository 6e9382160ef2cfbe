namespace Gbv.Functions.Hosting;

/// <summary>A command for operators: <c>Gbv.Functions &lt;name&gt; …</c>, run instead of the web server, with the same services.</summary>
internal interface IVerb
{
    string Name { get; }

    Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct);
}
