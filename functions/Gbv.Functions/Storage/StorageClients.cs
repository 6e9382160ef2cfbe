using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Storage;

/// <summary>Where the record lives: a connection string locally, an account name with a managed identity in Azure.</summary>
public sealed class StorageOptions
{
    public const string Section = "Storage";

    /// <summary>Local storage emulator or a test account; empty in Azure.</summary>
    public string? ConnectionString { get; set; }

    /// <summary>Name of the storage account in Azure.</summary>
    public string? AccountName { get; set; }

    /// <summary>Client id of the app's user-assigned identity; empty on an operator's machine, where whoever signed in with <c>az login</c> is asked.</summary>
    public string? ClientId { get; set; }

    internal bool IsComplete => !string.IsNullOrWhiteSpace(ConnectionString) || !string.IsNullOrWhiteSpace(AccountName);
}

/// <summary>Clients for tables, queues and containers, made once and without I/O.</summary>
public sealed class StorageClients
{
    /// <summary>Storage takes no more rows in one transaction.</summary>
    public const int LargestTransaction = 100;

    /// <summary>
    /// Storage answers a table or queue request within seconds or never. The client's own limit of 100 s would let a person wait longer
    /// than the front end does, and a few silent requests would occupy all places in which queue messages are worked on.
    /// </summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Files may be larger.</summary>
    private static readonly TimeSpan PatienceWithFiles = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, TableClient> tables = new();
    private readonly ConcurrentDictionary<string, QueueClient> queues = new();
    private readonly ConcurrentDictionary<string, BlobContainerClient> containers = new();
    private readonly Lazy<TableServiceClient> tableService;
    private readonly Lazy<TableServiceClient> tableServiceWithoutRetry;
    private readonly Lazy<TableServiceClient> tableServiceOnNewConnection;
    private readonly Lazy<QueueServiceClient> queueService;
    private readonly Lazy<BlobServiceClient> blobService;

    private readonly StorageOptions account;

    public StorageClients(IOptions<StorageOptions> options)
    {
        var o = account = options.Value;
        tableService = new(() => Tables(o, new TableClientOptions()));
        tableServiceWithoutRetry = new(() => Tables(o, NoRetry(new TableClientOptions())));
        tableServiceOnNewConnection = new(() => Tables(o, NoRetry(new TableClientOptions { Transport = new HttpClientTransport(NewConnections()) })));
        queueService = new(() => Queues(o));
        blobService = new(() => Blobs(o));
    }

    public TableClient Table(string name) => tables.GetOrAdd(name, n => tableService.Value.GetTableClient(n));

    /// <summary>For fenced commits: a repeat by the client would hide whether the first try succeeded (design §4).</summary>
    public TableClient TableWithoutRetry(string name) => tables.GetOrAdd(name + "!", _ => tableServiceWithoutRetry.Value.GetTableClient(name));

    /// <summary>
    /// For a repeat after a connection that broke off: a front end of storage that goes away takes all waiting connections with it, so
    /// that the next one from the pool may be dead as well.
    /// </summary>
    public TableClient TableOnNewConnection(string name) => tables.GetOrAdd(name + "!!", _ => tableServiceOnNewConnection.Value.GetTableClient(name));

    public QueueClient Queue(string name) => queues.GetOrAdd(name, n => queueService.Value.GetQueueClient(n));

    public BlobContainerClient Container(string name) => containers.GetOrAdd(name, n => blobService.Value.GetBlobContainerClient(n));

    /// <summary>A container of another account, for copies.</summary>
    /// <param name="opensByItself">The address holds what opens it (a shared access signature); else whoever this is must be allowed there as well.</param>
    public BlobContainerClient ContainerElsewhere(Uri address, bool opensByItself)
    {
        var client = new BlobClientOptions { Retry = { NetworkTimeout = PatienceWithFiles } };
        return opensByItself ? new BlobContainerClient(address, client) : new BlobContainerClient(address, Credential(account), client);
    }

    private static TableServiceClient Tables(StorageOptions o, TableClientOptions client)
    {
        client.Retry.NetworkTimeout = Patience;
        return o.ConnectionString is { Length: > 0 } connection
            ? new TableServiceClient(connection, client)
            : new TableServiceClient(Endpoint(o, "table"), Credential(o), client);
    }

    private static QueueServiceClient Queues(StorageOptions o)
    {
        // The host drops a message that is not Base64 straight into the poison queue.
        var client = new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64, Retry = { NetworkTimeout = Patience } };
        return o.ConnectionString is { Length: > 0 } connection
            ? new QueueServiceClient(connection, client)
            : new QueueServiceClient(Endpoint(o, "queue"), Credential(o), client);
    }

    private static BlobServiceClient Blobs(StorageOptions o)
    {
        var client = new BlobClientOptions { Retry = { NetworkTimeout = PatienceWithFiles } };
        return o.ConnectionString is { Length: > 0 } connection
            ? new BlobServiceClient(connection, client)
            : new BlobServiceClient(Endpoint(o, "blob"), Credential(o), client);
    }

    private static TableClientOptions NoRetry(TableClientOptions client)
    {
        client.Retry.MaxRetries = 0;
        return client;
    }

    private static HttpClient NewConnections() => new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.Zero, AllowAutoRedirect = false, UseCookies = false })
    {
        Timeout = Timeout.InfiniteTimeSpan, // the pipeline has its own
    };

    private static Uri Endpoint(StorageOptions o, string service) => new($"https://{o.AccountName}.{service}.core.windows.net");

    private static TokenCredential Credential(StorageOptions o) => o.ClientId is { Length: > 0 } id
        ? new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id))
        : new AzureCliCredential();
}

/// <summary>Creates what is missing; only for the local host and tests: in Azure the infrastructure does it.</summary>
public static class StorageSetup
{
    public static async Task EnsureAsync(StorageClients storage, CancellationToken cancellation)
    {
        foreach (var table in StorageNames.Tables) await storage.Table(table).CreateIfNotExistsAsync(cancellation);
        foreach (var queue in StorageNames.Queues) await storage.Queue(queue).CreateIfNotExistsAsync(cancellationToken: cancellation);
        foreach (var container in StorageNames.Containers) await storage.Container(container).CreateIfNotExistsAsync(cancellationToken: cancellation);
    }
}
