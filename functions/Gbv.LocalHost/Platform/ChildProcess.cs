using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Gbv.LocalHost.Platform;

/// <summary>
/// A program that ends with this one, even if this one is killed and can do nothing any more: a small watcher beside it waits on a
/// pipe that only we hold open. The platform does not do that for a handler, so the product knows nothing of it.
/// </summary>
internal sealed partial class ChildProcess : IAsyncDisposable
{
    // A line on the pipe means "it has ended, nothing to do"; the pipe's end without one means that we died. The program replaces
    // the shell, so its process id and exit code are its own. It ignores Ctrl+C, which a terminal sends to everybody: we end it.
    private const string Watched = """
        exec 3<&0
        trap '' INT
        ( read -r _ <&3 || { kill -TERM $$; sleep 3; kill -KILL $$; } ) >/dev/null 2>&1 &
        exec 3<&-
        exec "$@" </dev/null
        """;

    private readonly Process process;
    private readonly Task ended;

    private ChildProcess(Process process)
    {
        this.process = process;
        ended = WaitAsync();
    }

    public int Id => process.Id;

    public bool HasExited => process.HasExited;

    public static ChildProcess Start(string file, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string?> environment, Action<string> output)
    {
        var start = new ProcessStartInfo
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        string[] command = OperatingSystem.IsWindows() ? [file, .. arguments] : ["/bin/sh", "-c", Watched, "sh", file, .. arguments];
        start.FileName = command[0];
        foreach (var argument in command[1..]) start.ArgumentList.Add(argument);
        foreach (var (name, value) in environment) start.Environment[name] = value;

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, e) => Pass(e.Data, output);
        process.ErrorDataReceived += (_, e) => Pass(e.Data, output);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ChildProcess(process);
    }

    /// <summary>Completes with the exit code.</summary>
    public async Task<int> WaitForExitAsync(CancellationToken ct = default)
    {
        await ended.WaitAsync(ct);
        return process.ExitCode;
    }

    /// <summary>SIGKILL: no shut-down code runs.</summary>
    public void Kill()
    {
        if (!process.HasExited) process.Kill();
    }

    /// <summary>Asks it to end and kills it when it has not within the time given.</summary>
    public async Task StopAsync(TimeSpan patience)
    {
        if (process.HasExited) return;
        if (OperatingSystem.IsWindows() || SendSignal(process.Id, SigTerm) != 0) Kill();
        try
        {
            await ended.WaitAsync(patience);
        }
        catch (TimeoutException)
        {
            Kill();
            await ended;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await ended;
        process.Dispose();
    }

    private async Task WaitAsync()
    {
        await process.WaitForExitAsync();
        try
        {
            await process.StandardInput.WriteLineAsync(process.ExitCode.ToString(CultureInfo.InvariantCulture));
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The watcher went first.
        }
    }

    private static void Pass(string? line, Action<string> output)
    {
        if (line is not null) output(line);
    }

    private const int SigTerm = 15;

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendSignal(int process, int signal);
}
