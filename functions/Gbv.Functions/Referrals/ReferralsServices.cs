using Gbv.Functions.Attachments;
using Gbv.Functions.Email;
using Gbv.Functions.Erasing;
using Gbv.Functions.Hosting;
using Gbv.Functions.Hosting.Triggers;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Gbv.Functions.Referrals;

/// <summary>Registers routing, mails, deadlines and the functions that carry them out.</summary>
internal static class ReferralsServices
{
    public static IServiceCollection AddReferrals(this IServiceCollection services)
    {
        services.AddOptions<ReferralOptions>().BindConfiguration(ReferralOptions.Section);
        services.AddOptions<AttachmentOptions>().BindConfiguration(AttachmentOptions.Section);
        services.AddSingleton<AttachmentFiles>().AddSingleton<FileCleaning>().AddSingleton<AttachmentEffect>();
        services.AddSingleton<SweepNote>().AddPart<EffectsReady>("effects", HealthStatus.Degraded, AppRole.Back);
        return services.AddSingleton<DueStore>().AddSingleton<MailEffect>().AddSingleton<ErasureLedger>().AddSingleton<CaseErasure>().AddSingleton<CaseWorker>().AddSingleton<IMailEvents, MailEvents>();
    }

    public static void MapReferrals(this WebApplication app)
    {
        app.MapQueueTrigger<CarryOutCase>("CarryOutCase");
        app.MapBusTrigger<CarryOutCase>("CarryOutCaseFromBus");
        app.MapTimerTrigger<CheckDue>("CheckDue");
        app.MapTimerTrigger<Sweep>("Sweep");
    }
}
