namespace Gbv.Functions.Intake.Journey;

/// <summary>Registers the journeys.</summary>
public static class JourneyServices
{
    public static IServiceCollection AddJourney(this IServiceCollection services) =>
        services.AddSingleton<StateProtector>().AddSingleton<JourneyStates>().AddSingleton<Sending>().AddSingleton<DangerHandler>()
            .AddSingleton<JourneyPages>().AddSingleton<JourneyHandler>()
            .AddSingleton<ReceiptPages>().AddSingleton<ReportValidator>();
}
