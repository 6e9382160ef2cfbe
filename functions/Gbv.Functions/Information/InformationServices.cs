using Gbv.Functions.Hosting;

namespace Gbv.Functions.Information;

/// <summary>Registers the page people see when something goes wrong.</summary>
public static class InformationServices
{
    public static IServiceCollection AddInformation(this IServiceCollection services) =>
        services.AddSingleton<IErrorPage, PublicErrorPage>();
}
