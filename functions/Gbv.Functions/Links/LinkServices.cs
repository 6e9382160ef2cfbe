namespace Gbv.Functions.Links;

/// <summary>Links, mail references, codes and sessions of staff.</summary>
internal static class LinkServices
{
    public static IServiceCollection AddLinks(this IServiceCollection services) => services
        .AddSingleton<LinkStore>()
        .AddSingleton<MailRefs>()
        .AddSingleton<AccessCodes>()
        .AddSingleton<StaffSessions>();
}
