using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Gbv.Functions.Storage;
using OpenTelemetry.Logs;

namespace Gbv.Functions.Hosting;

/// <summary>The settings <c>Telemetry:*</c>.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Where the program sends its own lines (Application Insights); empty sends nothing.</summary>
    public string ConnectionString { get; set; } = "";
}

/// <summary>
/// Sends the program's own lines to Azure Monitor, where alerts read their event ids. Only lines of this program leave: what a framework
/// writes may hold paths or addresses (design §5). Nothing is kept on disk, and no traces or figures are sent.
/// </summary>
internal static class Telemetry
{
    /// <summary>Categories of this program begin with it.</summary>
    private const string Own = "Gbv";

    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section);
        var options = builder.Configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();
        if (options.ConnectionString.Length == 0) return builder;

        // The exporter would report on itself to its maker.
        Environment.SetEnvironmentVariable("APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "true");
        var storage = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new();
        builder.Logging
            .AddFilter<OpenTelemetryLoggerProvider>(null, LogLevel.None)
            .AddFilter<OpenTelemetryLoggerProvider>(Own, LogLevel.Information)
            .AddOpenTelemetry(logs =>
            {
                logs.IncludeFormattedMessage = true;
                logs.AddAzureMonitorLogExporter(exporter =>
                {
                    exporter.ConnectionString = options.ConnectionString;
                    exporter.DisableOfflineStorage = true;
                    exporter.EnableLiveMetrics = false;
                    // A line belongs to a request of which no trace is kept; it counts all the same.
                    exporter.EnableTraceBasedLogsSampler = false;
                    // In Azure the component takes lines from identities alone; on one machine there is none.
                    if (storage.ConnectionString is not { Length: > 0 }) exporter.Credential = Credential(storage);
                });
            });
        return builder;
    }

    private static ManagedIdentityCredential Credential(StorageOptions storage) => new(storage.ClientId is { Length: > 0 } id
        ? ManagedIdentityId.FromUserAssignedClientId(id)
        : ManagedIdentityId.SystemAssigned);
}
