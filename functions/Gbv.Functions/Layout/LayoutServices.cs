using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace Gbv.Functions.Layout;

/// <summary>Registers what renders pages.</summary>
public static class LayoutServices
{
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.AddRazorComponents();
        // Vietnamese and Khmer letters as they are: as character references the pages would be three times as long.
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddOptions<SiteOptions>().BindConfiguration(SiteOptions.Section);
        services.AddSingleton<DirectoryReader>().AddSingleton<PublicPages>();
        return services;
    }
}
