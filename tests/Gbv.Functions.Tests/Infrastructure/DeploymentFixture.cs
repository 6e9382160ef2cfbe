using System.Text.Json;
using Gbv.LocalHost;

namespace Gbv.Functions.Tests.Infrastructure;

/// <summary>
/// The infrastructure compiled once: as files, as ARM JSON, and as the resources that each environment would get (the compiler works
/// them out without a subscription). "everything" is a province with each optional part switched on.
/// </summary>
public sealed class DeploymentFixture : IAsyncLifetime
{
    public const string Everything = "everything";
    public const string Officer = "11111111-1111-1111-1111-111111111111";

    private static readonly string[] Scope =
        ["--subscription-id", "00000000-0000-0000-0000-000000000001", "--tenant-id", "00000000-0000-0000-0000-000000000002", "--location", "southeastasia"];

    private static readonly Dictionary<string, string> All = new()
    {
        ["AZURE_PRINCIPAL_ID"] = Officer,
        ["SERVICE_BUS"] = "Premium",
        ["SEND_BY_SERVICE_BUS"] = "true",
        ["PUBLIC_HOST_NAME"] = "tiepnhan.example.org",
        ["BACK_HOST_NAME"] = "congviec.example.org",
        ["OFFICER_ADDRESS"] = "203.0.113.7",
    };

    private readonly TestFolder copy = new();
    private readonly Dictionary<string, IReadOnlyList<PredictedResource>> environments = [];

    public static string Source => Path.Combine(NpmTools.FindRepoRoot(), "infra-bicep");

    public static string[] Environments => ["dev", "commune", "province", Everything];

    internal JsonElement Template { get; private set; }

    internal IReadOnlyList<PredictedResource> Of(string environment) => environments[environment];

    public async ValueTask InitializeAsync()
    {
        CopyTo(copy.Path);
        var province = await File.ReadAllTextAsync(Path.Combine(copy.Path, "province.bicepparam"));
        Assert.Contains("apiClients: []", province, StringComparison.Ordinal);
        await File.WriteAllTextAsync(
            Path.Combine(copy.Path, Everything + ".bicepparam"),
            province.Replace("apiClients: []", $"apiClients: [{{ name: 'school', keySha256: '{new string('a', 64)}', channel: 'school' }}]", StringComparison.Ordinal));

        Template = await BuildAsync();
        await Task.WhenAll(Environments.Select(async x => (Name: x, Resources: await PredictAsync(x))).Select(async x =>
        {
            var (name, resources) = await x;
            lock (environments) environments[name] = resources;
        }));
    }

    public ValueTask DisposeAsync()
    {
        copy.Dispose();
        return ValueTask.CompletedTask;
    }

    internal static void CopyTo(string folder)
    {
        foreach (var file in System.IO.Directory.EnumerateFiles(Source, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(folder, Path.GetRelativePath(Source, file));
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    private async Task<JsonElement> BuildAsync()
    {
        var (code, output) = await Bicep.RunAsync(copy.Path, ["build", "main.bicep", "--outfile", "main.json"]);
        Assert.True(code == 0, output);
        return JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(copy.Path, "main.json"))).RootElement;
    }

    private async Task<IReadOnlyList<PredictedResource>> PredictAsync(string environment)
    {
        var (code, output) = await Bicep.RunAsync(copy.Path, ["snapshot", environment + ".bicepparam", "--mode", "overwrite", .. Scope], environment == Everything ? All : null);
        Assert.True(code == 0, output);
        var root = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(copy.Path, environment + ".snapshot.json"))).RootElement;
        Assert.Equal(0, root.GetProperty("diagnostics").GetArrayLength());
        return [.. root.GetProperty("predictedResources").EnumerateArray().Select(x => new PredictedResource(x.GetProperty("type").GetString()!, x.GetProperty("id").GetString()!, x))];
    }
}

[CollectionDefinition(Name)]
public sealed class DeploymentCollection : ICollectionFixture<DeploymentFixture>
{
    public const string Name = "deployment";
}
