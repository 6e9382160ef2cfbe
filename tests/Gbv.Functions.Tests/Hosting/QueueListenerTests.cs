using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json.Nodes;
using Azure.Storage.Queues;
using Gbv.LocalHost.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>The stand-in treats a queue as the genuine host does (host-contract "Queue").</summary>
[Collection(TimedCollection.Name)]
public sealed class QueueListenerTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private const string Done = """{"Outputs":{},"Logs":[],"ReturnValue":null}""";

    private static readonly QueueFunction Function = new("Work", "work", "message");
    private static readonly HostSettings Host = new("none", TimeSpan.FromMinutes(1), TimeSpan.FromMilliseconds(200), TimeSpan.FromSeconds(1), 16, 8, 3);

    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentQueue<(JsonObject Body, IHeaderDictionary Headers)> invocations = new();
    private QueueServiceClient storage = null!;
    private WebApplication web = null!;
    private FakeHandler handler = null!;
    private Invocations sender = null!;
    private Task listening = Task.CompletedTask;
    private RequestDelegate answer = x => x.Response.WriteAsync(Done);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        web = builder.Build();
        web.Run(AnswerAsync);
        await web.StartAsync(Cancel);
        handler = new FakeHandler(new Uri(web.Urls.Single()).Port);

        storage = new QueueServiceClient(azurite.NewAccount());
        await storage.CreateQueueAsync("work", cancellationToken: Cancel);
        await storage.CreateQueueAsync("work-poison", cancellationToken: Cancel);
        sender = new Invocations(handler, Host.FunctionTimeout, _ => { });
        listening = new QueueListener(storage, Function, Host, TimeSpan.FromSeconds(2), TimeSpan.FromMilliseconds(200), sender).RunAsync(stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await listening;
        await web.DisposeAsync();
        sender.Dispose();
        stop.Dispose();
    }

    [Fact]
    public async Task A_message_arrives_as_the_host_posts_it_and_is_deleted()
    {
        await SendAsync("AQID");

        await UntilAsync(async () => !invocations.IsEmpty && await CountAsync("work") == 0);

        var (body, headers) = Assert.Single(invocations);
        Assert.Equal("AQID", (string?)body["Data"]!["message"]);
        Assert.Equal("1", (string?)body["Metadata"]!["DequeueCount"]);
        Assert.Equal("Work", (string?)body["Metadata"]!["sys"]!["MethodName"]);
        Assert.Equal("chunked", headers.TransferEncoding);
        Assert.Equal("application/json; charset=utf-8", headers.ContentType);
        Assert.Equal($"127.0.0.1:{handler.Port}", headers.Host);
    }

    [Fact]
    public async Task A_failed_message_comes_back_until_it_lies_in_the_poison_queue()
    {
        answer = x =>
        {
            x.Response.StatusCode = 500;
            return x.Response.WriteAsync(Done);
        };

        await SendAsync("AQID");
        await UntilAsync(async () => await CountAsync("work-poison") == 1);

        Assert.Equal(["1", "2", "3"], invocations.Select(x => (string?)x.Body["Metadata"]!["DequeueCount"]));
    }

    [Fact]
    public async Task A_message_that_is_not_base64_never_reaches_the_handler()
    {
        await SendAsync("{ plain }");

        await UntilAsync(async () => await CountAsync("work-poison") == 1);

        Assert.Empty(invocations);
    }

    [Fact]
    public async Task A_message_whose_handler_died_comes_back_when_its_lease_ends()
    {
        var first = true;
        answer = async x =>
        {
            if (first) x.Abort();
            else await x.Response.WriteAsync(Done);
            first = false;
        };

        await SendAsync("AQID");
        await UntilAsync(async () => invocations.Count == 2 && await CountAsync("work") == 0);

        Assert.Equal(0, await CountAsync("work-poison"));
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var body = await JsonNode.ParseAsync(context.Request.Body);
        invocations.Enqueue((body!.AsObject(), new HeaderDictionary(context.Request.Headers.ToDictionary())));
        context.Response.ContentType = "application/json";
        await answer(context);
    }

    private Task SendAsync(string text) => storage.GetQueueClient("work").SendMessageAsync(text, Cancel);

    private async Task<int> CountAsync(string queue) => (await storage.GetQueueClient(queue).GetPropertiesAsync(Cancel)).Value.ApproximateMessagesCount;

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        var waited = Stopwatch.StartNew();
        while (!await done())
        {
            Assert.True(waited.Elapsed < TimeSpan.FromSeconds(30), "It did not happen within 30 seconds.");
            await Task.Delay(50, Cancel);
        }
    }

    private sealed record FakeHandler(int Port) : IHandler
    {
        public Task<int> PortAsync(CancellationToken ct) => Task.FromResult(Port);

        public void Kill()
        {
        }
    }
}
