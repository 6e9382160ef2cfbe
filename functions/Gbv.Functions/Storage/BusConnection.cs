using Azure;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Identity;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Storage;

/// <summary>
/// The REST endpoint of the namespace of Service Bus. Token, time limits, repeats and the waiting that a throttled namespace asks for are
/// those of the library under the clients for storage; the namespace's own client cannot be restored (docs/decisions).
/// </summary>
public sealed class BusConnection
{
    private static readonly string[] Scopes = ["https://servicebus.azure.net/.default"];

    private readonly Lazy<HttpPipeline> pipeline;

    public BusConnection(IOptions<ServiceBusOptions> options) : this(options.Value, Credential, new Client())
    {
    }

    /// <param name="transport">For tests: another way to the network.</param>
    internal BusConnection(ServiceBusOptions options, TokenCredential credential, HttpPipelineTransport transport)
        : this(options, _ => credential, new Client { Transport = transport })
    {
    }

    private BusConnection(ServiceBusOptions options, Func<ServiceBusOptions, TokenCredential> credential, Client client)
    {
        Options = options;
        pipeline = new(() => HttpPipelineBuilder.Build(client, new BearerTokenAuthenticationPolicy(credential(options), Scopes)));
    }

    internal ServiceBusOptions Options { get; }

    /// <returns>The answer, whatever it says.</returns>
    internal async Task<Response> AskAsync(RequestMethod method, string path, Action<Request>? with, CancellationToken ct)
    {
        using var message = pipeline.Value.CreateMessage();
        message.Request.Method = method;
        message.Request.Uri.Reset(new Uri(Options.Endpoint!, path));
        with?.Invoke(message.Request);
        await pipeline.Value.SendAsync(message, ct);
        return message.Response;
    }

    // An app is told its identity's client id, or at least that it has one; an operator's machine has none.
    private static TokenCredential Credential(ServiceBusOptions options)
    {
        if (options.ClientId is { Length: > 0 } id) return new ManagedIdentityCredential(ManagedIdentityId.FromUserAssignedClientId(id));
        return string.IsNullOrEmpty(Environment.GetEnvironmentVariable("IDENTITY_ENDPOINT")) ? new AzureCliCredential() : new ManagedIdentityCredential(ManagedIdentityId.SystemAssigned);
    }

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
