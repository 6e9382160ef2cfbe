using System.Collections.Concurrent;
using Gbv.Functions.Directory;
using Gbv.Functions.Registers;
using Gbv.Functions.Storage;
using Gbv.LocalHost.Mail;
using Gbv.LocalHost.SampleData;
using Gbv.LocalHost.Telemetry;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace Gbv.LocalHost.Platform;

/// <summary>
/// Everything that Azure and SendGrid are to the program, on one machine: storage, the Functions host around the handler, and a mailbox.
/// <c>dotnet run</c> is a thin shell around it; the tests use it as their platform.
/// </summary>
public sealed class LocalPlatform : IAsyncDisposable
{
    private const int KeptLines = 5000;

    private readonly LocalPlatformOptions options;
    private readonly ConcurrentQueue<string> output = new();
    private readonly List<FunctionApp> apps = [];
    private readonly LocalTelemetry told = new();
    private FileStream? folderLock;
    private Azurite? azurite;
    private WebApplication? web;
    private DeliveryEvents? events;

    private LocalPlatform(LocalPlatformOptions options)
    {
        this.options = options;
        Mails = new LocalMailbox(Path.Combine(options.DataFolder, "mails.jsonl"));
    }

    /// <summary>Where people reach it, for example http://localhost:7071/.</summary>
    public Uri BaseAddress { get; private set; } = null!;

    /// <summary>Every mail that was sent.</summary>
    public LocalMailbox Mails { get; }

    public string StorageConnectionString { get; private set; } = "";

    /// <summary>The handlers' output and the platform's remarks, the latest lines.</summary>
    public IReadOnlyCollection<string> Output => output;

    /// <summary>The emulator's process where it was started here.</summary>
    public int? AzuriteProcessId => azurite?.ProcessId;

    /// <summary>Completes when a handler has ended for good, as the Functions host would then.</summary>
    public Task HandlerEnded => Task.WhenAny(apps.Select(x => x.Handler.Ended));

    public static async Task<LocalPlatform> StartAsync(LocalPlatformOptions options, CancellationToken ct = default)
    {
        var platform = new LocalPlatform(options);
        try
        {
            await platform.StartAsync(ct);
            return platform;
        }
        catch
        {
            await platform.DisposeAsync();
            throw;
        }
    }

    /// <summary>Storage clients for this platform's account, for looking into it and for sample data.</summary>
    public StorageClients Storage() => new(Options.Create(new StorageOptions { ConnectionString = StorageConnectionString }));

    public bool CanInvoke(string function) => apps.Any(x => x.Functions.Any(f => f is not HttpFunction && f.Name == function));

    /// <summary>Runs a queue or timer function now; true when it succeeded.</summary>
    public async Task<bool> InvokeAsync(string function, string? input = null, CancellationToken ct = default)
    {
        var app = apps.Single(x => x.Functions.Any(f => f.Name == function));
        return await app.InvokeAsync(app.Functions.Single(x => x.Name == function), input, ct) == InvocationResult.Succeeded;
    }

    /// <summary>SIGKILL to the handlers; each is started again at once, and requests wait for it.</summary>
    public void KillHandler()
    {
        foreach (var app in apps) app.Handler.Kill();
    }

    /// <summary>Kills the handlers and waits until new ones answer.</summary>
    public async Task RestartHandlerAsync(CancellationToken ct = default)
    {
        KillHandler();
        await ReadyAsync(ct);
    }

    /// <summary>Waits until every handler answers.</summary>
    public Task ReadyAsync(CancellationToken ct = default) => Task.WhenAll(apps.Select(x => x.Handler.PortAsync(ct)));

    /// <summary>The port of a role's handler, for tests that knock at it directly.</summary>
    public Task<int> HandlerPortAsync(string role = "all", CancellationToken ct = default) => apps.Single(x => x.Role == role).Handler.PortAsync(ct);

    public async ValueTask DisposeAsync()
    {
        // The emulator takes longest, and nobody needs it once the handlers are dead.
        await Task.WhenAll(apps.Select(x => x.DisposeAsync().AsTask()));
        var emulator = azurite?.DisposeAsync().AsTask() ?? Task.CompletedTask;
        if (events is not null) await events.DisposeAsync();
        if (web is not null) await web.DisposeAsync();
        await emulator;
        Mails.Dispose();
        if (folderLock is not null) await folderLock.DisposeAsync();
    }

    private async Task StartAsync(CancellationToken ct)
    {
        Directory.CreateDirectory(options.DataFolder);
        folderLock = LockFolder();
        var keys = await LocalKeys.LoadAsync(options.DataFolder, options.ReceiptRounds, ct);
        StorageConnectionString = options.StorageConnectionString ?? await StartStorageAsync(ct);
        var storage = Storage();
        await StorageSetup.EnsureAsync(storage, ct);
        if (options.SampleData)
        {
            await SampleDirectory.LoadAsync(new DirectoryStore(storage), ct);
            await SampleRegisters.LoadAsync(new RegisterStore(storage, TimeProvider.System), ct);
        }

        var folder = FunctionFolder.Read(options.FunctionsFolder ?? AppContext.BaseDirectory);
        web = await StartWebAsync(folder, keys, ct);
        await ReadyAsync(ct);
    }

    private FileStream LockFolder()
    {
        try
        {
            return new FileStream(Path.Combine(options.DataFolder, "in-use"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            throw new InvalidOperationException($"Another local host uses the folder {options.DataFolder}. Stop it, or set DataFolder to another folder.");
        }
    }

    private async Task<string> StartStorageAsync(CancellationToken ct)
    {
        Write("Starting storage. On the first run the development tools are restored: about a minute.");
        azurite = await Azurite.StartAsync(NpmTools.FindRepoRoot(), options.Azurite, Path.Combine(options.DataFolder, "azurite"), accounts: null, ct);
        return azurite.ConnectionString();
    }

    private async Task<WebApplication> StartWebAsync(FunctionFolder folder, LocalKeys keys, CancellationToken ct)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = Environments.Production });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls(ListenAddress(options.Url)).ConfigureKestrel(x =>
        {
            x.AddServerHeader = false;
            x.Limits.MaxRequestBodySize = 100 * 1024 * 1024;
        });
        builder.Services.AddHttpForwarder().AddSingleton<HttpProxy>().AddSingleton<HttpForward>();
        builder.Services.Configure<HostOptions>(x => x.ShutdownTimeout = TimeSpan.FromSeconds(1));

        var app = builder.Build();
        // The address is known only after the start, and the handlers are told it in their settings: so requests wait here first.
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var inner = new RequestDelegate[1];
        app.Run(async context =>
        {
            await open.Task.WaitAsync(context.RequestAborted);
            await inner[0](context);
        });
        await app.StartAsync(ct);
        BaseAddress = Address(app);
        events = new DeliveryEvents(Mails, new Uri(BaseAddress, "hooks/sendgrid"), keys.Webhook(), Write);
        foreach (var role in options.Roles)
        {
            var handler = new FunctionApp(role, folder, HandlerSettings.For(role, options, BaseAddress, StorageConnectionString, keys), Write);
            apps.Add(handler);
            handler.Start(options, StorageConnectionString);
        }

        inner[0] = Pipeline(app.Services);
        open.SetResult();
        return app;
    }

    private RequestDelegate Pipeline(IServiceProvider services)
    {
        var pipeline = new ApplicationBuilder(services);
        pipeline.UseRouting();
        pipeline.UseEndpoints(endpoints =>
        {
            endpoints.MapAdmin(this);
            endpoints.MapSendGrid(Mails);
            endpoints.MapMailPages(Mails);
            endpoints.MapTelemetryPages(told);
            endpoints.MapHttpFunctions(apps, options.Forwarding);
        });
        return pipeline.Build();
    }

    // Kestrel takes no free port for "localhost", which is two addresses.
    private static string ListenAddress(string url) => url.Replace("//localhost:0", "//127.0.0.1:0", StringComparison.OrdinalIgnoreCase);

    // What listens everywhere is reached as "localhost".
    private static Uri Address(WebApplication app)
    {
        var address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()
            .Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal));
        return new UriBuilder(address) { Path = "/" }.Uri;
    }

    private void Write(string line)
    {
        output.Enqueue(line);
        while (output.Count > KeptLines) output.TryDequeue(out _);
        options.Output?.Invoke(line);
    }
}
