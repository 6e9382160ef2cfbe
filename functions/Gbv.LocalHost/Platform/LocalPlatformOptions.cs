namespace Gbv.LocalHost.Platform;

/// <summary>How the local platform is to be set up. The defaults are those of <c>dotnet run</c>; tests use free ports and a folder of their own.</summary>
public sealed record LocalPlatformOptions
{
    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public string Url { get; init; } = "http://localhost:7071";

    /// <summary>One handler a role: <c>all</c>, or <c>public</c> and <c>back</c> as in Azure.</summary>
    public IReadOnlyList<string> Roles { get; init; } = ["all"];

    public ForwardingMode Forwarding { get; init; } = ForwardingMode.Proxy;

    /// <summary>Keys, mails, timers' times and the emulator's data; survives restarts.</summary>
    public required string DataFolder { get; init; }

    /// <summary>The laid-out function app; null takes the one that was built with the local host.</summary>
    public string? FunctionsFolder { get; init; }

    /// <summary>Storage to use; null starts the emulator, or uses the one that runs on its ports.</summary>
    public string? StorageConnectionString { get; init; }

    public AzuritePorts Azurite { get; init; } = new();

    /// <summary>Settings of the handlers, over all others.</summary>
    public IReadOnlyDictionary<string, string?> Settings { get; init; } = new Dictionary<string, string?>();

    /// <summary>Longest wait between two looks into an empty queue; null takes host.json's.</summary>
    public TimeSpan? PollInterval { get; init; }

    /// <summary>How long a message stays invisible after its handler died. The host's time; short in tests.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Whether timers start functions by themselves.</summary>
    public bool Timers { get; init; } = true;

    /// <summary>Whether the program tells <c>/local/telemetry</c> about its work, where nobody named another collector.</summary>
    public bool Telemetry { get; init; }

    /// <summary>Loads the sample directory into an empty one.</summary>
    public bool SampleData { get; init; } = true;

    /// <summary>PBKDF2 rounds of receipts when keys are made; one in tests.</summary>
    public int? ReceiptRounds { get; init; }

    /// <summary>Takes the handlers' output and the platform's own remarks, line by line.</summary>
    public Action<string>? Output { get; init; }
}
