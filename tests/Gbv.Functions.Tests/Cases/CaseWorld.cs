using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Backups;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Email;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Hosting;
using Gbv.Functions.Intake;
using Gbv.Functions.Links;
using Gbv.Functions.Referrals;
using Gbv.Functions.Replaying;
using Gbv.Functions.Reporting;
using Gbv.Functions.Retention;
using Gbv.Functions.Rewrapping;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Trace;
using Gbv.LocalHost.SampleData;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gbv.Functions.Tests.Cases;

/// <summary>
/// The product's services in one process, on real storage, with a clock that the test moves and a mail service that keeps what
/// it is given.
/// </summary>
internal sealed class CaseWorld : IAsyncDisposable
{
    /// <summary>A Tuesday, ten in the morning in Vietnam.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 24, 3, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider services;


    private CaseWorld(ServiceProvider services, FakeTimeProvider time, FakeSendGrid mails) => (this.services, Time, Mails) = (services, time, mails);

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public IServiceProvider Services => services;
    public FakeTimeProvider Time { get; }
    public FakeSendGrid Mails { get; }
    public ReportIntake Intake => Get<ReportIntake>();
    public FollowUpService FollowUp => Get<FollowUpService>();
    public CaseStore Store => Get<CaseStore>();
    public CaseChanges Changes => Get<CaseChanges>();
    public CaseWorker Worker => Get<CaseWorker>();
    public DirectoryCache Directory => Get<DirectoryCache>();
    public StorageClients Storage => Get<StorageClients>();
    public TableClient Cases => Storage.Table(StorageNames.Cases);

    /// <param name="keys">Keys of both roles, where a test needs to know them.</param>
    /// <param name="bare">An account in which nothing was ever made, as after a loss.</param>
    public static async Task<CaseWorld> CreateAsync(string connectionString, IReadOnlyDictionary<string, string>? keys = null, bool bare = false)
    {
        var time = new FakeTimeProvider(Start);
        var mails = new FakeSendGrid();
        using var webhook = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var settings = new Dictionary<string, string?>((keys ?? TestKeys.Shared).Select(k => KeyValuePair.Create(k.Key, (string?)k.Value)))
        {
            ["Role"] = "all",
            ["Storage:ConnectionString"] = connectionString,
            ["Public:BaseUrl"] = "http://localhost:7071",
            ["Email:From"] = "lien-he@example.org",
            ["SendGrid:ApiKey"] = "test",
            ["SendGrid:Host"] = "http://localhost",
            ["SendGrid:WebhookPublicKey"] = Convert.ToBase64String(webhook.ExportSubjectPublicKeyInfo()),
        };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddLogging();
        services.AddOptions<PublicOptions>().BindConfiguration("Public");
        services.AddBackups().AddCases().AddDirectory().AddEmail(configuration).AddFollowUp().AddIntake().AddLinks().AddReferrals().AddReplaying().AddReporting().AddRetention().AddRewrapping().AddSealing().AddStorage().AddTrace();
        services.AddSingleton<TimeProvider>(time);
        services.AddTransient<CarryOutCase>().AddTransient<CheckDue>().AddTransient<CheckReports>().AddTransient<CheckRetention>().AddTransient<CheckTrace>().AddTransient<Sweep>();
        services.AddHttpClient(Mailer.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => mails);
        var world = new CaseWorld(services.BuildServiceProvider(), time, mails);
        if (bare) return world;
        await StorageSetup.EnsureAsync(world.Storage, Cancel);
        await SampleDirectory.LoadAsync(world.Get<DirectoryStore>(), Cancel);
        return world;
    }

    public T Get<T>() where T : notnull => services.GetRequiredService<T>();

    public async Task<(ReceiptCode Receipt, CaseId Case)> SubmitAsync(Report report)
    {
        var accepted = Assert.IsType<SubmissionResult.Accepted>(await Intake.SubmitAsync(new(SubmissionId.New(), report, FromForm: true), Cancel));
        return (accepted.Receipt, await CaseOfAsync(accepted.Receipt));
    }

    public async Task<CaseId> CaseOfAsync(ReceiptCode receipt) => (await Get<ReceiptKeys>().DeriveAsync(receipt, false, Cancel)).Case;

    /// <summary>Submits and carries out what follows at once.</summary>
    public async Task<CaseId> ReceivedAsync(Report report)
    {
        var (_, id) = await SubmitAsync(report);
        await Worker.CarryOutDueAsync(id, Cancel);
        return id;
    }

    public async Task<CasePartition> ReadAsync(CaseId id) => await Store.ReadAsync(id, Cancel) ?? throw new InvalidOperationException("No such case.");

    public async Task AdvanceAsync(CaseId id, TimeSpan time)
    {
        Time.Advance(time);
        await Worker.CarryOutDueAsync(id, Cancel);
    }

    public async ValueTask DisposeAsync() => await services.DisposeAsync();
}

/// <summary>Plays SendGrid: keeps mails and answers what the test wants.</summary>
internal sealed class FakeSendGrid : HttpMessageHandler
{
    public ConcurrentQueue<SentMail> Sent { get; } = new();

    /// <summary>Status for the next mails, by address; 202 unless told otherwise.</summary>
    public Func<string, HttpStatusCode> Answer { get; set; } = _ => HttpStatusCode.Accepted;

    /// <summary>What happens elsewhere while a mail is on its way.</summary>
    public Func<Task> Meanwhile { get; set; } = () => Task.CompletedTask;

    /// <summary>Addresses written to since the last call.</summary>
    public IReadOnlyList<string> Drain()
    {
        List<string> to = [];
        while (Sent.TryDequeue(out var mail)) to.Add(mail.To);
        to.Sort(StringComparer.Ordinal);
        return to;
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var json = JsonDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken));
        var root = json.RootElement;
        var to = root.GetProperty("personalizations")[0].GetProperty("to")[0].GetProperty("email").GetString()!;
        var status = Answer(to);
        await Meanwhile();
        if (status == HttpStatusCode.Accepted)
        {
            var reference = root.GetProperty("personalizations")[0].TryGetProperty("custom_args", out var args) ? args.GetProperty("ref").GetString() : null;
            Sent.Enqueue(new(to, root.GetProperty("subject").GetString()!, root.GetProperty("content")[0].GetProperty("value").GetString()!, reference));
        }

        return new HttpResponseMessage(status) { Headers = { { "X-Message-Id", Guid.NewGuid().ToString("N") } } };
    }
}

internal sealed record SentMail(string To, string Subject, string Text, string? Ref);

/// <summary>Reports with harmless defaults; a test says only what it is about.</summary>
internal static class AReport
{
    public static Report OfAPerson => new()
    {
        Journey = Journey.Person,
        Commune = new CommuneCode("cai-nhum"),
        Age = AgeAnswer.From25To39,
        Sex = Sex.Female,
        Safety = SafetyNow.Safe,
        Happenings = [Happening.Beaten],
        Narrative = "Chuyện xảy ra tối qua.",
        Relation = RelationAnswer.Partner,
        Contact = new() { Channel = ContactChannel.Phone, Address = "0900000001", SecretWord = "xoài" },
    };

    public static Report InDanger(this Report report) => report with { Safety = SafetyNow.Danger, Police = PoliceConsent.MayContact };

    public static Report ByAWitness => OfAPerson with
    {
        Journey = Journey.Witness,
        Contact = new(),
        ReportedBy = new() { Role = ReporterRole.NeighbourOrWitness, Name = "Người hàng xóm" },
    };

    public static WorkItem Triage(this CasePartition read) => read.Items.Single(i => i.Kind == ItemKind.Triage);

    public static WorkItem For(this CasePartition read, Service service) => read.Items.Single(i => i.Service == service);
}
