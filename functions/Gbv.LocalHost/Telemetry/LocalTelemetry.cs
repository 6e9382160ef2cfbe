using Google.Protobuf;

namespace Gbv.LocalHost.Telemetry;

/// <summary>A piece of work; <paramref name="Links"/> are the traces that stand for what it is about.</summary>
internal sealed record LocalSpan(string App, string Trace, string Id, string Parent, string Name, DateTimeOffset Begin, DateTimeOffset End, IReadOnlyList<string> Tags, IReadOnlyList<string> Links);

/// <summary>A figure as it stands; of a histogram also how many values and the smallest and largest.</summary>
internal sealed record LocalFigure(string App, string Name, string Unit, string Labels, double Value, ulong? Count, double Min, double Max);

/// <summary>A line that the program wrote.</summary>
internal sealed record LocalLine(string App, DateTimeOffset At, string Level, string Category, string EventId, string Text);

/// <summary>Takes what the program tells a collector of OpenTelemetry, by the numbers of opentelemetry-proto, and keeps the last of it in memory.</summary>
internal sealed class LocalTelemetry
{
    private const int Kept = 1000;

    private readonly Lock gate = new();
    private readonly Queue<LocalSpan> spans = new();
    private readonly Queue<LocalLine> lines = new();
    private readonly SortedDictionary<string, LocalFigure> figures = new(StringComparer.Ordinal);

    public IReadOnlyList<LocalSpan> Spans
    {
        get { lock (gate) return [.. spans]; }
    }

    public IReadOnlyList<LocalLine> Lines
    {
        get { lock (gate) return [.. lines]; }
    }

    public IReadOnlyList<LocalFigure> Figures
    {
        get { lock (gate) return [.. figures.Values]; }
    }

    /// <param name="signal">traces, metrics or logs.</param>
    /// <returns>False where it is none of these.</returns>
    /// <exception cref="InvalidProtocolBufferException">The body is not what the standard says.</exception>
    public bool Take(string signal, ByteString body)
    {
        lock (gate)
        {
            // In each signal: resource → scope → what it is about.
            foreach (var resource in ProtoMessage.Read(body).All(1))
            {
                var app = resource.All(1, 1).Select(Pair).FirstOrDefault(p => p.Key == "service.name").Value ?? "";
                switch (signal)
                {
                    case "traces":
                        foreach (var span in resource.All(2, 2)) Keep(spans, Span(app, span));
                        break;
                    case "logs":
                        foreach (var scope in resource.All(2))
                            foreach (var line in scope.All(2)) Keep(lines, Line(app, scope.All(1).Select(s => s.Text(1)).FirstOrDefault(""), line));
                        break;
                    case "metrics":
                        foreach (var figure in resource.All(2, 2).SelectMany(m => Values(app, m))) figures[$"{figure.Name} {figure.App} {figure.Labels}"] = figure;
                        break;
                    default:
                        return false;
                }
            }
        }

        return true;
    }

    private static LocalSpan Span(string app, ProtoMessage span) => new(
        app, span.Hex(1), span.Hex(2), span.Hex(4), span.Text(5), span.Time(7), span.Time(8), [.. span.All(9).Select(Pair).Select(Shown)], [.. span.All(13).Select(l => l.Hex(1))]);

    private static LocalLine Line(string app, string category, ProtoMessage line) => new(
        app, line.Time(1), line.Text(3), category, line.All(6).Select(Pair).FirstOrDefault(p => p.Key == "logrecord.event.id").Value ?? "", line.All(5).Select(Value).FirstOrDefault(""));

    /// <summary>Gauge, sum or histogram.</summary>
    private static IEnumerable<LocalFigure> Values(string app, ProtoMessage figure)
    {
        foreach (var point in figure.All(5, 1).Concat(figure.All(7, 1)))
            yield return new(app, figure.Text(1), figure.Text(3), Labels(point, 7), point.Has(4) ? point.Double(4) : (long)point.Number(6), null, 0, 0);
        foreach (var point in figure.All(9, 1))
            yield return new(app, figure.Text(1), figure.Text(3), Labels(point, 9), point.Double(5), point.Number(4), point.Double(11), point.Double(12));
    }

    private static string Labels(ProtoMessage point, int field) => string.Join(' ', point.All(field).Select(Pair).Select(Shown).Order(StringComparer.Ordinal));

    private static string Shown(KeyValuePair<string, string> pair) => $"{pair.Key}={pair.Value}";

    private static KeyValuePair<string, string> Pair(ProtoMessage pair) => new(pair.Text(1), pair.All(2).Select(Value).FirstOrDefault(""));

    private static string Value(ProtoMessage value) => value switch
    {
        _ when value.Has(2) => value.Number(2) == 0 ? "false" : "true",
        _ when value.Has(3) => ((long)value.Number(3)).ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ when value.Has(4) => LocalPage.Number(value.Double(4)),
        _ => value.Text(1),
    };

    private static void Keep<T>(Queue<T> queue, T item)
    {
        queue.Enqueue(item);
        while (queue.Count > Kept) queue.Dequeue();
    }
}
