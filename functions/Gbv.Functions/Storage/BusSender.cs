using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Storage;

/// <summary>
/// Puts messages into queues of Service Bus: one HTTPS POST each. Token, time limits, repeats and the waiting that a throttled namespace
/// asks for are those of the library under the clients for storage; the namespace's own client cannot be restored (docs/decisions).
/// </summary>
public sealed class BusSender
{
    private static readonly string[] Scopes = ["https://servicebus.azure.net/.default"];

    private readonly ServiceBusOptions options;
    private readonly Lazy<HttpPipeline> pipeline;

    public BusSender(IOptions<ServiceBusOptions> options) : this(options.Value, Credential, new Client())
    {
    }

    /// <param name="transport">For tests: another way to the network.</param>
    internal BusSender(ServiceBusOptions options, TokenCredential credential, HttpPipelineTransport transport)
        : this(options, _ => credential, new Client { Transport = transport })
    {
    }

    private BusSender(ServiceBusOptions options, Func<ServiceBusOptions, TokenCredential> credential, Client client)
    {
        this.options = options;
        pipeline = new(() => HttpPipelineBuilder.Build(client, new BearerTokenAuthenticationPolicy(credential(options), Scopes)));
    }

    /// <summary>Whether messages go there at all.</summary>
    public bool IsUsed => options.Send;

    /// <param name="notBefore">When it may be delivered; null: at once.</param>
    public async Task SendAsync(string queue, byte[] body, DateTimeOffset? notBefore, CancellationToken cancellation)
    {
        using var message = pipeline.Value.CreateMessage();
        message.Request.Method = RequestMethod.Post;
        message.Request.Uri.Reset(new Uri(options.Endpoint!, queue + "/messages"));
        message.Request.Headers.SetValue("Content-Type", "application/json");
        if (notBefore is { } at) message.Request.Headers.SetValue("BrokerProperties", JsonSerializer.Serialize(new { ScheduledEnqueueTimeUtc = HttpDate(at) }));
        message.Request.Content = RequestContent.Create(body);
        await pipeline.Value.SendAsync(message, cancellation);
        if (message.Response.Status != StatusCodes.Status201Created) throw new RequestFailedException(message.Response);
    }

    /// <summary>A date of HTTP has whole seconds, and a message must not come before its time: it would find nothing to do and be gone.</summary>
    private static string HttpDate(DateTimeOffset at) =>
        new DateTimeOffset((at.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero).ToString("R", CultureInfo.InvariantCulture);

    private static ManagedIdentityCredential Credential(ServiceBusOptions options) => new(options.ClientId is { Length: > 0 } id
        ? ManagedIdentityId.FromUserAssignedClientId(id)
        : ManagedIdentityId.SystemAssigned);

    /// <summary>Somebody waits for the answer, and Storage takes the message where the namespace does not: so not for long.</summary>
    private sealed class Client : ClientOptions
    {
        public Client()
        {
            Retry.Mode = RetryMode.Exponential;
            Retry.MaxRetries = 3;
            Retry.Delay = TimeSpan.FromMilliseconds(200);
            Retry.MaxDelay = TimeSpan.FromSeconds(2);
            Retry.NetworkTimeout = TimeSpan.FromSeconds(4);
        }
    }
}
