using System.Diagnostics;

namespace Gbv.Functions.Backups;

/// <summary>Says on standard error how far it is: at each part, and every two seconds.</summary>
internal sealed class ProgressLines
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly Stopwatch since = new();
    private string part = "";

    public void Show(BackupProgress progress)
    {
        if (progress.Part == part && since.Elapsed < Pause) return;
        part = progress.Part;
        since.Restart();
        Console.Error.WriteLine(FormattableString.Invariant($"{progress.Part}: {progress.Items} …, {progress.Cases} cases, file {progress.Files}"));
    }
}
