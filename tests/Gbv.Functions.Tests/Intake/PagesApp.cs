using Gbv.Functions.Assets;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Hosting;
using Gbv.Functions.Information;
using Gbv.Functions.Intake;
using Gbv.Functions.Intake.Api;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout;
using Gbv.Functions.Reporting.OpenData;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.LocalHost.SampleData;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Gbv.Functions.Tests.Intake;

/// <summary>The public pages served over HTTP, on real storage, with a clock that tests can move.</summary>
internal sealed class PagesApp : IAsyncDisposable
{
    /// <summary>An address at which no storage answers.</summary>
    public const string NoStorage =
        "DefaultEndpointsProtocol=http;AccountName=none;AccountKey=bm9uZQ==;BlobEndpoint=http://127.0.0.1:9/none;QueueEndpoint=http://127.0.0.1:9/none;TableEndpoint=http://127.0.0.1:9/none;";

    public const string ApiKey = "a key of the hot line";

    private readonly WebApplication app;

    private PagesApp(WebApplication app, FakeTimeProvider time)
    {
        this.app = app;
        Time = time;
        Address = new Uri(app.Urls.Single());
    }

    public FakeTimeProvider Time { get; }

    public Uri Address { get; }

    public IServiceProvider Services => app.Services;

    public static async Task<PagesApp> StartAsync(string storage, params (string Name, string Value)[] settings)
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var builder = FunctionApp.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(Settings(storage, settings));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services
            .AddCases().AddDirectory().AddFollowUp().AddHosting().AddInformation().AddIntake().AddJourney().AddOpenData().AddPages()
            .AddReportsApi().AddRing(builder.Configuration).AddSealing().AddStorage()
            .AddSingleton<TimeProvider>(time);
        var app = builder.Build();
        app.UseHosting();
        app.MapApiDocument();
        app.MapAssets();
        app.MapFollowUp();
        app.MapHealth();
        app.MapInformation();
        app.MapIntake();
        app.MapOpenData();
        app.MapReportsApi();
        await app.StartAsync();
        if (storage != NoStorage)
        {
            await StorageSetup.EnsureAsync(app.Services.GetRequiredService<StorageClients>(), CancellationToken.None);
            await SampleDirectory.LoadAsync(app.Services.GetRequiredService<DirectoryStore>(), CancellationToken.None);
        }

        return new(app, time);
    }

    public Visitor Visit() => new(Address);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static Dictionary<string, string?> Settings(string storage, (string Name, string Value)[] more)
    {
        var settings = TestKeys.Shared.ToDictionary(k => k.Key.Replace("__", ":", StringComparison.Ordinal), k => (string?)k.Value);
        settings["FollowUp:WrongCodeSeconds"] = "0";
        settings["Role"] = "all";
        settings["Public:BaseUrl"] = "http://localhost:7071";
        settings["Public:ExitUrl"] = "https://weather.example.org/";
        settings["Storage:ConnectionString"] = storage;
        settings["Api:Clients:0:Name"] = "hotline";
        settings["Api:Clients:0:KeySha256"] = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(ApiKey)));
        settings["Api:Clients:0:Channel"] = "hotline-transfer";
        settings["Api:Clients:1:Name"] = "";
        foreach (var (name, value) in more) settings[name] = value;
        return settings;
    }
}
