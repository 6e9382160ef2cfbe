using Gbv.Functions.Responders;

namespace Gbv.Functions.Triage;

/// <summary>Registers the pages of who decides: coordinator, stand-in, province.</summary>
internal static class TriageServices
{
    public static IServiceCollection AddTriage(this IServiceCollection services) =>
        services.AddSingleton<IItemPage, TriagePage>().AddSingleton<IItemPage, ConfirmationPage>();
}
