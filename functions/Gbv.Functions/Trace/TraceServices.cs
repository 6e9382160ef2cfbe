using Gbv.Functions.Hosting;
using Gbv.Functions.Hosting.Triggers;

namespace Gbv.Functions.Trace;

/// <summary>Heads of the event chains, noted elsewhere than the cases, and the nightly check against them.</summary>
internal static class TraceServices
{
    public static IServiceCollection AddTrace(this IServiceCollection services) => services
        .AddSingleton<HeadStore>().AddSingleton<HeadFiles>().AddSingleton<CaseCheck>().AddSingleton<TraceCheck>()
        .AddSingleton<IVerb, VerifyVerb>();

    public static IEndpointRouteBuilder MapTrace(this IEndpointRouteBuilder app)
    {
        app.MapTimerTrigger<CheckTrace>("CheckTrace");
        return app;
    }
}
