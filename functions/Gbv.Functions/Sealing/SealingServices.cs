using Gbv.Functions.Hosting;

namespace Gbv.Functions.Sealing;

/// <summary>Registers keys and seals; nothing is read or derived before it is first used.</summary>
public static class SealingServices
{
    public static IServiceCollection AddSealing(this IServiceCollection services)
    {
        services.AddOptions<KeyOptions>().BindConfiguration(KeyOptions.Section);
        services.AddSingleton<KeyRing>().AddSingleton<OfficeKeys>().AddSingleton<RowMac>();
        services.AddSingleton<IVerb, NewKeysVerb>();
        return services;
    }
}
