using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using Yarp.ReverseProxy.Forwarder;

namespace Gbv.LocalHost.Platform;

/// <summary>Hands a request on as hosts with enableProxyingHttpRequest do: streamed, path and query as sent, X-Forwarded-* set anew.</summary>
internal sealed class HttpProxy(IHttpForwarder forwarder) : IDisposable
{
    // The time after which Azure's front end cuts a request.
    private static readonly ForwarderRequestConfig Limits = new() { ActivityTimeout = TimeSpan.FromSeconds(230) };

    private readonly HttpMessageInvoker client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    });

    public async Task SendAsync(HttpContext context, int port)
    {
        var error = await forwarder.SendAsync(context, $"http://127.0.0.1:{port}", client, Limits, Transformer.Instance);
        if (error != ForwarderError.None && !context.Response.HasStarted) context.Response.StatusCode = StatusCodes.Status500InternalServerError;
    }

    public void Dispose() => client.Dispose();

    private sealed class Transformer : HttpTransformer
    {
        public static readonly Transformer Instance = new();

        public override async ValueTask TransformRequestAsync(HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
        {
            await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
            var headers = proxyRequest.Headers;
            headers.Host = null; // 127.0.0.1:PORT, from the address
            Set(headers, ForwardedHeadersDefaults.XForwardedHostHeaderName, httpContext.Request.Host.Value);
            Set(headers, ForwardedHeadersDefaults.XForwardedForHeaderName, httpContext.Connection.RemoteIpAddress?.ToString());
            Set(headers, ForwardedHeadersDefaults.XForwardedProtoHeaderName, httpContext.Request.Scheme);
            Set(headers, "x-ms-invocation-id", Guid.NewGuid().ToString());
        }

        private static void Set(System.Net.Http.Headers.HttpRequestHeaders headers, string name, string? value)
        {
            headers.Remove(name);
            headers.TryAddWithoutValidation(name, value);
        }
    }
}
