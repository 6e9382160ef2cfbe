using System.Diagnostics;
using Gbv.LocalHost;

[assembly: AssemblyFixture(typeof(Gbv.Functions.Tests.PublishedFolder))]

namespace Gbv.Functions.Tests;

/// <summary>
/// What is deployed, published once for all tests that ask for it. Only what changed since the last time is compiled again, and the
/// benchmarks publish to the same place.
/// </summary>
public sealed class PublishedFolder
{
    private readonly Lazy<Task<string>> path;

    public PublishedFolder() => path = new(PublishAsync);

    public Task<string> PathAsync() => path.Value;

    /// <summary>The same as it is uploaded.</summary>
    public static string Package => Path.Combine(Artifacts, "package.zip");

    // Apart from the output of the build, so that the build of these very tests is not disturbed.
    private static string Artifacts => Path.Combine(NpmTools.FindRepoRoot(), "artifacts", "published");

    private static async Task<string> PublishAsync()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = NpmTools.FindRepoRoot(), RedirectStandardOutput = true };
        string[] arguments = ["publish", "functions/Gbv.Functions", "-c", "Release", "--artifacts-path", Artifacts, "-p:PackageFile=" + Package, "-v", "q", "-nodeReuse:false", "-p:UseSharedCompilation=false", "-p:RunAnalyzers=false"];
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, output);
        return Path.Combine(Artifacts, "publish", "Gbv.Functions", "release_linux-x64");
    }
}
