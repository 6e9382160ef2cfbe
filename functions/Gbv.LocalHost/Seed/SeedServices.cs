using System.Net;
using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Email;
using Gbv.Functions.Hosting;
using Gbv.Functions.Intake;
using Gbv.Functions.Links;
using Gbv.Functions.Referrals;
using Gbv.Functions.Reporting;
using Gbv.Functions.Responders;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.Functions.Trace;
using Gbv.Functions.Triage;
using Gbv.LocalHost.Platform;
using Microsoft.AspNetCore.DataProtection;

namespace Gbv.LocalHost.Seed;

/// <summary>The program's own services, with a clock of the past and a mail service that takes everything and delivers nothing.</summary>
internal static class SeedServices
{
    public static ServiceProvider Build(LocalKeys keys, string storage)
    {
        var settings = keys.For("all").ToDictionary(k => k.Key, k => (string?)k.Value);
        settings["Role"] = "all";
        settings["Public:BaseUrl"] = "http://localhost:7071";
        settings["Storage:ConnectionString"] = storage;
        settings["Email:From"] = "dieu-phoi@example.org";
        settings["SendGrid:ApiKey"] = "local";
        settings["SendGrid:Host"] = "http://localhost";
        settings["SendGrid:WebhookPublicKey"] = keys.WebhookPublicKey();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        services.AddLogging(l => l.AddConsole().SetMinimumLevel(LogLevel.Error));
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddCases().AddDirectory().AddEmail(configuration).AddHosting().AddIntake().AddLinks()
            .AddReferrals().AddReporting().AddResponders().AddSealing().AddStorage().AddTrace().AddTriage();
        services.AddSingleton<TimeProvider, SeedClock>().AddSingleton<CaseLife>();

        // With clocks that jump, its five minutes would be over at every step.
        services.AddSingleton(s => new DirectoryCache(s.GetRequiredService<DirectoryStore>(), TimeProvider.System));
        services.AddHttpClient(Mailer.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new TakesEverything());
        return services.BuildServiceProvider();
    }

    /// <summary>Mails of the past go nowhere: thousands of them would bury the ones that somebody looks for.</summary>
    private sealed class TakesEverything : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Accepted));
    }
}
