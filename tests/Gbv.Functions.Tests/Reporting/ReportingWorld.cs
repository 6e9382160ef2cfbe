using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Directory;
using Gbv.Functions.Email;
using Gbv.Functions.Hosting;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Layout;
using Gbv.Functions.Links;
using Gbv.Functions.Reporting;
using Gbv.Functions.Reporting.OpenData;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.LocalHost.SampleData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gbv.Functions.Tests.Reporting;

/// <summary>One instance of the reporting part on real storage, with its own clock; several may share an account. Mails end here.</summary>
internal sealed class ReportingWorld : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private ReportingWorld(ServiceProvider services, FakeTimeProvider time, MailSink mails)
    {
        (this.services, Time, Mails) = (services, time, mails);
    }

    public FakeTimeProvider Time { get; }
    public MailSink Mails { get; }
    public PeriodLedger Ledger => services.GetRequiredService<PeriodLedger>();
    public CaseFactStore Facts => services.GetRequiredService<CaseFactStore>();
    public ReportSchedule Schedule => services.GetRequiredService<ReportSchedule>();
    public ReportFiles Files => services.GetRequiredService<ReportFiles>();
    public OpenDataShelf OpenData => services.GetRequiredService<OpenDataShelf>();
    public StorageClients Storage => services.GetRequiredService<StorageClients>();

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public IServiceProvider Services => services;

    public static async Task<ReportingWorld> StartAsync(string account, DateTimeOffset now, bool runningMonth = false, MailSink? mails = null, bool statistics = false)
    {
        var ct = TestContext.Current.CancellationToken;
        var settings = new Dictionary<string, string?>(TestKeys.Shared.Select(k => KeyValuePair.Create(k.Key, (string?)k.Value)))
        {
            ["Role"] = "back",
            ["Public:BaseUrl"] = "http://localhost:7071",
            ["Storage:ConnectionString"] = account,
            ["Email:From"] = "phieu@example.org",
            ["SendGrid:ApiKey"] = "key",
            ["SendGrid:Host"] = "http://localhost:1",
            ["SendGrid:WebhookPublicKey"] = WebhookKey(),
            ["Reports:RunningMonth"] = runningMonth ? "true" : "false",
            ["Public:Statistics"] = statistics ? "true" : "false",
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var time = new FakeTimeProvider(now);
        var sink = mails ?? new MailSink();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddLogging();
        services.AddDirectory().AddEmail(configuration).AddHosting().AddLinks().AddPages().AddReporting().AddSealing().AddStorage();
        services.AddSingleton<TimeProvider>(time).AddSingleton<BuildReport>().AddSingleton<CheckReports>();
        services.AddHttpClient(Mailer.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => sink);

        var world = new ReportingWorld(services.BuildServiceProvider(), time, sink);
        await StorageSetup.EnsureAsync(world.Storage, ct);
        await SampleDirectory.LoadAsync(new DirectoryStore(world.Storage), ct);
        return world;
    }

    public Task CheckAsync() => Get<CheckReports>().RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Handles every message that lies in the queue now, as the host would.</summary>
    public async Task<int> WorkAsync()
    {
        var ct = TestContext.Current.CancellationToken;
        var queue = Storage.Queue(StorageNames.BuildReportQueue);
        var handled = 0;
        while ((await queue.ReceiveMessagesAsync(32, TimeSpan.FromMinutes(5), ct)).Value is { Length: > 0 } messages)
            foreach (var message in messages)
            {
                await Get<BuildReport>().HandleAsync(new QueueDelivery(message.Body.ToArray(), (int)message.DequeueCount), ct);
                await queue.DeleteMessageAsync(message.MessageId, message.PopReceipt, ct);
                handled++;
            }

        return handled;
    }

    public async Task<LedgerEntry> EntryAsync(Period period, CommuneCode area) =>
        await Ledger.FindAsync(period, area, TestContext.Current.CancellationToken) ?? throw new InvalidOperationException("No such row.");

    public ValueTask DisposeAsync() => services.DisposeAsync();

    private static string WebhookKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(key.ExportSubjectPublicKeyInfo());
    }
}

/// <summary>Takes the mails that would go to the mail service; can be told to be down.</summary>
internal sealed class MailSink : HttpMessageHandler
{
    public ConcurrentQueue<SentMail> Sent { get; } = new();

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.Accepted;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        if (Answer == HttpStatusCode.Accepted)
            Sent.Enqueue(new SentMail(
                json.RootElement.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString()!,
                json.RootElement.GetProperty("personalizations")[0].TryGetProperty("subject", out var subject) ? subject.GetString()! : json.RootElement.GetProperty("subject").GetString()!,
                json.RootElement.GetProperty("content")[0].GetProperty("value").GetString()!));
        return new HttpResponseMessage(Answer);
    }
}

internal sealed record SentMail(string To, string Subject, string Text);
