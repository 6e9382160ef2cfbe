namespace Gbv.Functions.Storage;

/// <summary>Registers storage clients and the work queue; no request is sent before the first one that needs it.</summary>
public static class StorageServices
{
    public static IServiceCollection AddStorage(this IServiceCollection services)
    {
        services.AddOptions<StorageOptions>().BindConfiguration(StorageOptions.Section)
            .Validate(o => o.IsComplete, "Set 'Storage:ConnectionString' (local) or 'Storage:AccountName' (Azure).")
            .ValidateOnStart();
        services.AddOptions<ServiceBusOptions>().BindConfiguration(ServiceBusOptions.Section)
            .Validate(o => o.IsComplete, ServiceBusOptions.Fix)
            .ValidateOnStart();
        services.AddSingleton<StorageClients>().AddSingleton<BusConnection>().AddSingleton<BusSender>().AddSingleton<BusDeadLetters>().AddSingleton<WorkQueue>();
        return services;
    }
}
