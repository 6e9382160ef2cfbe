using System.Globalization;

namespace Gbv.Functions.Tests.Faults;

/// <summary>Stands between the program and the mail service, which may refuse, fall silent, or take a mail and not say so.</summary>
internal sealed class MailProxy : IAsyncDisposable
{
    private readonly FaultProxy proxy;

    private MailProxy(FaultProxy proxy) => this.proxy = proxy;

    /// <summary>For the program's setting <c>SendGrid:Host</c>.</summary>
    public string Host => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{proxy.Ports[0]}");

    /// <summary>The mail service itself.</summary>
    public Uri? Service { get; set; }

    public FaultSource? Faults { get; set; }

    public static async Task<MailProxy> StartAsync()
    {
        MailProxy? way = null;
        return way = new MailProxy(await FaultProxy.StartAsync(ports: 1, (proxy, context) =>
            proxy.PassAsync(context, way!.Service!.GetLeftPart(UriPartial.Authority), () => Task.CompletedTask, way.Faults?.Next())));
    }

    public ValueTask DisposeAsync() => proxy.DisposeAsync();
}
