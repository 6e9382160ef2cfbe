using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>The whole platform in one forwarding mode, with an account, a port and a folder of its own; timers only by hand.</summary>
public abstract class PlatformFixture(AzuriteFixture azurite, ForwardingMode mode) : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private LocalPlatform? platform;

    internal LocalPlatform Platform => platform!;

    internal int Port => Platform.BaseAddress.Port;

    public async ValueTask InitializeAsync() => platform = await LocalPlatform.StartAsync(
        new LocalPlatformOptions
        {
            Url = "http://127.0.0.1:0",
            DataFolder = folder.Path,
            StorageConnectionString = azurite.NewAccount(),
            Forwarding = mode,
            Telemetry = true,
            Timers = false,
            ReceiptRounds = 1,
        },
        TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (platform is not null) await platform.DisposeAsync();
        folder.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class ProxyPlatform(AzuriteFixture azurite) : PlatformFixture(azurite, ForwardingMode.Proxy);

public sealed class ForwardPlatform(AzuriteFixture azurite) : PlatformFixture(azurite, ForwardingMode.Forward);

// A mail within fifteen seconds is among them, so nothing else runs meanwhile.
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class PlatformCollection : ICollectionFixture<ProxyPlatform>, ICollectionFixture<ForwardPlatform>
{
    public const string Name = "platforms";
}
