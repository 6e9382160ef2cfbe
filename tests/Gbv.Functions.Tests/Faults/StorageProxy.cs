using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Gbv.Functions.Tests.Faults;

/// <summary>What a test sees of one request to storage.</summary>
internal sealed record StorageRequest(string Service, string Method, string Path)
{
    public bool IsMessagePut => Service == "queue" && Method == "POST" && Path.EndsWith("/messages", StringComparison.Ordinal);

    public bool IsTransaction => Service == "table" && Method == "POST" && Path.EndsWith("/$batch", StringComparison.Ordinal);
}

/// <summary>
/// Stands between the program and its storage, so that a test can do something at an exact moment: before storage gets a request,
/// or after storage did it and before the program learns of it. The program knows nothing of it.
/// </summary>
internal sealed partial class StorageProxy : IAsyncDisposable
{
    private readonly WebApplication app;

    private StorageProxy(WebApplication app, string connectionString) => (this.app, ConnectionString) = (app, connectionString);

    /// <summary>For the program: the same account through the proxy.</summary>
    public string ConnectionString { get; }

    public Func<StorageRequest, Task> Before { get; set; } = _ => Task.CompletedTask;

    public Func<StorageRequest, Task> After { get; set; } = _ => Task.CompletedTask;

    public static async Task<StorageProxy> StartAsync(string storage)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        builder.WebHost.UseUrls("http://127.0.0.1:0", "http://127.0.0.1:0", "http://127.0.0.1:0").ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        Dictionary<int, (string Service, string Target)> targets = [];
        StorageProxy? proxy = null;
        var forwarder = app.Services.GetRequiredService<IHttpForwarder>();
        var client = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });
        app.Run(async context =>
        {
            var (service, target) = targets[context.Connection.LocalPort];
            var request = new StorageRequest(service, context.Request.Method, context.Request.Path);
            await proxy!.Before(request);
            await forwarder.SendAsync(context, target, client, ForwarderRequestConfig.Empty, new Moment(() => proxy.After(request)));
        });
        await app.StartAsync();
        var ports = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a).Port).ToArray();
        var services = Endpoint().Matches(storage);
        var connection = storage;
        foreach (var (index, match) in services.Index())
        {
            targets[ports[index]] = (match.Groups[1].Value.ToLowerInvariant(), $"http://127.0.0.1:{match.Groups[2].Value}");
            connection = connection.Replace($"127.0.0.1:{match.Groups[2].Value}/", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ports[index]}/"), StringComparison.Ordinal);
        }

        return proxy = new StorageProxy(app, connection);
    }

    public async ValueTask DisposeAsync() => await app.DisposeAsync();

    [GeneratedRegex(@"(Blob|Queue|Table)Endpoint=http://127\.0\.0\.1:(\d+)/")]
    private static partial Regex Endpoint();

    private sealed class Moment(Func<Task> after) : HttpTransformer
    {
        // The account's signature covers the path as it was sent; nothing may be changed on the way.
        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.RequestUri = new Uri(destinationPrefix + httpContext.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget);
        }

        public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
        {
            await after();
            return await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        }
    }
}
