using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>The run command as a program: what it starts ends with it.</summary>
[Collection(TimedCollection.Name)]
public sealed partial class LocalHostTests
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan StopLimit = TimeSpan.FromSeconds(5);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asked_to_stop_it_ends_everything_within_five_seconds_and_keeps_its_keys()
    {
        using var folder = new TestFolder();
        await using var host = await StartAsync(folder.Path);
        var children = Children(host.Id);
        var waited = Stopwatch.StartNew();

        await host.StopAsync(TimeSpan.FromSeconds(30));

        Assert.InRange(waited.Elapsed, TimeSpan.Zero, StopLimit);
        Assert.Equal(0, await host.WaitForExitAsync(Cancel));
        Assert.True(children.Length >= 2, "The storage emulator and the handler were not among its children.");
        await UntilGoneAsync(children);
        Assert.True(File.Exists(Path.Combine(folder.Path, "keys.json")));
    }

    [Fact]
    public async Task Killed_it_takes_everything_it_started_along()
    {
        using var folder = new TestFolder();
        await using var host = await StartAsync(folder.Path);
        var children = Children(host.Id);

        host.Kill();

        await UntilGoneAsync(children);
    }

    [Theory]
    [InlineData(0, "--Azurite:BlobPort", "--help")]
    [InlineData(0, "--reports", "seed", "-h")]
    [InlineData(2, "There is no option '--datafolder2'", "--datafolder2", "x")]
    [InlineData(2, "There is no option 'sede'", "sede", "--reports", "5")]
    [InlineData(2, "There is no option '--reports'", "--reports", "5")]
    [InlineData(2, "The option '--urls' needs a value", "--urls")]
    public async Task What_it_does_not_know_it_says_and_starts_nothing(int code, string said, params string[] command)
    {
        using var folder = new TestFolder();
        var output = new ConcurrentQueue<string>();
        await using var host = ChildProcess.Start(
            Path.Combine(AppContext.BaseDirectory, "Gbv.LocalHost"), command, folder.Path, new Dictionary<string, string?> { ["DataFolder"] = Path.Combine(folder.Path, "data") }, output.Enqueue);

        Assert.Equal(code, await host.WaitForExitAsync(Cancel));
        Assert.Contains(output, x => x.Contains(said, StringComparison.Ordinal));
        Assert.Empty(System.IO.Directory.EnumerateFileSystemEntries(folder.Path));
    }

    private static async Task<ChildProcess> StartAsync(string folder)
    {
        var output = new ConcurrentQueue<string>();
        var host = ChildProcess.Start(
            Path.Combine(AppContext.BaseDirectory, "Gbv.LocalHost"),
            ["--urls", "http://127.0.0.1:0", "--DataFolder", folder, "--Azurite:BlobPort", "0", "--Azurite:QueuePort", "0", "--Azurite:TablePort", "0"],
            folder,
            new Dictionary<string, string?>(),
            output.Enqueue);
        var waited = Stopwatch.StartNew();
        while (!output.Any(x => x.StartsWith("Home", StringComparison.Ordinal)))
        {
            Assert.False(host.HasExited || waited.Elapsed > StartLimit, string.Join('\n', output));
            await Task.Delay(50, Cancel);
        }

        return host;
    }

    private static int[] Children(int parent) =>
    [
        .. from status in System.IO.Directory.EnumerateDirectories("/proc").Select(x => Path.Combine(x, "status")).Where(File.Exists)
           let match = ParentLine().Match(Read(status))
           where match.Success && int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture) == parent
           select int.Parse(Path.GetFileName(Path.GetDirectoryName(status))!, CultureInfo.InvariantCulture),
    ];

    // A process may end between being listed and being read.
    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return "";
        }
    }

    private static async Task UntilGoneAsync(int[] processes)
    {
        var waited = Stopwatch.StartNew();
        while (processes.Any(IsAlive))
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(10), "Something it started is still running.");
            await Task.Delay(50, Cancel);
        }
    }

    // One that ended and was not yet collected by its parent still has a folder there.
    private static bool IsAlive(int process) => Read($"/proc/{process}/status") is { Length: > 0 } status && !status.Contains("State:\tZ", StringComparison.Ordinal);

    [GeneratedRegex(@"^PPid:\t(\d+)$", RegexOptions.Multiline)]
    private static partial Regex ParentLine();
}
