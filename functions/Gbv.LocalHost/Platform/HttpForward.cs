using System.Net;
using System.Net.Http.Headers;
using System.Text;

namespace Gbv.LocalHost.Platform;

/// <summary>
/// Hands a request on as hosts with only enableForwardingHttpRequest do: buffered, the client's Host header kept, the path decoded once
/// too often, a body only with Content-Length and a Content-Type that can be read.
/// </summary>
internal sealed class HttpForward : IDisposable
{
    private static readonly HashSet<string> Hops = new(StringComparer.OrdinalIgnoreCase)
    {
        "Connection", "Keep-Alive", "Proxy-Connection", "Transfer-Encoding", "Upgrade", "TE", "Trailer",
    };

    private readonly HttpClient client = new(new SocketsHttpHandler
    {
        UseProxy = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        ActivityHeadersPropagator = null,
    })
    { Timeout = TimeSpan.FromSeconds(230) };

    public async Task SendAsync(HttpContext context, int port)
    {
        if (!HasAReadableBody(context.Request))
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return;
        }

        try
        {
            using var request = await RequestAsync(context.Request, port);
            // The handler is not told when the client gives up, and its answer is read whole before anything of it goes on.
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead, CancellationToken.None);
            await PassAsync(answer, context);
        }
        catch (HttpRequestException)
        {
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }
    }

    public void Dispose() => client.Dispose();

    /// <summary>The address as such a host builds it from the path that its own server has decoded already.</summary>
    internal static Uri Target(HttpRequest request, int port) => new($"http://127.0.0.1:{port}{request.PathBase}{request.Path.Value}{Query(request)}");

    // Repeated keys become one value with commas.
    private static string Query(HttpRequest request)
    {
        var pairs = request.Query.Select(x => $"{Uri.EscapeDataString(x.Key)}={Uri.EscapeDataString(x.Value.ToString())}").ToArray();
        return pairs.Length == 0 ? "" : "?" + string.Join('&', pairs);
    }

    private static bool HasAReadableBody(HttpRequest request) =>
        request.Headers.TransferEncoding.Count == 0
        && (request.ContentLength is null or 0 || MediaTypeHeaderValue.TryParse(request.ContentType, out _));

    private static async Task<HttpRequestMessage> RequestAsync(HttpRequest source, int port)
    {
        var request = new HttpRequestMessage(new HttpMethod(source.Method), Target(source, port));
        if (source.ContentLength is not null)
        {
            var body = new MemoryStream();
            await source.Body.CopyToAsync(body);
            request.Content = new ByteArrayContent(body.ToArray());
        }

        foreach (var (name, values) in source.Headers)
        {
            if (Hops.Contains(name) || name.Equals("User-Agent", StringComparison.OrdinalIgnoreCase)) continue;
            if (!request.Headers.TryAddWithoutValidation(name, values.AsEnumerable())) request.Content?.Headers.TryAddWithoutValidation(name, values.AsEnumerable());
        }

        var agent = new StringBuilder(source.Headers.UserAgent.ToString()).Append(' ').Append(Invocations.UserAgent).ToString().TrimStart();
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        return request;
    }

    private static async Task PassAsync(HttpResponseMessage answer, HttpContext context)
    {
        context.Response.StatusCode = (int)answer.StatusCode;
        foreach (var (name, values) in answer.Headers.NonValidated.Concat(answer.Content.Headers.NonValidated))
            if (!Hops.Contains(name)) context.Response.Headers[name] = values.ToArray();
        if (!HttpMethods.IsHead(context.Request.Method)) await answer.Content.CopyToAsync(context.Response.Body);
    }
}
