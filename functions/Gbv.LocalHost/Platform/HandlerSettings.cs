using System.Collections;
using Gbv.Functions.Hosting;
using Gbv.LocalHost.Telemetry;

namespace Gbv.LocalHost.Platform;

/// <summary>The environment of one handler: what Azure's app settings are there. Settings that somebody gave outrank those made here.</summary>
internal static class HandlerSettings
{
    public static IReadOnlyDictionary<string, string?> For(string role, LocalPlatformOptions options, Uri site, string storage, LocalKeys keys)
    {
        var appRole = RoleOptions.TryParse(role) ?? throw new InvalidOperationException(RoleOptions.Fix);
        var settings = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["Public:BaseUrl"] = site.GetLeftPart(UriPartial.Authority),
            ["Reports:RunningMonth"] = "true",
        };
        foreach (var (name, value) in keys.For(role)) settings[name] = value;
        foreach (var function in FunctionRoles.DisabledIn(appRole)) settings[$"AzureWebJobs.{function}.Disabled"] = "true";
        if (appRole != AppRole.Public)
        {
            settings["Email:From"] = "dieu-phoi@example.org";
            settings["SendGrid:ApiKey"] = "local";
            settings["SendGrid:Host"] = site.GetLeftPart(UriPartial.Authority);
            settings["SendGrid:WebhookPublicKey"] = keys.WebhookPublicKey();
        }

        if (options.Telemetry && string.IsNullOrEmpty(Environment.GetEnvironmentVariable(Functions.Hosting.Telemetry.CollectorSetting)) && !options.Settings.ContainsKey(Functions.Hosting.Telemetry.CollectorSetting))
        {
            settings[Functions.Hosting.Telemetry.CollectorSetting] = new Uri(site, TelemetryPages.Path).AbsoluteUri;
            settings["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf";
            settings["OTEL_DOTNET_EXPERIMENTAL_OTLP_EMIT_EVENT_LOG_ATTRIBUTES"] = "true";
            foreach (var pause in new[] { "OTEL_METRIC_EXPORT_INTERVAL", "OTEL_BSP_SCHEDULE_DELAY", "OTEL_BLRP_SCHEDULE_DELAY" }) settings[pause] = "1000";
        }

        var given = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().Select(x => (string)x.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var result = new Dictionary<string, string?>(StringComparer.Ordinal);
        foreach (var (name, value) in settings)
            if (!given.Contains(Variable(name))) result[Variable(name)] = value;

        foreach (var (name, value) in options.Settings) result[Variable(name)] = value;
        result["Role"] = role;
        result["Storage__ConnectionString"] = storage;
        return result;
    }

    private static string Variable(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);
}
