using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.Storage.Queues.Models;

namespace Gbv.LocalHost.Platform;

/// <summary>How an invocation ended, as the host sees it.</summary>
internal enum InvocationResult
{
    Succeeded,
    Failed,

    /// <summary>The handler died: nobody told the host, so the message only comes back when its lease ends.</summary>
    Lost,
}

/// <summary>Posts queue and timer invocations with the host's own headers and bodies (host-contract "Queue", "Timer").</summary>
internal sealed class Invocations(IHandler handler, TimeSpan functionTimeout, Action<string> output) : IDisposable
{
    public const string UserAgent = "Azure-Functions-Host/4.1037.0";

    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false, ActivityHeadersPropagator = null }) { Timeout = Timeout.InfiniteTimeSpan };

    public async Task<InvocationResult> PostAsync(string function, JsonObject body, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(functionTimeout);
        try
        {
            var port = await handler.PortAsync(limit.Token);
            using var request = Request(port, function, body);
            using var answer = await client.SendAsync(request, limit.Token);
            if (!answer.IsSuccessStatusCode) return Failed(function, $"answered {(int)answer.StatusCode}");
            if (answer.StatusCode != HttpStatusCode.NoContent && answer.Content.Headers.ContentType?.MediaType != "application/json")
                return Failed(function, "did not answer with JSON");
            if (await IsObjectAsync(answer, limit.Token)) return InvocationResult.Succeeded;

            output($"{function} answered without a JSON object: the Functions host waits for one until the function's time is over.");
            await Task.Delay(Timeout.InfiniteTimeSpan, limit.Token);
            return InvocationResult.Lost;
        }
        catch (Exception e) when (e is HttpRequestException or HandlerEndedException)
        {
            return InvocationResult.Lost;
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            output($"{function} did not end within {functionTimeout}: the Functions host kills the handler.");
            handler.Kill();
            return InvocationResult.Lost;
        }
    }

    public void Dispose() => client.Dispose();

    public static JsonObject QueueBody(QueueFunction function, QueueMessage message, byte[] content) => new()
    {
        ["Data"] = new JsonObject { [function.Binding] = Convert.ToBase64String(content) },
        ["Metadata"] = new JsonObject
        {
            ["DequeueCount"] = Literal(message.DequeueCount),
            ["ExpirationTime"] = Literal(message.ExpiresOn),
            ["Id"] = Literal(message.MessageId),
            ["InsertionTime"] = Literal(message.InsertedOn),
            ["NextVisibleTime"] = Literal(message.NextVisibleOn),
            ["PopReceipt"] = Literal(message.PopReceipt),
            ["sys"] = Sys(function.Name),
        },
    };

    public static JsonObject BusBody(BusFunction function, long number, int delivery, DateTimeOffset enqueued, byte[] content) => new()
    {
        ["Data"] = new JsonObject { [function.Binding] = Convert.ToBase64String(content) },
        ["Metadata"] = new JsonObject
        {
            ["MessageId"] = Literal(Guid.NewGuid().ToString("N")),
            ["SequenceNumber"] = Literal(number),
            ["DeliveryCount"] = Literal(delivery),
            ["EnqueuedTimeUtc"] = Literal(enqueued.UtcDateTime),
            ["ExpiresAtUtc"] = Literal(DateTime.MaxValue),
            ["LockToken"] = Literal(Guid.NewGuid()),
            ["ContentType"] = Literal("application/json"),
            ["ApplicationProperties"] = new JsonObject(),
            ["sys"] = Sys(function.Name),
        },
    };

    public static JsonObject TimerBody(TimerFunction function, TimerStatus? status, bool late) => new()
    {
        ["Data"] = new JsonObject
        {
            [function.Binding] = new JsonObject
            {
                ["Schedule"] = new JsonObject { ["AdjustForDST"] = true },
                ["ScheduleStatus"] = status is null ? null : JsonSerializer.SerializeToNode(status),
                ["IsPastDue"] = late,
            },
        },
        ["Metadata"] = new JsonObject { ["sys"] = Sys(function.Name) },
    };

    // The host writes each value of the metadata as the text of a JSON literal.
    private static string Literal<T>(T value) => JsonSerializer.Serialize(value);

    private static JsonObject Sys(string function) => new()
    {
        ["MethodName"] = function,
        ["UtcNow"] = DateTime.UtcNow,
        ["RandGuid"] = Guid.NewGuid(),
    };

    private static HttpRequestMessage Request(int port, string function, JsonObject body)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"http://127.0.0.1:{port}/{function}")) { Content = content };
        request.Headers.TransferEncodingChunked = true;
        request.Headers.TryAddWithoutValidation("User-Agent", UserAgent);
        return request;
    }

    private static async Task<bool> IsObjectAsync(HttpResponseMessage answer, CancellationToken ct)
    {
        try
        {
            return JsonNode.Parse(await answer.Content.ReadAsStringAsync(ct)) is JsonObject;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private InvocationResult Failed(string function, string why)
    {
        output($"{function} {why}.");
        return InvocationResult.Failed;
    }
}
