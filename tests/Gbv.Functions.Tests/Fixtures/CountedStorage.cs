using System.Collections.Concurrent;
using Gbv.Functions.Tests.Faults;

namespace Gbv.Functions.Tests;

/// <summary>Storage that counts what is asked of it, on the wire, in the words of docs/storage.md.</summary>
internal sealed class CountedStorage : IAsyncDisposable
{
    private readonly ConcurrentQueue<StorageRequest> requests = new();
    private readonly StorageProxy proxy;

    private CountedStorage(StorageProxy proxy)
    {
        this.proxy = proxy;
        proxy.Before = request =>
        {
            requests.Enqueue(request);
            return Task.CompletedTask;
        };
    }

    public string ConnectionString => proxy.ConnectionString;

    /// <summary>The requests since the last <see cref="Clear"/>, in their order.</summary>
    public IReadOnlyList<string> Counted => [.. requests.Select(Kind)];

    public static async Task<CountedStorage> StartAsync(string account) => new(await StorageProxy.StartAsync(account));

    public void Clear() => requests.Clear();

    public ValueTask DisposeAsync() => proxy.DisposeAsync();

    private static string Kind(StorageRequest request) => request switch
    {
        { IsMessagePut: true } => "queue put",
        { IsTransaction: true } => "table transaction",
        { Service: "table", Method: "GET" } => request.Path.Contains("RowKey=", StringComparison.Ordinal) ? "table read" : "table query",
        { Service: "table", Method: "POST" } => "table insert",
        { Service: "table", Method: "PUT" } => "table update",
        _ => $"{request.Service} {request.Method}",
    };
}
