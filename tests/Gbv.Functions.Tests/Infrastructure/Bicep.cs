using System.Diagnostics;
using System.Reflection;

namespace Gbv.Functions.Tests.Infrastructure;

/// <summary>The Bicep compiler, which the build restored as a package.</summary>
internal static class Bicep
{
    private static readonly string Compiler = typeof(Bicep).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(x => x.Key == "BicepPath").Value!;

    /// <summary>Runs it in a folder; settings are what azd or a shell would put into the environment.</summary>
    public static async Task<(int Code, string Output)> RunAsync(string folder, string[] arguments, IReadOnlyDictionary<string, string>? settings = null)
    {
        Assert.True(File.Exists(Compiler), $"There is no Bicep compiler at '{Compiler}'. It comes with the package Azure.Bicep.CommandLine.<platform>; on a platform without one these tests cannot run.");
        var start = new ProcessStartInfo(Compiler, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in start.Environment.Keys.Where(x => x.StartsWith("AZURE_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        foreach (var (name, value) in settings ?? new Dictionary<string, string>()) start.Environment[name] = value;
        using var bicep = Process.Start(start)!;
        var texts = await Task.WhenAll(bicep.StandardOutput.ReadToEndAsync(), bicep.StandardError.ReadToEndAsync());
        await bicep.WaitForExitAsync();
        return (bicep.ExitCode, string.Concat(texts));
    }
}
