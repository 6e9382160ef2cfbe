namespace Gbv.Functions.Storage;

/// <summary>The settings <c>ServiceBus:*</c>, for a province that has outgrown Storage queues. The host's triggers read the same ones.</summary>
public sealed class ServiceBusOptions
{
    public const string Section = "ServiceBus";

    internal const string Fix =
        "Set 'ServiceBus:FullyQualifiedNamespace' to the host name of the namespace alone (<name>.servicebus.windows.net), or 'ServiceBus:Send' to false.";

    /// <summary>Host name of the namespace; empty: there is none. While there is one, both kinds of triggers are on.</summary>
    public string FullyQualifiedNamespace { get; set; } = "";

    /// <summary>Client id of the app's user-assigned identity; empty uses the system-assigned one, and on an operator's machine whoever signed in with <c>az login</c>.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>Whether new messages go to the namespace; else to Storage queues.</summary>
    public bool Send { get; set; }

    internal bool IsComplete => FullyQualifiedNamespace.Length == 0 ? !Send : Endpoint is not null;

    internal Uri? Endpoint =>
        Uri.TryCreate($"https://{FullyQualifiedNamespace}/", UriKind.Absolute, out var uri) && uri.Authority == FullyQualifiedNamespace ? uri : null;
}
