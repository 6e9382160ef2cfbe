namespace Gbv.Functions.Cases;

/// <summary>Registers the record of cases.</summary>
public static class CasesServices
{
    public static IServiceCollection AddCases(this IServiceCollection services) =>
        services.AddSingleton<CaseStore>().AddSingleton<CaseChanges>().AddSingleton<AccessLog>();
}
