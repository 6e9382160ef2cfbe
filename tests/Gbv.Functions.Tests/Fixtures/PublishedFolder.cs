using System.Diagnostics;
using Gbv.LocalHost;

[assembly: AssemblyFixture(typeof(Gbv.Functions.Tests.PublishedFolder))]

namespace Gbv.Functions.Tests;

/// <summary>What is deployed, published once for all tests that ask for it.</summary>
public sealed class PublishedFolder : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly Lazy<Task<string>> path;

    public PublishedFolder() => path = new(PublishAsync);

    public Task<string> PathAsync() => path.Value;

    public void Dispose() => folder.Dispose();

    private async Task<string> PublishAsync()
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = NpmTools.FindRepoRoot(), RedirectStandardOutput = true };
        // In a folder of its own, so that the build of these very tests is not disturbed.
        foreach (var argument in new[] { "publish", "functions/Gbv.Functions", "-c", "Release", "--artifacts-path", folder.Path, "-v", "q", "-nodeReuse:false" })
            start.ArgumentList.Add(argument);
        using var publish = Process.Start(start)!;
        var output = await publish.StandardOutput.ReadToEndAsync();
        await publish.WaitForExitAsync();
        Assert.True(publish.ExitCode == 0, output);
        return Path.Combine(folder.Path, "publish", "Gbv.Functions", "release_linux-x64");
    }
}
