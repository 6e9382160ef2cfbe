using Gbv.Functions.Hosting;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Responders;
using Gbv.Functions.Trace.Accesses;

namespace Gbv.Functions.Trace;

/// <summary>Heads of the event chains, noted elsewhere than the cases, the nightly check against them, and who read what.</summary>
internal static class TraceServices
{
    public static IServiceCollection AddTrace(this IServiceCollection services) => services
        .AddSingleton<HeadStore>().AddSingleton<HeadFiles>().AddSingleton<CaseCheck>().AddSingleton<TraceCheck>()
        .AddSingleton<AccessLooks>().AddSingleton<IAccessSource>(p => p.GetRequiredService<AccessLooks>()).AddSingleton<AccessReader>().AddSingleton<AccessLetters>().AddSingleton<IItemPage, AccessPage>()
        .AddSingleton<IVerb, VerifyVerb>().AddSingleton<IVerb, AccessesVerb>();

    public static IEndpointRouteBuilder MapTrace(this IEndpointRouteBuilder app)
    {
        app.MapTimerTrigger<CheckTrace>("CheckTrace");
        return app;
    }
}
