using System.Diagnostics;
using Gbv.Domain.Attachments;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Attachments;

/// <summary>What became of a file in the hands of the child.</summary>
internal abstract record Cleaning
{
    public sealed record Made(FileKind Kind, ReadOnlyMemory<byte> Content) : Cleaning;

    public sealed record Refused(FileProblem Problem) : Cleaning;
}

/// <summary>
/// Has a file cleaned by a child process of this program, one at a time: whoever sends a file that makes a decoder crash, loop or do worse
/// meets a process that has no key, no setting and no storage, and that is ended when its time is over.
/// </summary>
internal sealed class FileCleaning(IOptions<AttachmentOptions> options) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <summary>All that the child is told of where it runs; whoever decodes needs no more.</summary>
    private static readonly string[] Handed = ["DOTNET_ROOT", "DOTNET_ROOT_X64", "PATH", "LANG", "LD_LIBRARY_PATH", "SystemRoot"];

    private readonly SemaphoreSlim one = new(1, 1);

    /// <summary>Null where another file has its turn.</summary>
    public async Task<IDisposable?> TurnAsync(CancellationToken cancellation) => await one.WaitAsync(Patience, cancellation) ? new Turn(one) : null;

    public async Task<Cleaning> CleanAsync(ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromSeconds(options.Value.CleaningSeconds));
        // What the file before left behind, tens of megabytes, the collector alone would let lie until many more have come; now the child needs it.
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var child = Process.Start(Start()) ?? throw new InvalidOperationException("The cleaning did not start.");
        try
        {
            var output = ReadAsync(child, content.Length, limit.Token);
            await WriteAsync(child, content, limit.Token);
            var cleaned = await output;
            await child.WaitForExitAsync(limit.Token);
            return child.ExitCode == CleanCommand.Cleaned && FileKinds.Of(cleaned.Span) is { } kind
                ? new Cleaning.Made(kind, cleaned)
                : new Cleaning.Refused(CleanCommand.Problem(child.ExitCode));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new Cleaning.Refused(FileProblem.Unfamiliar);
        }
        finally
        {
            if (!child.HasExited) child.Kill();
        }
    }

    public void Dispose() => one.Dispose();

    private static ProcessStartInfo Start()
    {
        var program = OperatingSystem.IsWindows() ? "Gbv.Functions.exe" : "Gbv.Functions";
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, program), [CleanCommand.Name])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        var known = Handed.Select(n => (n, Environment.GetEnvironmentVariable(n))).ToList();
        start.Environment.Clear();
        foreach (var (name, value) in known)
            if (value is not null) start.Environment[name] = value;
        foreach (var (name, value) in CleanCommand.Limits) start.Environment[name] = value;
        return start;
    }

    /// <param name="likely">What came is about as long as what comes of it.</param>
    private static async Task<ReadOnlyMemory<byte>> ReadAsync(Process child, int likely, CancellationToken cancellation)
    {
        using var output = new MemoryStream(likely);
        await child.StandardOutput.BaseStream.CopyToAsync(output, cancellation);
        return output.GetBuffer().AsMemory(0, (int)output.Length);
    }

    private static async Task WriteAsync(Process child, ReadOnlyMemory<byte> content, CancellationToken cancellation)
    {
        try
        {
            await child.StandardInput.BaseStream.WriteAsync(content, cancellation);
            child.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended without reading all; its exit code tells why.
        }
    }

    private sealed class Turn(SemaphoreSlim one) : IDisposable
    {
        public void Dispose() => one.Release();
    }
}
