using Gbv.Functions.Attachments;
using Gbv.Functions.FollowUp.Tasks;

namespace Gbv.Functions.FollowUp;

/// <summary>Registers what a reporter with a code uses.</summary>
public static class FollowUpServices
{
    public static IServiceCollection AddFollowUp(this IServiceCollection services)
    {
        services.AddOptions<AttachmentOptions>().BindConfiguration(AttachmentOptions.Section);
        services.AddOptions<FollowUpOptions>().BindConfiguration(FollowUpOptions.Section);
        services.AddSingleton<ReceiptDoor>().AddSingleton<ReporterChanges>().AddSingleton<FollowUpService>().AddSingleton<LookUp>();
        services.AddSingleton<RequestService>().AddSingleton<WordCheck>();
        services.AddSingleton<InboxSession>().AddSingleton<InboxHandler>();
        services.AddSingleton<Quarantine>().AddSingleton<UploadGate>().AddScoped<UploadHandler>();

        // In the order in which the inbox offers them.
        return services
            .AddSingleton<InboxTask, AddToReport>().AddSingleton<InboxTask, SendFile>().AddSingleton<InboxTask, ChangeContact>().AddSingleton<InboxTask, ChangeConsent>()
            .AddSingleton<InboxTask, WantNotice>().AddSingleton<InboxTask, StopContact>().AddSingleton<InboxTask, AskCopy>().AddSingleton<InboxTask, AskErasure>().AddSingleton<InboxTask, LockCode>();
    }
}
