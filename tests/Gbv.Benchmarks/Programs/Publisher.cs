using System.Diagnostics;
using System.Globalization;
using Gbv.LocalHost;

namespace Gbv.Benchmarks.Programs;

/// <summary>Publishes a project as it is deployed, into the folder that the tests publish to as well: only what changed is compiled again.</summary>
/// <param name="Again">False where the last publication is good enough.</param>
internal sealed record Publisher(bool Again)
{
    /// <returns>The program.</returns>
    public async Task<string> PublishAsync(string project)
    {
        var root = NpmTools.FindRepoRoot();
        var artifacts = Path.Combine(root, "artifacts", "published");
        var name = Path.GetFileNameWithoutExtension(Directory.EnumerateFiles(Path.Combine(root, project), "*.csproj").Single());
        if (Again) await RunAsync(root, project, artifacts);
        return Path.Combine(Directory.GetDirectories(Path.Combine(artifacts, "publish", name), "release*").Single(), name);
    }

    private static async Task RunAsync(string root, string project, string artifacts)
    {
        var started = Stopwatch.StartNew();
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = root, RedirectStandardOutput = true };
        string[] arguments = ["publish", project, "-c", "Release", "--artifacts-path", artifacts, "-v", "q", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        if (publish.ExitCode != 0) throw new InvalidOperationException($"{project} could not be published:{Environment.NewLine}{output}");
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{project} published: {started.Elapsed.TotalSeconds:0} s"));
    }
}
