using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
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
    // RSA keys take longer to make than a test to run.
    private static readonly KeyValuePair<string, string?>[] Keys = [.. KeySet.Generate(receiptRounds: 1).Select(k => KeyValuePair.Create(k.Key, (string?)k.Value))];

    private readonly WebApplication app;

    private StaffApp(WebApplication app, FakeTimeProvider time, FakeSendGrid mails, ECDsa webhookKey) =>
        (this.app, Time, Mails, WebhookKey) = (app, time, mails, webhookKey);

    public static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public FakeTimeProvider Time { get; }
    public FakeSendGrid Mails { get; }

    /// <summary>SendGrid's side of the signed webhook.</summary>
    public ECDsa WebhookKey { get; }

    public Uri Address => new(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());

    public static async Task<StaffApp> CreateAsync(string connectionString, string role = "all", Action<IServiceCollection>? change = null)
    {
        var time = new FakeTimeProvider(CaseWorld.Start);
        var mails = new FakeSendGrid();
        var webhookKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(Keys);
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
        services.AddReferrals().AddReporting().AddResponders().AddRing(builder.Configuration).AddSealing().AddStorage().AddTriage();
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
        await SampleDirectory.LoadAsync(staff.Get<DirectoryStore>(), Cancel);
        return staff;
    }

    public T Get<T>() where T : notnull => app.Services.GetRequiredService<T>();

    public async Task<CaseId> ReceivedAsync(Report report)
    {
        var accepted = Assert.IsType<SubmissionResult.Accepted>(await Get<ReportIntake>().SubmitAsync(new(SubmissionId.New(), report, FromForm: true), Cancel));
        var id = (await Get<ReceiptKeys>().DeriveAsync(accepted.Receipt, false, Cancel)).Case;
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

    public Browser Open() => new(this);

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync(CancellationToken.None);
        await app.DisposeAsync();
        WebhookKey.Dispose();
    }
}

/// <summary>A browser without scripts: cookies, forms, redirects.</summary>
internal sealed class Browser : IDisposable
{
    private readonly StaffApp app;
    private readonly HttpClient http;

    public Browser(StaffApp app)
    {
        this.app = app;
        http = new HttpClient(new SocketsHttpHandler { UseCookies = true, CookieContainer = Cookies, AllowAutoRedirect = true }) { BaseAddress = app.Address };
    }

    public CookieContainer Cookies { get; } = new();
    public HttpStatusCode Status { get; private set; }
    public IHtmlDocument Page { get; private set; } = null!;
    public string Text => Regex.Replace(Page.QuerySelector("main")!.TextContent, @"\s+", " ").Trim();
    public string Heading => Page.QuerySelector("h1")!.TextContent.Trim();

    public async Task<Browser> GetAsync(string path) => await ShowAsync(await http.GetAsync(new Uri(path, UriKind.Relative), StaffApp.Cancel));

    /// <summary>Presses the button with this action, after filling its form.</summary>
    public async Task<Browser> PressAsync(string action, params (string Name, string Value)[] typed)
    {
        var button = Page.QuerySelectorAll<IHtmlButtonElement>($"button[name=action][value='{action}']").First();
        var form = (IHtmlFormElement)button.Closest("form")!;
        List<KeyValuePair<string, string>> fields = [.. form.QuerySelectorAll<IHtmlInputElement>("input[type=hidden]").Select(i => KeyValuePair.Create(i.Name!, i.Value))];
        fields.AddRange(typed.Select(t => KeyValuePair.Create(t.Name, t.Value)));
        return await PostAsync(form.GetAttribute("action")!, [.. fields, KeyValuePair.Create("action", action)]);
    }

    public async Task<Browser> PostAsync(string path, IEnumerable<KeyValuePair<string, string>> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("Sec-Fetch-Site", "same-origin");
        return await ShowAsync(await http.SendAsync(request, StaffApp.Cancel));
    }

    /// <summary>Opens the link, has the code sent and types it.</summary>
    public async Task<Browser> SignInAsync(string link)
    {
        await GetAsync(link);
        await PressAsync(ShellAction.Code);
        return await PressAsync(ShellAction.Check, ("code", NewestCode()));
    }

    public string NewestCode() => Regex.Match(app.Mails.Sent.Last(m => Regex.IsMatch(m.Text, @"\d{3} \d{3}, ")).Text, @"\d{3} \d{3}(?=, )").Value;

    public bool Has(string action) => Page.QuerySelector($"button[name=action][value='{action}']") is not null;

    public void Dispose() => http.Dispose();

    private async Task<Browser> ShowAsync(HttpResponseMessage answer)
    {
        Status = answer.StatusCode;
        Page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(StaffApp.Cancel));
        answer.Dispose();
        return this;
    }
}
