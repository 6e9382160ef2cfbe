using Gbv.Functions.FollowUp.Tasks;

namespace Gbv.Functions.FollowUp;

/// <summary>Registers what a reporter with a code uses.</summary>
public static class FollowUpServices
{
    public static IServiceCollection AddFollowUp(this IServiceCollection services)
    {
        services.AddOptions<FollowUpOptions>().BindConfiguration(FollowUpOptions.Section);
        services.AddSingleton<ReceiptDoor>().AddSingleton<ReporterChanges>().AddSingleton<FollowUpService>().AddSingleton<LookUp>();
        services.AddSingleton<RequestService>().AddSingleton<WordCheck>();
        services.AddSingleton<InboxSession>().AddSingleton<InboxHandler>();

        // In the order in which the inbox offers them.
        return services
            .AddSingleton<InboxTask, AddToReport>().AddSingleton<InboxTask, ChangeContact>().AddSingleton<InboxTask, ChangeConsent>()
            .AddSingleton<InboxTask, WantNotice>().AddSingleton<InboxTask, StopContact>().AddSingleton<InboxTask, AskCopy>().AddSingleton<InboxTask, AskErasure>().AddSingleton<InboxTask, LockCode>();
    }
}
