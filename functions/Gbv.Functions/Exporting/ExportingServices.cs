using Gbv.Functions.Hosting;

namespace Gbv.Functions.Exporting;

/// <summary>The way out: everything in open formats, for whoever takes over.</summary>
internal static class ExportingServices
{
    public static IServiceCollection AddExporting(this IServiceCollection services) => services.AddSingleton<ExportRun>().AddSingleton<IVerb, ExportVerb>();
}
