namespace Gbv.Functions.Directory;

/// <summary>Registers the directory.</summary>
public static class DirectoryServices
{
    public static IServiceCollection AddDirectory(this IServiceCollection services) =>
        services.AddSingleton<DirectoryStore>().AddSingleton<DirectoryCache>();
}
