using Gbv.Functions.Hosting;
using Gbv.Functions.Trace.Accesses;

namespace Gbv.Functions.Registers;

/// <summary>The registers, their workbook and the commands for it.</summary>
internal static class RegisterServices
{
    public static IServiceCollection AddRegisters(this IServiceCollection services) => services
        .AddSingleton<RegisterStore>().AddSingleton<WorkbookImport>().AddSingleton<WorkbookExport>()
        .AddSingleton<ShelterAddresses>().AddSingleton<IAccessSource>(p => p.GetRequiredService<ShelterAddresses>())
        .AddSingleton<IVerb, WorkbookVerb>().AddSingleton<IVerb, ImportVerb>().AddSingleton<IVerb, ShelterAddressVerb>().AddSingleton<IVerb, IndicatorsVerb>();
}
