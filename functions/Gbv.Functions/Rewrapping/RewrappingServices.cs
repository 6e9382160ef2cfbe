using Gbv.Functions.Hosting;
using Gbv.Functions.Registers;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gbv.Functions.Rewrapping;

/// <summary>Changing keys: making the next one, and putting what there is under it.</summary>
internal static class RewrappingServices
{
    public static IServiceCollection AddRewrapping(this IServiceCollection services)
    {
        services.TryAddSingleton<ShelterAddresses>();
        return services.AddSingleton<CaseRewrap>().AddSingleton<Rewrapper>().AddSingleton<IVerb, RewrapVerb>().AddSingleton<IVerb, RotateVerb>();
    }
}
