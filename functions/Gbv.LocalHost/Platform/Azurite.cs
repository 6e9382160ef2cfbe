using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace Gbv.LocalHost.Platform;

/// <summary>The ports of the storage emulator; 0 takes a free one.</summary>
public sealed record AzuritePorts(int Blob = 10000, int Queue = 10001, int Table = 10002)
{
    public static readonly AzuritePorts Free = new(0, 0, 0);
}

/// <summary>The storage emulator as a program of its own: started here and ended with us, or one that runs already.</summary>
public sealed class Azurite : IAsyncDisposable
{
    /// <summary>The account and key that every emulator knows; public by design.</summary>
    public const string DefaultAccount = "devstoreaccount1";

    public const string DefaultKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <summary>
    /// Seconds that a connection may rest. The emulator's own five would end many a connection just when the program takes it up again;
    /// the program lets go of one after a minute.
    /// </summary>
    private const string KeepAlive = "120";

    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);

    private readonly AzuritePorts ports;
    private readonly ChildProcess? process;

    private Azurite(AzuritePorts ports, ChildProcess? process)
    {
        this.ports = ports;
        this.process = process;
    }

    /// <summary>False where a running emulator is used.</summary>
    public bool IsOurs => process is not null;

    /// <summary>The emulator's process, where it is ours.</summary>
    public int? ProcessId => process?.Id;

    /// <summary>How long it may take to write its data down when it ends.</summary>
    public TimeSpan StopLimit { get; set; } = TimeSpan.FromSeconds(3);

    public string ConnectionString(string account = DefaultAccount, string key = DefaultKey) => string.Create(CultureInfo.InvariantCulture,
        $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={key};BlobEndpoint=http://127.0.0.1:{ports.Blob}/{account};QueueEndpoint=http://127.0.0.1:{ports.Queue}/{account};TableEndpoint=http://127.0.0.1:{ports.Table}/{account};");

    /// <summary>Uses an emulator that answers on these ports, or restores and starts one.</summary>
    /// <param name="folder">Where its data survive restarts; null keeps them in memory.</param>
    /// <param name="accounts">Accounts with their keys; none means the emulator's own.</param>
    public static async Task<Azurite> StartAsync(string repoRoot, AzuritePorts ports, string? folder, IReadOnlyDictionary<string, string>? accounts, CancellationToken ct)
    {
        if (ports is { Blob: > 0, Queue: > 0, Table: > 0 } && await AllAnswerAsync(ports, ct)) return new Azurite(ports, null);

        await NpmTools.EnsureAsync(repoRoot, ct);
        // A free port may be taken by somebody else in the moment before the emulator listens on it.
        for (var attempt = 1; ; attempt++)
        {
            var chosen = Choose(ports);
            var output = new ConcurrentQueue<string>();
            var process = StartProcess(repoRoot, chosen, folder, accounts, output.Enqueue);
            if (await StartsAsync(process, chosen, ct)) return new Azurite(chosen, process);
            await process.DisposeAsync();
            if (chosen == ports || attempt == 3)
                throw new InvalidOperationException($"The storage emulator did not start on ports {chosen.Blob}, {chosen.Queue} and {chosen.Table}. Free them, or set Azurite:BlobPort, Azurite:QueuePort and Azurite:TablePort to others (0 takes free ones). {string.Join(' ', output)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is null) return;
        await process.StopAsync(StopLimit); // it writes its data down when it is asked to end
        await process.DisposeAsync();
    }

    private static AzuritePorts Choose(AzuritePorts ports) => new(
        ports.Blob > 0 ? ports.Blob : FreePort.Find(),
        ports.Queue > 0 ? ports.Queue : FreePort.Find(),
        ports.Table > 0 ? ports.Table : FreePort.Find());

    private static ChildProcess StartProcess(string repoRoot, AzuritePorts ports, string? folder, IReadOnlyDictionary<string, string>? accounts, Action<string> output)
    {
        string Text(int port) => port.ToString(CultureInfo.InvariantCulture);
        if (folder is not null) Directory.CreateDirectory(folder);
        string[] where = folder is null ? ["--inMemoryPersistence"] : ["--location", folder];
        var environment = new Dictionary<string, string?>();
        if (accounts is { Count: > 0 }) environment["AZURITE_ACCOUNTS"] = string.Join(';', accounts.Select(x => $"{x.Key}:{x.Value}"));
        return ChildProcess.Start(
            "node",
            [
                "--require", Path.Combine(repoRoot, "functions", "Gbv.LocalHost", "Platform", "azurite-by-partition.cjs"),
                Path.Combine(repoRoot, "node_modules", "azurite", "dist", "src", "azurite.js"),
                "--silent", "--skipApiVersionCheck", "--disableProductStyleUrl", "--disableTelemetry",
                "--blobKeepAliveTimeout", KeepAlive, "--queueKeepAliveTimeout", KeepAlive, "--tableKeepAliveTimeout", KeepAlive,
                "--blobPort", Text(ports.Blob), "--queuePort", Text(ports.Queue), "--tablePort", Text(ports.Table),
                .. where,
            ],
            folder ?? Path.GetTempPath(),
            environment,
            output);
    }

    private static async Task<bool> StartsAsync(ChildProcess process, AzuritePorts ports, CancellationToken ct)
    {
        var waited = Stopwatch.StartNew();
        while (!process.HasExited && waited.Elapsed < StartLimit)
        {
            if (await AllAnswerAsync(ports, ct)) return true;
            await Task.Delay(50, ct);
        }

        return false;
    }

    private static async Task<bool> AllAnswerAsync(AzuritePorts ports, CancellationToken ct)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(5) };
        foreach (var port in new[] { ports.Blob, ports.Queue, ports.Table })
            if (!await AnswersAsync(client, port, ct)) return false;
        return true;
    }

    private static async Task<bool> AnswersAsync(HttpClient client, int port, CancellationToken ct)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/"), ct);
            return answer.Headers.Server.ToString().StartsWith("Azurite", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !ct.IsCancellationRequested)
        {
            return false;
        }
    }
}
