using System.Globalization;

namespace Gbv.Functions.Hosting;

/// <summary>
/// Says on standard error how far a command is: a bar, and what it counted. On a terminal it is one line, written anew again and again and
/// gone at the end; elsewhere, so that a log stays short, a line every two seconds and, where there are parts, at each new one.
/// </summary>
internal sealed class ProgressLines(TextWriter to, int? width, TimeProvider time) : IDisposable
{
    private const int Cells = 20;
    private const string Anew = "\r\u001b[K";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(100);

    private long since = time.GetTimestamp();
    private string last = "";

    public ProgressLines() : this(Console.Error, Console.IsErrorRedirected ? null : Math.Max(Console.WindowWidth, 40), TimeProvider.System) { }

    /// <param name="done">The share of the work that is done, 0 to 1.</param>
    public void Show(double done, Func<string> line, string part = "")
    {
        if (part == last && time.GetElapsedTime(since) < (width is null ? Pause : ShortPause)) return;
        last = part;
        since = time.GetTimestamp();
        var text = $"{Bar(done)} {line()}";
        if (width is { } most) to.Write(Anew + text[..Math.Min(text.Length, most - 1)]);
        else to.WriteLine(text);
    }

    public void Dispose()
    {
        if (width is not null) to.Write(Anew);
    }

    /// <summary>How far a command is that goes through the cases by id: ids are evenly spread, so the one in hand tells.</summary>
    public static double Through(string id, string from = "", string until = "g")
    {
        var (first, behind) = (Place(from), Place(until));
        return behind > first ? Math.Clamp((Place(id) - first) / (behind - first), 0, 1) : 1;
    }

    private static string Bar(double done)
    {
        var full = (int)(Math.Clamp(done, 0, 1) * Cells);
        return string.Create(CultureInfo.InvariantCulture, $"[{new string('#', full)}{new string('.', Cells - full)}] {(int)(Math.Clamp(done, 0, 1) * 100),3} %");
    }

    /// <summary>What is no number sorts behind every id.</summary>
    private static double Place(string id) =>
        uint.TryParse(id.PadRight(8, '0').AsSpan(0, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var place) ? place / (double)(1L << 32) : 1;
}
