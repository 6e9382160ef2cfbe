namespace Gbv.Functions.Layout;

/// <summary>Registers what renders pages.</summary>
public static class LayoutServices
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddOptions<SiteOptions>().BindConfiguration(SiteOptions.Section);
        services.AddSingleton<PublicPages>();
        return services;
    }
}
