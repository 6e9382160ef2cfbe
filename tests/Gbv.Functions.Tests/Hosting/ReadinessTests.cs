using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Azure.Data.Tables;
using Gbv.Functions.Cases;
using Gbv.Functions.Email;
using Gbv.Functions.Hosting;
using Gbv.Functions.Referrals;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>What <c>/health/ready</c> answers when a part fails, what it says where outsiders do not look, and what it costs.</summary>
public sealed class ReadinessTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private readonly FakeTimeProvider time = new(DateTimeOffset.UtcNow);
    private readonly MailService mail = new();
    private readonly Lines lines = new();
    private readonly IReadOnlyDictionary<string, string> keys = TestKeys.Shared;
    private CountedStorage storage = null!;
    private WebApplication? app;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private StorageClients Storage => app!.Services.GetRequiredService<StorageClients>();

    public async ValueTask InitializeAsync() => storage = await CountedStorage.StartAsync(azurite.NewAccount());

    public async ValueTask DisposeAsync()
    {
        if (app is not null) await app.DisposeAsync();
        await storage.DisposeAsync();
        mail.Dispose();
        lines.Dispose();
    }

    [Theory]
    [InlineData("public")]
    [InlineData("back")]
    [InlineData("all")]
    public async Task Where_everything_answers_it_is_ready_and_nothing_is_written_down(string role)
    {
        await StartAsync(role);

        Assert.Equal((200, "Healthy"), await AskAsync());
        Assert.Equal(role == "public" ? 0 : 1, mail.Asked);
        Assert.Empty(lines.Written);
    }

    [Theory]
    [InlineData("public")]
    [InlineData("back")]
    public async Task Without_storage_it_is_unready(string role)
    {
        await StartAsync(role, account => System.Text.RegularExpressions.Regex.Replace(account, "AccountKey=[^;]+", "AccountKey=" + Convert.ToBase64String(new byte[64])));

        Assert.Equal((503, "Unhealthy"), await AskAsync());
        Assert.Contains(lines.Written, x => x.Contains("storage is Unhealthy (403", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("public", StorageNames.PublicKeyRing)]
    [InlineData("back", StorageNames.BackKeyRing)]
    public async Task With_a_ring_that_does_not_open_it_is_unready(string role, string container)
    {
        await StartAsync(role);
        await Storage.Container(container).UploadBlobAsync("ring.xml", new BinaryData("no ring"), Cancel);

        Assert.Equal((503, "Unhealthy"), await AskAsync());
        Assert.Equal(["Asked whether it is ready: ring is Unhealthy (XmlException)"], lines.Written);
    }

    [Theory]
    [InlineData(401, "401")]
    [InlineData(503, "503")]
    [InlineData(MailService.NoConnection, "no connection")]
    [InlineData(MailService.NoAnswer, "no answer in time")]
    public async Task Without_mail_the_back_app_is_degraded_and_goes_on(int status, string reason)
    {
        mail.Status = status;
        await StartAsync("back");

        Assert.Equal((200, "Degraded"), await AskAsync());
        Assert.Equal([$"Asked whether it is ready: mail is Degraded ({reason})"], lines.Written);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(429)]
    public async Task A_mail_service_that_answers_is_there(int status)
    {
        mail.Status = status;
        await StartAsync("back");

        Assert.Equal((200, "Healthy"), await AskAsync());
    }

    [Fact]
    public async Task An_effect_that_waits_although_it_was_announced_again_degrades_the_back_app_until_it_is_done()
    {
        await StartAsync("back");
        var effect = new TableEntity(new string('a', 32), CaseRow.EffectPrefix + "mail");
        await Storage.Table(StorageNames.Cases).AddEntityAsync(effect, Cancel);
        time.Advance(TimeSpan.FromMinutes(20));
        await SweepAsync();
        Assert.Equal((200, "Healthy"), await AskAsync());

        time.Advance(TimeSpan.FromMinutes(20));
        Assert.Equal((200, "Degraded"), await AskAsync());
        Assert.Equal(["Asked whether it is ready: effects is Degraded (pending for 40 minutes)"], lines.Written.Where(x => x.StartsWith("Asked", StringComparison.Ordinal)));

        await Storage.Table(StorageNames.Cases).DeleteEntityAsync(effect, cancellationToken: Cancel);
        time.Advance(Readiness.Kept);
        Assert.Equal((200, "Healthy"), await AskAsync());
    }

    [Fact]
    public async Task That_nobody_sweeps_degrades_the_back_app()
    {
        await StartAsync("back");
        await SweepAsync();

        time.Advance(TimeSpan.FromHours(4));

        Assert.Equal((200, "Degraded"), await AskAsync());
        Assert.Equal(["Asked whether it is ready: effects is Degraded (no sweep for 4 hours)"], lines.Written);
    }

    [Fact]
    public async Task However_many_ask_storage_is_asked_every_ten_seconds_and_the_mail_service_every_minute()
    {
        await StartAsync("all");
        await SweepAsync();
        await AskAsync();
        time.Advance(Readiness.Kept);
        storage.Clear();

        Assert.All(await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => AskAsync())), x => Assert.Equal(200, x.Status));
        Assert.Equal(["table read", "table read"], storage.Counted);
        Assert.Equal(1, mail.Asked);

        time.Advance(MailReady.Kept);
        await AskAsync();
        Assert.Equal(4, storage.Counted.Count);
        Assert.Equal(2, mail.Asked);
    }

    private async Task StartAsync(string role, Func<string, string>? account = null)
    {
        using var webhook = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddProvider(lines);
        builder.Configuration.AddInMemoryCollection(keys.Select(k => KeyValuePair.Create(k.Key, (string?)k.Value))).AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Role"] = role,
            ["Public:BaseUrl"] = "http://localhost:7071",
            ["Storage:ConnectionString"] = (account ?? (x => x))(storage.ConnectionString),
            ["Email:From"] = "lien-he@example.org",
            ["SendGrid:ApiKey"] = "test",
            ["SendGrid:Host"] = "http://localhost",
            ["SendGrid:ReadySeconds"] = "0.2",
            ["SendGrid:WebhookPublicKey"] = Convert.ToBase64String(webhook.ExportSubjectPublicKeyInfo()),
        });
        builder.Services.AddEmail(builder.Configuration).AddHosting().AddReferrals().AddRing(builder.Configuration).AddSealing().AddStorage().AddTransient<Sweep>();
        builder.Services.AddHttpClient(Mailer.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => mail);
        builder.Services.AddSingleton<TimeProvider>(time);
        app = builder.Build();
        app.MapHealth();
        await app.StartAsync(Cancel);
        if (account is null) await StorageSetup.EnsureAsync(Storage, Cancel);
    }

    private Task SweepAsync() => app!.Services.GetRequiredService<Sweep>().RunAsync(Cancel);

    private async Task<(int Status, string Text)> AskAsync()
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = new Uri(app!.Urls.Single()) };
        using var answer = await client.GetAsync(new Uri("health/ready", UriKind.Relative), Cancel);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Cancel));
    }

    /// <summary>Plays SendGrid where it is asked what a key may do.</summary>
    private sealed class MailService : HttpMessageHandler
    {
        public const int NoConnection = -1;
        public const int NoAnswer = -2;

        private int asked;

        public int Status { get; set; } = 200;

        public int Asked => asked;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal((HttpMethod.Get, "/v3/scopes", "Bearer test"), (request.Method, request.RequestUri!.AbsolutePath, request.Headers.Authorization?.ToString()));
            Interlocked.Increment(ref asked);
            if (Status == NoConnection) throw new HttpRequestException("refused");
            if (Status == NoAnswer) await Task.Delay(Timeout.Infinite, cancellationToken);
            return new HttpResponseMessage((HttpStatusCode)Status) { Content = new StringContent("""{"scopes":["mail.send"]}""") };
        }
    }

    /// <summary>Keeps what the program itself writes down.</summary>
    private sealed class Lines : ILoggerProvider
    {
        public ConcurrentQueue<string> Written { get; } = [];

        public ILogger CreateLogger(string categoryName) => new Writer(categoryName.StartsWith("Gbv.", StringComparison.Ordinal) ? Written : []);

        public void Dispose() => Written.Clear();

        private sealed class Writer(ConcurrentQueue<string> written) : ILogger
        {
            public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

            public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

            public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
            {
                if (IsEnabled(logLevel)) written.Enqueue(formatter(state, exception));
            }
        }
    }
}
