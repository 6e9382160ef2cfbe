using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Azure.Core;
using Azure.Core.Pipeline;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Faults;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Gbv.Functions.Tests.Broker;

/// <summary>A message as it lies in the broker.</summary>
internal sealed class BrokerMessage(long number, string queue, byte[] body, DateTimeOffset visibleAt)
{
    public long Number { get; } = number;
    public string Queue { get; } = queue;
    public byte[] Body { get; } = body;
    public DateTimeOffset Enqueued { get; } = DateTimeOffset.UtcNow;
    public DateTimeOffset VisibleAt { get; set; } = visibleAt;
    public bool IsInWork { get; set; }
    public int Deliveries { get; set; }

    /// <summary>Who has it, where it was locked by REST.</summary>
    public Guid LockToken { get; set; }
}

/// <summary>One request of a sender, as it came.</summary>
internal sealed record BrokerRequest(DateTimeOffset At, string Path, string Authorization, string ContentType, string? Properties, byte[] Body);

/// <summary>
/// Speaks the part of Service Bus's REST API that the program uses, over TLS, with the token endpoint that an app has in Azure beside
/// it; and hands messages out under a lock, again at once after a failure, and away after the fifth delivery.
/// </summary>
internal sealed class LocalBroker : IAsyncDisposable
{
    public const int MaxDeliveries = 5;

    private const string Token = "token-of-the-local-broker";
    private const string Header = "header-of-the-local-broker";
    private static readonly TimeSpan Lock = TimeSpan.FromSeconds(10);

    /// <summary>How long a dead letter stays with whoever locked it.</summary>
    public TimeSpan DeadLetterLock { get; set; } = Lock;

    private readonly TestFolder folder = new();
    private readonly Lock gate = new();
    private readonly Dictionary<long, BrokerMessage> messages = [];
    private readonly List<BrokerMessage> dead = [];
    private readonly X509Certificate2 certificate = NewCertificate();
    private WebApplication app = null!;
    private int[] ports = [];
    private long numbers;

    /// <summary>Host name and port, as the setting has it.</summary>
    public string Namespace => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{ports[0]}");

    /// <summary>Which request meets which fault.</summary>
    public Func<Fault?> Faults { get; set; } = () => null;

    /// <summary>What a throttled sender is told to wait.</summary>
    public int RetryAfterSeconds { get; set; }

    /// <summary>All requests, where a test looks at them.</summary>
    public ConcurrentQueue<BrokerRequest>? Requests { get; set; }

    public IReadOnlyList<BrokerMessage> Waiting
    {
        get { lock (gate) return [.. messages.Values]; }
    }

    public IReadOnlyList<BrokerMessage> DeadLetters
    {
        get { lock (gate) return [.. dead]; }
    }

    /// <summary>How many messages were ever taken in.</summary>
    public long Taken => Interlocked.Read(ref numbers);

    public static async Task<LocalBroker> StartAsync()
    {
        var broker = new LocalBroker();
        await File.WriteAllTextAsync(broker.CertificateFile, broker.certificate.ExportCertificatePem());
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(o => o.ShutdownTimeout = TimeSpan.FromSeconds(1));
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Listen(IPAddress.Loopback, 0, l => { l.Protocols = HttpProtocols.Http1; l.UseHttps(broker.certificate); });
            k.Listen(IPAddress.Loopback, 0);
        });
        broker.app = builder.Build();
        broker.app.Run(broker.AnswerAsync);
        await broker.app.StartAsync();
        broker.ports = [.. broker.app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.OrderByDescending(a => a.StartsWith("https", StringComparison.Ordinal)).Select(a => new Uri(a).Port)];
        return broker;
    }

    /// <summary>For a program of its own: the namespace, an identity like in Azure, and whom to trust.</summary>
    public IReadOnlyDictionary<string, string?> Settings(bool send) => new Dictionary<string, string?>
    {
        ["ServiceBus:FullyQualifiedNamespace"] = Namespace,
        ["ServiceBus:Send"] = send ? "true" : "false",
        ["IDENTITY_ENDPOINT"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{ports[1]}/msi/token"),
        ["IDENTITY_HEADER"] = Header,
        ["SSL_CERT_FILE"] = CertificateFile,
    };

    public BusSender Sender(bool send = true) => new(Connection(send));

    /// <summary>For this process, with a token that needs no endpoint.</summary>
    public BusConnection Connection(bool send = true) => new(
        new ServiceBusOptions { FullyQualifiedNamespace = Namespace, Send = send },
        DelegatedTokenCredential.Create((_, _) => new AccessToken(Token, DateTimeOffset.UtcNow.AddHours(1))),
        new HttpClientTransport(new HttpClient(new SocketsHttpHandler
        {
            UseProxy = false,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, shown, _, _) => shown?.GetCertHashString() == certificate.GetCertHashString() },
        })));

    /// <summary>The next messages that may be delivered, under a lock that is kept while they are worked on.</summary>
    public IReadOnlyList<BrokerMessage> Take(string queue, int atMost)
    {
        lock (gate)
        {
            var now = DateTimeOffset.UtcNow;
            BrokerMessage[] next = [.. messages.Values.Where(m => m.Queue == queue && !m.IsInWork && m.VisibleAt <= now).Take(atMost)];
            foreach (var message in next) (message.IsInWork, message.Deliveries) = (true, message.Deliveries + 1);
            return next;
        }
    }

    /// <summary>Puts a message among the dead ones.</summary>
    public void Bury(string queue, byte[] body)
    {
        lock (gate) dead.Add(new(Interlocked.Increment(ref numbers), queue, body, DateTimeOffset.UtcNow));
    }

    public void Complete(BrokerMessage message)
    {
        lock (gate) messages.Remove(message.Number);
    }

    /// <summary>It failed: again at once, or away.</summary>
    public void Abandon(BrokerMessage message) => Back(message, DateTimeOffset.UtcNow);

    /// <summary>Whoever had it is gone: again when the lock ends.</summary>
    public void Lose(BrokerMessage message) => Back(message, DateTimeOffset.UtcNow + Lock);

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        certificate.Dispose();
        folder.Dispose();
    }

    private string CertificateFile => Path.Combine(folder.Path, "broker.pem");

    private void Back(BrokerMessage message, DateTimeOffset visibleAt)
    {
        lock (gate)
        {
            (message.IsInWork, message.VisibleAt) = (false, visibleAt);
            if (message.Deliveries < MaxDeliveries) return;
            messages.Remove(message.Number);
            dead.Add(message);
        }
    }

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/msi/token") await GiveTokenAsync(context);
        else await ReceiveAsync(context);
    }

    private static async Task GiveTokenAsync(HttpContext context)
    {
        if (context.Request.Headers["X-IDENTITY-HEADER"] != Header || context.Request.Query["resource"] != "https://servicebus.azure.net") context.Response.StatusCode = 400;
        else await context.Response.WriteAsJsonAsync(new { access_token = Token, token_type = "Bearer", resource = "https://servicebus.azure.net", expires_on = DateTimeOffset.UtcNow.AddHours(2).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture) });
    }

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var properties = context.Request.Headers["BrokerProperties"].FirstOrDefault();
        Requests?.Enqueue(new(DateTimeOffset.UtcNow, context.Request.Path, context.Request.Headers.Authorization.ToString(), context.Request.ContentType ?? "", properties, body.ToArray()));
        var fault = Faults();
        if (fault is { CarriedOut: false })
        {
            await FailAsync(context, fault);
            return;
        }

        var (status, letter) = Answer(context.Request, properties, body.ToArray());
        if (fault is not null)
        {
            await FailAsync(context, fault);
            return;
        }

        context.Response.StatusCode = status;
        if (letter is null) return;
        context.Response.Headers["BrokerProperties"] = JsonSerializer.Serialize(new { letter.LockToken, MessageId = "m", SequenceNumber = letter.Number });
        await context.Response.Body.WriteAsync(letter.Body, context.RequestAborted);
    }

    private async Task FailAsync(HttpContext context, Fault fault)
    {
        if (fault.Status is 429 or 503 && RetryAfterSeconds > 0)
            context.Response.OnStarting(() =>
            {
                context.Response.Headers.RetryAfter = RetryAfterSeconds.ToString(CultureInfo.InvariantCulture);
                return Task.CompletedTask;
            });
        await fault.AnswerAsync(context);
    }

    private (int Status, BrokerMessage? Letter) Answer(HttpRequest request, string? properties, byte[] body)
    {
        if (request.Headers.Authorization != "Bearer " + Token) return (401, null);
        var path = request.Path.Value!.Split('/');
        if (path is not ["", StorageNames.CaseWorkQueue or StorageNames.BuildReportQueue, ..]) return (410, null);
        return (request.Method, path[2..]) switch
        {
            ("POST", ["messages"]) => (Put(path[1], properties, body), null),
            ("POST", ["$deadletterqueue", "messages", "head"]) => LockLetter(path[1]) is { } letter ? (201, letter) : (204, null),
            ("DELETE" or "PUT", ["$deadletterqueue", "messages", var number, var token]) => (EndLetter(request.Method == "DELETE", number, token), null),
            _ => (404, null),
        };
    }

    private int Put(string queue, string? properties, byte[] body)
    {
        var number = Interlocked.Increment(ref numbers);
        lock (gate) messages[number] = new(number, queue, body, ScheduledAt(properties) ?? DateTimeOffset.UtcNow);
        return 201;
    }

    private BrokerMessage? LockLetter(string queue)
    {
        lock (gate)
        {
            if (dead.Find(m => m.Queue == queue && m.VisibleAt <= DateTimeOffset.UtcNow) is not { } letter) return null;
            (letter.LockToken, letter.VisibleAt) = (Guid.NewGuid(), DateTimeOffset.UtcNow + DeadLetterLock);
            return letter;
        }
    }

    private int EndLetter(bool completed, string number, string token)
    {
        lock (gate)
        {
            if (dead.Find(m => m.Number == long.Parse(number, CultureInfo.InvariantCulture) && m.LockToken == Guid.Parse(token) && m.VisibleAt > DateTimeOffset.UtcNow) is not { } letter) return 410;
            if (completed) dead.Remove(letter);
            else letter.VisibleAt = DateTimeOffset.UtcNow;
            return 200;
        }
    }

    private static DateTimeOffset? ScheduledAt(string? properties)
    {
        if (properties is null) return null;
        using var json = JsonDocument.Parse(properties);
        return DateTimeOffset.ParseExact(json.RootElement.GetProperty("ScheduledEnqueueTimeUtc").GetString()!, "R", CultureInfo.InvariantCulture);
    }

    private static X509Certificate2 NewCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=local broker", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
