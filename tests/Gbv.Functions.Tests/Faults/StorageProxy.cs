using System.Globalization;
using System.Text.RegularExpressions;

namespace Gbv.Functions.Tests.Faults;

/// <summary>What a test sees of one request to storage.</summary>
internal sealed record StorageRequest(string Service, string Method, string Path, string Query = "")
{
    /// <summary>Tells the program's connections apart.</summary>
    public string Connection { get; init; } = "";

    public bool IsMessagePut => Service == "queue" && Method == "POST" && Path.EndsWith("/messages", StringComparison.Ordinal);

    public bool IsTransaction => Service == "table" && Method == "POST" && Path.EndsWith("/$batch", StringComparison.Ordinal);

    /// <summary>The platform polls the queues on the same way; only the program touches tables and blobs and sends messages.</summary>
    public bool IsFromTheProgram => Service is "table" or "blob" || IsMessagePut;
}

/// <summary>
/// Stands between the program and its storage, so that a test can do something at an exact moment: before storage gets a request,
/// or after storage did it and before the program learns of it; or so that storage seems to fail. The program knows nothing of it.
/// </summary>
internal sealed partial class StorageProxy : IAsyncDisposable
{
    private readonly FaultProxy proxy;

    private StorageProxy(FaultProxy proxy, string connectionString) => (this.proxy, ConnectionString) = (proxy, connectionString);

    /// <summary>For the program: the same account through the proxy.</summary>
    public string ConnectionString { get; }

    public Func<StorageRequest, Task> Before { get; set; } = _ => Task.CompletedTask;

    public Func<StorageRequest, Task> After { get; set; } = _ => Task.CompletedTask;

    /// <summary>Which of the program's own requests meets which fault.</summary>
    public Func<StorageRequest, Fault?> Faults { get; set; } = _ => null;

    public static async Task<StorageProxy> StartAsync(string storage)
    {
        Dictionary<int, (string Service, string Target)> targets = [];
        StorageProxy? way = null;
        var proxy = await FaultProxy.StartAsync(ports: 3, async (proxy, context) =>
        {
            var (service, target) = targets[context.Connection.LocalPort];
            var request = new StorageRequest(service, context.Request.Method, context.Request.Path, context.Request.QueryString.Value ?? "") { Connection = context.Connection.Id };
            await way!.Before(request);
            await proxy.PassAsync(context, target, () => way.After(request), request.IsFromTheProgram ? way.Faults(request) : null);
        });
        var connection = storage;
        foreach (var (index, match) in Endpoint().Matches(storage).Index())
        {
            targets[proxy.Ports[index]] = (match.Groups[1].Value.ToLowerInvariant(), $"http://127.0.0.1:{match.Groups[2].Value}");
            connection = connection.Replace($"127.0.0.1:{match.Groups[2].Value}/", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{proxy.Ports[index]}/"), StringComparison.Ordinal);
        }

        return way = new StorageProxy(proxy, connection);
    }

    public ValueTask DisposeAsync() => proxy.DisposeAsync();

    [GeneratedRegex(@"(Blob|Queue|Table)Endpoint=http://127\.0\.0\.1:(\d+)/")]
    private static partial Regex Endpoint();
}
