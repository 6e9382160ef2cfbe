using System.Globalization;
using System.Text;
using Google.Protobuf;

namespace Gbv.LocalHost.Telemetry;

/// <summary><c>/local/telemetry</c>: what the program tells about its work, for the person at this machine.</summary>
internal static class TelemetryPages
{
    public const string Path = "local/telemetry";

    private const int Shown = 100;

    public static void MapTelemetryPages(this IEndpointRouteBuilder web, LocalTelemetry told)
    {
        web.MapPost($"/{Path}/v1/{{signal}}", async (string signal, HttpRequest request, CancellationToken ct) =>
        {
            try
            {
                return told.Take(signal, await ByteString.FromStreamAsync(request.Body, ct)) ? Results.Bytes([], "application/x-protobuf") : Results.NotFound();
            }
            catch (InvalidProtocolBufferException)
            {
                return Results.BadRequest();
            }
        });
        web.MapGet("/" + Path, (string? about) => LocalPage.Show("Chương trình kể gì / What the program tells", $"""
            <p><a href="/{Path}">Xem lại, tất cả / Refresh, all</a></p>
            <h2>Việc đã làm / Work</h2>{Traces(told.Spans, about)}
            <h2>Số liệu từ khi chạy / Figures since the start</h2>{Figures(told.Figures)}
            <h2>Dòng ghi / Lines</h2>{Lines(told.Lines)}
            """));
    }

    /// <param name="about">A trace: only it, and work that is about the same things.</param>
    private static string Traces(IReadOnlyList<LocalSpan> spans, string? about)
    {
        var traces = spans.GroupBy(s => s.Trace).Where(t => about is null || t.Key == about || t.Any(s => s.Links.Contains(about)))
            .OrderByDescending(t => t.Max(s => s.End)).Take(Shown);
        var rows = new StringBuilder();
        foreach (var trace in traces)
            foreach (var (first, span) in trace.OrderBy(s => s.Begin).Select((s, i) => (i == 0, s)))
                rows.Append(CultureInfo.InvariantCulture, $"""
                    <tr{(first ? " class=\"begins\"" : "")}><td>{LocalPage.Time(span.Begin)}</td><td>{Link(span.Trace)}</td><td>{LocalPage.Text(span.Name)}</td><td>{LocalPage.Text(string.Join(' ', span.Tags))}</td><td class="number">{(span.End - span.Begin).TotalMilliseconds:F0} ms</td><td>{string.Join(' ', span.Links.Select(Link))}</td></tr>
                    """);
        return Table(["Lúc / Time", "Trace", "Việc / Work", "", "", "Nối với / Linked to"], rows);
    }

    private static string Figures(IReadOnlyList<LocalFigure> figures)
    {
        var rows = new StringBuilder();
        foreach (var x in figures)
            rows.Append($"""
                <tr><td>{LocalPage.Text(x.Name)}</td><td>{LocalPage.Text(x.App)}</td><td>{LocalPage.Text(x.Labels)}</td><td class="number">{(x.Count is { } count ? $"{count} × {LocalPage.Number(count == 0 ? 0 : x.Value / count)} ({LocalPage.Number(x.Min)} – {LocalPage.Number(x.Max)})" : LocalPage.Number(x.Value))} {LocalPage.Text(x.Unit)}</td></tr>
                """);
        return Table(["Tên / Name", "", "", "Giá trị / Value"], rows);
    }

    private static string Lines(IReadOnlyList<LocalLine> lines)
    {
        var rows = new StringBuilder();
        foreach (var line in lines.Reverse().Take(Shown))
            rows.Append($"""
                <tr><td>{LocalPage.Time(line.At)}</td><td>{LocalPage.Text(line.Level)}</td><td>{LocalPage.Text(line.EventId)}</td><td>{LocalPage.Text(line.Category)}</td><td>{LocalPage.Text(line.Text)}</td></tr>
                """);
        return Table(["Lúc / Time", "Mức / Level", "Số / Event", "Nơi / Where", ""], rows);
    }

    private static string Link(string trace) => $"""<a href="/{Path}?about={trace}">{trace[..6]}</a>""";

    private static string Table(string[] heads, StringBuilder rows) =>
        rows.Length == 0 ? "<p>Chưa có gì. / Nothing yet.</p>" : $"<table><thead><tr>{string.Concat(heads.Select(h => $"<th scope=\"col\">{h}</th>"))}</tr></thead><tbody>{rows}</tbody></table>";
}
