using System.Text.Json;
using Gbv.LocalHost.Platform;

namespace Gbv.LocalHost;

/// <summary>Settings of the local host: command line over environment over <c>local.settings.json</c> (see local.settings.sample.json).</summary>
internal static class LocalSettings
{
    public static LocalPlatformOptions Read(string[] args)
    {
        var root = NpmTools.FindRepoRoot();
        var file = Values(Path.Combine(root, "local.settings.json"));
        var all = new ConfigurationBuilder().AddInMemoryCollection(file).AddEnvironmentVariables().AddCommandLine(args).Build();
        return new LocalPlatformOptions
        {
            Url = all["urls"] ?? "http://localhost:7071",
            Roles = (all["Role"] ?? "all").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
            Forwarding = all.GetValue("Forwarding", ForwardingMode.Proxy),
            DataFolder = Path.GetFullPath(all["DataFolder"] ?? ".local", root),
            StorageConnectionString = all["Storage:ConnectionString"],
            Azurite = new AzuritePorts(all.GetValue("Azurite:BlobPort", 10000), all.GetValue("Azurite:QueuePort", 10001), all.GetValue("Azurite:TablePort", 10002)),
            Lease = all.GetValue("Lease", TimeSpan.FromMinutes(10)),
            Settings = file.Where(x => Environment.GetEnvironmentVariable(x.Key.Replace(":", "__", StringComparison.Ordinal)) is null).ToDictionary(),
            Telemetry = true,
            Output = Console.WriteLine,
        };
    }

    // The form that the Functions tools use: comments are welcome, "__" stands for ":".
    private static Dictionary<string, string?> Values(string file)
    {
        if (!File.Exists(file)) return [];
        var options = new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        using var json = JsonDocument.Parse(File.ReadAllBytes(file), options);
        return json.RootElement.GetProperty("Values").EnumerateObject()
            .Where(x => x.Value.GetString() is { Length: > 0 })
            .ToDictionary(x => x.Name.Replace("__", ":", StringComparison.Ordinal), x => x.Value.GetString());
    }
}
