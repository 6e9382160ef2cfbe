using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Gbv.Domain.Directory;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Email;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Hosting;
using Gbv.Functions.Intake;
using Gbv.Functions.Layout;
using Gbv.Functions.Links;
using Gbv.Functions.Referrals;
using Gbv.Functions.Reporting;
using Gbv.Functions.Responders;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Trace;
using Gbv.Functions.Triage;
using Gbv.LocalHost.SampleData;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Gbv.Functions.Tests.Responders;

/// <summary>
/// The back role's pages over real HTTP and real storage, with a clock that the test moves and a mail service that keeps what it
/// is given.
/// </summary>
internal sealed class StaffApp : IAsyncDisposable
{
    private readonly WebApplication app;

    private StaffApp(WebApplication app, FakeTimeProvider time, FakeSendGrid mails, ECDsa webhookKey) =>
        (this.app, Time, Mails, WebhookKey) = (app, time, mails, webhookKey);

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public FakeTimeProvider Time { get; }
    public FakeSendGrid Mails { get; }

    /// <summary>SendGrid's side of the signed webhook.</summary>
    public ECDsa WebhookKey { get; }

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    /// <param name="keys">Keys with which the account was filled; then its directory is in it as well.</param>
    public static async Task<StaffApp> CreateAsync(string connectionString, string role = "all", Action<IServiceCollection>? change = null, IReadOnlyDictionary<string, string>? keys = null)
    {
        var time = new FakeTimeProvider(CaseWorld.Start);
        var mails = new FakeSendGrid();
        var webhookKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection((keys ?? TestKeys.Shared).Select(k => KeyValuePair.Create(k.Key, (string?)k.Value)));
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Role"] = role,
            ["Storage:ConnectionString"] = connectionString,
            ["Public:BaseUrl"] = "http://localhost:7071",
            ["Email:From"] = "lien-he@example.org",
            ["SendGrid:ApiKey"] = "test",
            ["SendGrid:Host"] = "http://localhost",
            ["SendGrid:WebhookPublicKey"] = Convert.ToBase64String(webhookKey.ExportSubjectPublicKeyInfo()),
        });
        var services = builder.Services;
        services.AddCases().AddDirectory().AddEmail(builder.Configuration).AddFollowUp().AddHosting().AddIntake().AddLinks().AddPages();
        services.AddReferrals().AddReporting().AddResponders().AddRing(builder.Configuration).AddSealing().AddStorage().AddTrace().AddTriage();
        services.AddSingleton<TimeProvider>(time);
        services.AddHttpClient(Mailer.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => mails);
        change?.Invoke(services);
        var app = builder.Build();
        app.UseHosting();
        app.MapEmail();
        app.MapResponders();
        await app.StartAsync(Cancel);
        var staff = new StaffApp(app, time, mails, webhookKey);
        await StorageSetup.EnsureAsync(staff.Get<StorageClients>(), Cancel);
        if (keys is null) await SampleDirectory.LoadAsync(staff.Get<DirectoryStore>(), Cancel);
        return staff;
    }

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public async Task<(ReceiptCode Receipt, CaseId Case)> SubmitAsync(Report report)
    {
        var accepted = Assert.IsType<SubmissionResult.Accepted>(await Get<ReportIntake>().SubmitAsync(new(SubmissionId.New(), report, FromForm: true), Cancel));
        return (accepted.Receipt, (await Get<ReceiptKeys>().DeriveAsync(accepted.Receipt, false, Cancel)).Case);
    }

    /// <summary>Submits and carries out what follows at once.</summary>
    public async Task<CaseId> ReceivedAsync(Report report)
    {
        var (_, id) = await SubmitAsync(report);
        await WorkAsync(id);
        return id;
    }

    public Task WorkAsync(CaseId id) => Get<CaseWorker>().CarryOutDueAsync(id, Cancel);

    public async Task<CasePartition> ReadAsync(CaseId id) => await Get<CaseStore>().ReadAsync(id, Cancel) ?? throw new InvalidOperationException("No such case.");

    public async Task<DirectoryEntry> PersonAsync(string id) =>
        (await Get<DirectoryCache>().GetAsync(new CommuneCode("cai-nhum"), Cancel))!.Find(id) ?? throw new InvalidOperationException("No such person.");

    /// <summary>The link in the newest mail to this person about this item.</summary>
    public async Task<string> LinkAsync(CaseId id, WorkItem item, string? personId = null)
    {
        var read = await ReadAsync(id);
        var reference = read.Mails.Last(m => m.Item == item.Id && m.PersonId == (personId ?? item.ResponderId) && m.Kind == CaseMailKind.Item).Ref;
        var mail = Mails.Sent.Last(m => m.Ref == reference);
        return Regex.Match(mail.Text, "/r/[A-Za-z0-9_-]{32}").Value;
    }

    public Browser Open() => new(Address, () => Browser.CodeIn(Mails.Sent.Last(m => Browser.CodeIn(m.Text) is not null).Text)!);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        WebhookKey.Dispose();
    }
}
