using Gbv.Functions.Hosting;
using Gbv.Functions.Hosting.Triggers;

namespace Gbv.Functions.Retention;

/// <summary>Time limits: what is kept no longer than its purpose, and what a restore must not bring back.</summary>
internal static class RetentionServices
{
    public static IServiceCollection AddRetention(this IServiceCollection services) => services
        .AddSingleton<RetentionRun>().AddSingleton<IVerb, RetentionVerb>().AddSingleton<IVerb, ReplayErasuresVerb>();

    public static IEndpointRouteBuilder MapRetention(this IEndpointRouteBuilder app)
    {
        app.MapTimerTrigger<CheckRetention>("CheckRetention");
        return app;
    }
}
