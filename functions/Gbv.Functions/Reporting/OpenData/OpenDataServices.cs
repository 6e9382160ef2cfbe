using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gbv.Functions.Reporting.OpenData;

/// <summary>Registers what the page for everybody reads: nothing of the reports but the container of its own.</summary>
internal static class OpenDataServices
{
    public static IServiceCollection AddOpenData(this IServiceCollection services)
    {
        services.TryAddSingleton<OpenDataShelf>();
        return services;
    }
}
