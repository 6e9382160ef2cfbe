using System.Diagnostics;
using Azure.Core;
using Azure.Identity;
using Azure.Monitor.OpenTelemetry.Exporter;
using Gbv.Functions.Storage;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Gbv.Functions.Hosting;

/// <summary>The settings <c>Telemetry:*</c>.</summary>
internal sealed class TelemetryOptions
{
    public const string Section = "Telemetry";

    /// <summary>Where the program sends its own lines, spans and figures (Application Insights); empty sends nothing.</summary>
    public string ConnectionString { get; set; } = "";
}

/// <summary>
/// Sends the program's own lines, spans and figures to Azure Monitor, or to a collector that the standard setting
/// <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> names; with neither nothing is started. Only what this program says leaves: what a framework writes may
/// hold paths or addresses (design §5). Of requests there are figures by route template, and no spans. Nothing is kept on disk.
/// </summary>
internal static class Telemetry
{
    public const string CollectorSetting = "OTEL_EXPORTER_OTLP_ENDPOINT";

    /// <summary>Categories of this program begin with it.</summary>
    private const string Own = "Gbv";

    private const string RequestMeter = "Microsoft.AspNetCore.Hosting";
    private const string RequestTime = "http.server.request.duration";

    public static WebApplicationBuilder AddTelemetry(this WebApplicationBuilder builder)
    {
        builder.Services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section);
        var options = builder.Configuration.GetSection(TelemetryOptions.Section).Get<TelemetryOptions>() ?? new();
        var (monitor, collector) = (options.ConnectionString.Length > 0, !string.IsNullOrWhiteSpace(builder.Configuration[CollectorSetting]));
        if (monitor || collector) Send(builder, options, monitor, collector);
        return builder;
    }

    /// <summary>Apart, so that a start without telemetry loads nothing of it.</summary>
    private static void Send(WebApplicationBuilder builder, TelemetryOptions options, bool monitor, bool collector)
    {
        // The exporter would report on itself to its maker.
        Environment.SetEnvironmentVariable("APPLICATIONINSIGHTS_STATSBEAT_DISABLED", "true");
        var storage = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>() ?? new();
        void Monitor(AzureMonitorExporterOptions exporter) => Configure(exporter, options, storage);

        builder.Logging
            .AddFilter<OpenTelemetryLoggerProvider>(null, LogLevel.None)
            .AddFilter<OpenTelemetryLoggerProvider>(Own, LogLevel.Information)
            .AddOpenTelemetry(logs =>
            {
                logs.IncludeFormattedMessage = true;
                if (monitor) logs.AddAzureMonitorLogExporter(Monitor);
                if (collector) logs.AddOtlpExporter();
            });
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(x => x.Clear().AddService("gbv-" + (builder.Configuration["Role"] ?? "none").Replace(',', '-')))
            .WithTracing(traces =>
            {
                traces.AddSource(Signals.Name).AddProcessor(new AllowedTags());
                if (monitor) traces.AddAzureMonitorTraceExporter(Monitor);
                if (collector) traces.AddOtlpExporter();
            })
            .WithMetrics(metrics =>
            {
                metrics.AddMeter(Signals.Name).AddMeter(RequestMeter).AddView(Shape);
                if (monitor) metrics.AddAzureMonitorMetricExporter(Monitor);
                if (collector) metrics.AddOtlpExporter();
            });
    }

    /// <summary>Of the server's own figures only the time that requests took, by route template.</summary>
    private static MetricStreamConfiguration? Shape(System.Diagnostics.Metrics.Instrument instrument) => (instrument.Meter.Name, instrument.Name) switch
    {
        (RequestMeter, RequestTime) => new ExplicitBucketHistogramConfiguration
        {
            Boundaries = [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
            TagKeys = ["http.request.method", "http.route", "http.response.status_code"],
        },
        (RequestMeter, _) => MetricStreamConfiguration.Drop,
        _ => null,
    };

    private static void Configure(AzureMonitorExporterOptions exporter, TelemetryOptions options, StorageOptions storage)
    {
        exporter.ConnectionString = options.ConnectionString;
        exporter.DisableOfflineStorage = true;
        exporter.EnableLiveMetrics = false;
        // A line belongs to a request of which no trace is kept; it counts all the same.
        exporter.EnableTraceBasedLogsSampler = false;
        // In Azure the component takes lines from identities alone; on one machine there is none.
        if (storage.ConnectionString is not { Length: > 0 }) exporter.Credential = Credential(storage);
    }

    private static TokenCredential Credential(StorageOptions storage) => new ManagedIdentityCredential(storage.ClientId is { Length: > 0 } id
        ? ManagedIdentityId.FromUserAssignedClientId(id)
        : ManagedIdentityId.SystemAssigned);

    /// <summary>Whatever somebody may add to a span one day: only what is on the list leaves.</summary>
    private sealed class AllowedTags : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data)
        {
            foreach (var (name, _) in data.TagObjects.ToList())
                if (!Signals.SpanTags.Contains(name)) data.SetTag(name, null);
        }
    }
}
