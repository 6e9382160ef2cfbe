using Gbv.Functions.Hosting;

namespace Gbv.Functions.Replaying;

/// <summary>Messages that were put aside, once whatever kept them from being worked on is gone.</summary>
internal static class ReplayingServices
{
    public static IServiceCollection AddReplaying(this IServiceCollection services) => services.AddSingleton<PoisonReplay>().AddSingleton<DeadLetterReplay>().AddSingleton<IVerb, ReplayVerb>();
}
