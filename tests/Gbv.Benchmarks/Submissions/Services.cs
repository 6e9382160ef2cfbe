using Gbv.Functions.Cases;
using Gbv.Functions.Directory;
using Gbv.Functions.Email;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Hosting;
using Gbv.Functions.Intake;
using Gbv.Functions.Links;
using Gbv.Functions.Reporting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Benchmarks.Submissions;

/// <summary>The product's own services in this process, with the settings of one role.</summary>
internal static class Services
{
    public static ServiceProvider With(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection>? more = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(configuration).AddLogging();
        services.AddCases().AddDirectory().AddEmail(configuration).AddFollowUp().AddHosting().AddIntake().AddLinks().AddReporting().AddSealing().AddStorage();
        more?.Invoke(services);
        return services.BuildServiceProvider();
    }
}
