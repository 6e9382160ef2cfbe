using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Gbv.Benchmarks.Reports;

/// <summary>One queue invocation as the Functions host posts it.</summary>
internal static class HostPost
{
    public static async Task InvokeAsync(int port, string function, byte[] message)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null }) { Timeout = TimeSpan.FromMinutes(10) };
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/{function}")))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes($$$"""{"Data":{"message":"{{{Convert.ToBase64String(message)}}}"},"Metadata":{"DequeueCount":"1"}}""")),
        };
        request.Headers.TransferEncodingChunked = true;
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var answer = await client.SendAsync(request);
        if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{function} answered with {(int)answer.StatusCode}.");
    }
}
