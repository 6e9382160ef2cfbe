using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Gbv.LocalHost.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>What leaves the program for Azure Monitor: its own lines with their event ids, and nothing of anybody else.</summary>
public sealed class TelemetryTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly ConcurrentQueue<JsonElement> received = new();
    private WebApplication collector = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        collector = builder.Build();
        collector.Urls.Add("http://127.0.0.1:0");
        collector.MapPost("/{**any}", async (HttpRequest request) =>
        {
            Stream body = request.Headers.ContentEncoding == "gzip" ? new GZipStream(request.Body, CompressionMode.Decompress) : request.Body;
            using var reader = new StreamReader(body, Encoding.UTF8);
            foreach (var line in (await reader.ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries)) received.Enqueue(JsonDocument.Parse(line).RootElement.Clone());
            return Results.Text("""{"itemsReceived":1,"itemsAccepted":1,"errors":[]}""", "application/json");
        });
        await collector.StartAsync(Cancel);
    }

    public async ValueTask DisposeAsync() => await collector.DisposeAsync();

    [Fact]
    public async Task An_alerts_line_arrives_with_its_event_id_and_no_line_of_a_framework_does()
    {
        using var folder = new TestFolder();
        await using var platform = await LocalPlatform.StartAsync(
            new LocalPlatformOptions
            {
                Url = "http://127.0.0.1:0",
                DataFolder = folder.Path,
                StorageConnectionString = azurite.NewAccount(),
                Roles = ["back"],
                Timers = false,
                ReceiptRounds = 1,
                Settings = new Dictionary<string, string?> { ["Telemetry__ConnectionString"] = $"InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint={collector.Urls.Single()}/" },
            },
            Cancel);
        var port = await platform.HandlerPortAsync("back", Cancel);

        // A message that the program did not sign: an error of its own, event 2101.
        await RawHttp.InvokeAsync(port, "CarryOutCase", HostPayloads.Queue("CarryOutCase", [1, 2, 3]));

        var line = await UntilAsync(x => Properties(x).TryGetValue("EventId", out var id) && id == "2101");
        Assert.StartsWith("Gbv.", Properties(line)["CategoryName"], StringComparison.Ordinal);
        Assert.All(received.Where(x => x.GetProperty("data").GetProperty("baseType").GetString() == "MessageData"), x => Assert.StartsWith("Gbv.", Properties(x)["CategoryName"], StringComparison.Ordinal));
        // Of requests there is no span; what the host handed over has one of its own name.
        Assert.All(received.Where(x => x.GetProperty("data").GetProperty("baseType").GetString() is "RequestData" or "RemoteDependencyData"), x => Assert.Equal("CarryOutCase", x.GetProperty("data").GetProperty("baseData").GetProperty("name").GetString()));
        Assert.DoesNotContain(received, x => x.GetRawText().Contains("client.ip", StringComparison.OrdinalIgnoreCase) || x.GetRawText().Contains("ai.location.ip", StringComparison.OrdinalIgnoreCase));
    }

    private async Task<JsonElement> UntilAsync(Func<JsonElement, bool> wanted)
    {
        for (var clock = System.Diagnostics.Stopwatch.StartNew(); clock.Elapsed < Patience; await Task.Delay(100, Cancel))
            foreach (var item in received)
                if (wanted(item)) return item;
        throw new TimeoutException($"Nothing such arrived; {received.Count} other items did: {string.Join('\n', received.Select(x => x.GetRawText()))}");
    }

    private static Dictionary<string, string> Properties(JsonElement item) =>
        item.GetProperty("data").GetProperty("baseData") is var data && data.TryGetProperty("properties", out var properties)
            ? properties.EnumerateObject().ToDictionary(x => x.Name, x => x.Value.GetString() ?? "")
            : [];
}
