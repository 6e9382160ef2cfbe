namespace Gbv.Functions.FollowUp;

/// <summary>Registers what a reporter with a code uses.</summary>
public static class FollowUpServices
{
    public static IServiceCollection AddFollowUp(this IServiceCollection services) => services.AddSingleton<FollowUpService>().AddSingleton<InboxSession>();
}
