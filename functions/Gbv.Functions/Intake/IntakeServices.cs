namespace Gbv.Functions.Intake;

/// <summary>Registers what takes reports in.</summary>
public static class IntakeServices
{
    public static IServiceCollection AddIntake(this IServiceCollection services) =>
        services.AddSingleton<ReceiptKeys>().AddSingleton<ProofNumber>().AddSingleton<ReportIntake>();
}
