using System.Net.Sockets;
using System.Text;

namespace Gbv.Functions.Tests;

/// <summary>An answer as it came over the wire.</summary>
internal sealed record RawAnswer(int Status, string Head, string Body)
{
    public string? Header(string name) => Head.Split("\r\n").Skip(1).Select(x => x.Split(": ", 2))
        .FirstOrDefault(x => x.Length == 2 && x[0].Equals(name, StringComparison.OrdinalIgnoreCase))?[1];
}

/// <summary>Sends a request exactly as written: HttpClient would tidy up the path and choose the headers.</summary>
internal static class RawHttp
{
    public static async Task<RawAnswer> SendAsync(int port, string method, string target, IEnumerable<string> headers, string body)
    {
        var ct = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, ct);
        await using var stream = client.GetStream();
        var head = $"{method} {target} HTTP/1.1\r\n{string.Concat(headers.Select(x => x + "\r\n"))}Connection: close\r\n\r\n";
        await stream.WriteAsync(Encoding.UTF8.GetBytes(head + body), ct);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var answer = await reader.ReadToEndAsync(ct);
        var parts = answer.Split("\r\n\r\n", 2);
        return new RawAnswer(int.Parse(answer.Split(' ', 3)[1], System.Globalization.CultureInfo.InvariantCulture), parts[0], parts[1]);
    }

    /// <summary>Sends these bytes, whatever they are; null where the server closed the connection without a word.</summary>
    public static async Task<RawAnswer?> SendAsync(int port, ReadOnlyMemory<byte> request, CancellationToken ct)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, ct);
        await using var stream = client.GetStream();
        using var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request, ct);
        }
        catch (IOException)
        {
            // Refused before everything was sent; the answer may be there all the same.
        }

        try
        {
            await stream.CopyToAsync(answer, ct);
        }
        catch (IOException)
        {
            // Closed hard, because not all of the body was wanted.
        }

        var parts = Encoding.UTF8.GetString(answer.GetBuffer(), 0, (int)answer.Length).Split("\r\n\r\n", 2);
        return parts.Length < 2 ? null : new RawAnswer(int.Parse(parts[0].Split(' ', 3)[1], System.Globalization.CultureInfo.InvariantCulture), parts[0], parts[1]);
    }

    /// <summary>As the host posts an invocation: chunked, to the loopback address.</summary>
    public static Task<RawAnswer> InvokeAsync(int port, string function, string body, params string[] more) => SendAsync(
        port,
        "POST",
        "/" + function,
        [$"Host: 127.0.0.1:{port}", "User-Agent: Azure-Functions-Host/4.1037.0", "Content-Type: application/json; charset=utf-8", "Transfer-Encoding: chunked", .. more],
        Chunked(body));

    public static string Chunked(string body) => $"{Encoding.UTF8.GetByteCount(body):x}\r\n{body}\r\n0\r\n\r\n";
}
