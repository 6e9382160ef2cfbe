using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gbv.LocalHost.Platform;

namespace Gbv.Benchmarks.Programs;

/// <summary>The settings of the published function app in either role, and of the same services in this process.</summary>
internal sealed class Product(string executable, LocalKeys keys)
{
    /// <summary>The key of the API client that the benchmarks are.</summary>
    public const string ApiKey = "benchmark";

    public string Executable => executable;

    public IReadOnlyDictionary<string, string?> Settings(string role, string storage)
    {
        var settings = new Dictionary<string, string?>
        {
            ["Role"] = role,
            ["Storage:ConnectionString"] = storage,
            ["Public:BaseUrl"] = "http://localhost:7071",
        };
        foreach (var (name, value) in keys.For(role)) settings[name] = value;
        if (role == "public")
        {
            settings["Api:Clients:0:Name"] = "benchmark";
            settings["Api:Clients:0:KeySha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ApiKey)));
        }
        else
        {
            settings["Email:From"] = "dieu-phoi@example.org";
            settings["SendGrid:ApiKey"] = "none";
            settings["SendGrid:Host"] = "http://localhost:1";
            settings["SendGrid:WebhookPublicKey"] = keys.WebhookPublicKey();
            // Nothing is owed: the benchmark asks for its report itself.
            settings["Reports:FirstPeriod"] = "2190-01";
        }

        return settings;
    }

    public Task<RunningProgram> StartAsync(string role, string storage, string path = "/") => RunningProgram.StartAsync(executable, path, port =>
    {
        var environment = Settings(role, storage).ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value);
        environment[Gbv.Functions.Hosting.FunctionApp.PortSetting] = port.ToString(CultureInfo.InvariantCulture);
        return environment;
    });
}
