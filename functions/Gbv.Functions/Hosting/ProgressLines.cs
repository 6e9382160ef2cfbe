using System.Diagnostics;

namespace Gbv.Functions.Hosting;

/// <summary>Says on standard error how far a command is: every two seconds, and where it has parts, at each new one.</summary>
internal sealed class ProgressLines
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Stopwatch since = Stopwatch.StartNew();
    private string last = "";

    public void Show(Func<string> line, string part = "")
    {
        if (part == last && since.Elapsed < Pause) return;
        last = part;
        since.Restart();
        Console.Error.WriteLine(line());
    }
}
