using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Yarp.ReverseProxy.Forwarder;

namespace Gbv.Functions.Tests.Faults;

/// <summary>Hands requests on unchanged from ports of its own, and lets a test come between request, deed and answer.</summary>
internal sealed class FaultProxy : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly IHttpForwarder forwarder;
    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, UseCookies = false });

    private FaultProxy(WebApplication app)
    {
        this.app = app;
        forwarder = app.Services.GetRequiredService<IHttpForwarder>();
    }

    public IReadOnlyList<int> Ports { get; private set; } = [];

    /// <param name="handle">Called for each request with the way to hand it on.</param>
    public static async Task<FaultProxy> StartAsync(int ports, Func<FaultProxy, HttpContext, Task> handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddHttpForwarder();
        // Whoever still waits for an answer at the end gets none.
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseUrls([.. Enumerable.Repeat("http://127.0.0.1:0", ports)]).ConfigureKestrel(k => k.Limits.MaxRequestBodySize = null);
        var app = builder.Build();
        var proxy = new FaultProxy(app);
        app.Run(context => handle(proxy, context));
        await app.StartAsync();
        proxy.Ports = [.. app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Select(a => new Uri(a).Port)];
        return proxy;
    }

    /// <param name="done">Called when the request was carried out, before anybody learns of it.</param>
    /// <param name="fault">What is answered instead of the truth.</param>
    public async Task PassAsync(HttpContext context, string target, Func<Task> done, Fault? fault)
    {
        if (fault is { CarriedOut: false }) await fault.AnswerAsync(context);
        else await forwarder.SendAsync(context, target, client, ForwarderRequestConfig.Empty, new Moment(done, fault));
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        client.Dispose();
    }

    private sealed class Moment(Func<Task> done, Fault? fault) : HttpTransformer
    {
        // The account's signature covers the path as it was sent; nothing may be changed on the way.
        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            proxyRequest.RequestUri = new Uri(destinationPrefix + httpContext.Features.Get<IHttpRequestFeature>()!.RawTarget);
        }

        public override async ValueTask<bool> TransformResponseAsync(HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
        {
            await done();
            var goesOn = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
            if (fault is null || proxyResponse is null) return goesOn;
            await fault.AnswerAsync(httpContext, proxyResponse);
            return false;
        }
    }
}
