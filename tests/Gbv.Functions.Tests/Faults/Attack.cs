using System.Text;

namespace Gbv.Functions.Tests.Faults;

/// <summary>One hostile request exactly as it goes over the wire, and what may be answered; nothing said means anything but a 5xx.</summary>
internal sealed record Attack(string Name, string Method, string Target)
{
    public IReadOnlyList<string> Headers { get; init; } = [];

    public byte[] Body { get; init; } = [];

    public string? ContentType { get; init; }

    public bool Chunked { get; init; }

    /// <summary>The only answers that are right.</summary>
    public IReadOnlyList<int> Expected { get; init; } = [];

    /// <summary>The server may close before it has read everything.</summary>
    public bool MayBeCut { get; init; }

    public static string FormType => "application/x-www-form-urlencoded";

    public static Attack Post(string name, string target, string form, params string[] headers) =>
        new(name, "POST", target) { ContentType = FormType, Body = Encoding.UTF8.GetBytes(form), Headers = headers };

    /// <summary>Latin-1 lets a target hold bytes that are no UTF-8.</summary>
    public byte[] Bytes(int port)
    {
        List<string> lines = [$"{Method} {Target} HTTP/1.1", $"Host: 127.0.0.1:{port}", "Connection: close"];
        if (ContentType is not null) lines.Add("Content-Type: " + ContentType);
        if (Chunked) lines.Add("Transfer-Encoding: chunked");
        else if ((Body.Length > 0 || Method == "POST") && !Headers.Any(h => h.StartsWith("Content-Length", StringComparison.Ordinal))) lines.Add($"Content-Length: {Body.Length}");
        lines.AddRange(Headers);
        var head = Encoding.Latin1.GetBytes(string.Concat(lines.Select(l => l.ReplaceLineEndings(" ").Replace('\0', '0') + "\r\n")) + "\r\n");
        return Chunked
            ? [.. head, .. Encoding.ASCII.GetBytes($"{Body.Length:x}\r\n"), .. Body, .. "\r\n0\r\n\r\n"u8]
            : [.. head, .. Body];
    }
}
