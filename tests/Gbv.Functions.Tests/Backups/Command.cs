using System.Collections.Concurrent;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Backups;

/// <summary>A command of the operator as the program it is, with the back app's settings.</summary>
internal static class Command
{
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] command, string account, IReadOnlyDictionary<string, string> keys)
    {
        ConcurrentQueue<string> output = [];
        await using var program = Start(command, account, keys, output);
        var code = await program.WaitForExitAsync(TestContext.Current.CancellationToken);
        foreach (var line in output) TestContext.Current.TestOutputHelper?.WriteLine(line);
        return code;
    }

    public static ChildProcess Start(string[] command, string account, IReadOnlyDictionary<string, string> keys, ConcurrentQueue<string>? output = null)
    {
        var settings = keys.ToDictionary(k => k.Key.Replace(":", "__", StringComparison.Ordinal), k => (string?)k.Value);
        settings["Role"] = "back";
        settings["Public__BaseUrl"] = "http://localhost:7071";
        settings["Storage__ConnectionString"] = account;
        settings["Email__From"] = "lien-he@example.org";
        settings["SendGrid__ApiKey"] = "test";
        settings["SendGrid__Host"] = "http://localhost:1";
        return ChildProcess.Start(Path.Combine(AppContext.BaseDirectory, "Gbv.Functions"), command, AppContext.BaseDirectory, settings, line => output?.Enqueue(line));
    }
}
