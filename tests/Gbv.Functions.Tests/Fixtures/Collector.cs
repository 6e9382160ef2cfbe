using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Gbv.Functions.Tests;

/// <summary>Takes whatever the program tells a collector of the standard protocol, and keeps it as it came.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> received = new();
    private readonly WebApplication app;

    private Collector(WebApplication app) => this.app = app;

    public IReadOnlyCollection<(string Path, byte[] Body)> Received => received;

    /// <summary>For a program of its own.</summary>
    public IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = app.Urls.Single(),
        ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
        ["OTEL_METRIC_EXPORT_INTERVAL"] = "1000",
        ["OTEL_BSP_SCHEDULE_DELAY"] = "500",
        ["OTEL_BLRP_SCHEDULE_DELAY"] = "500",
    };

    public static async Task<Collector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var collector = new Collector(app);
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            collector.received.Enqueue((context.Request.Path, body.ToArray()));
        });
        await app.StartAsync();
        return collector;
    }

    /// <summary>Waits until this name was told.</summary>
    public async Task UntilAsync(string path, string name)
    {
        var wanted = Encoding.UTF8.GetBytes(name);
        for (var clock = Stopwatch.StartNew(); !received.Any(r => r.Path == path && r.Body.AsSpan().IndexOf(wanted) >= 0); await Task.Delay(100, TestContext.Current.CancellationToken))
            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(60), $"Nobody told of {name}.");
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
