using Gbv.Functions.Hosting;
using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Registers;
using Gbv.Functions.Reporting.OpenData;
using Gbv.Functions.Responders;
using Gbv.Functions.Trace.Accesses;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Gbv.Functions.Reporting;

/// <summary>Facts, the ledger of periods, and the reports built from them.</summary>
internal static class ReportingServices
{
    public static IServiceCollection AddReporting(this IServiceCollection services)
    {
        services.AddOptions<ReportOptions>().BindConfiguration(ReportOptions.Section)
            .Validate(o => o.HasFirst, "The setting Reports:FirstPeriod must be a month such as 2026-10, or empty.")
            .Validate(o => o.HasKinds, "The setting Reports:Kinds must be empty or name kinds of periods, separated by commas: month, quarter, half-year, year, programme, mid-term, final.")
            .Validate(o => o.HasCalendar, "The setting Reports:Calendar must be civil, cut-off or empty.")
            .ValidateOnStart();
        services.TryAddSingleton<RegisterStore>();
        services.TryAddSingleton<OpenDataShelf>();
        return services
            .AddSingleton<CaseFactStore>().AddSingleton<PlanReader>().AddSingleton<PeriodLedger>().AddSingleton<IAccessSource>(p => p.GetRequiredService<PeriodLedger>()).AddSingleton<ReportFiles>()
            .AddSingleton<ReportMaker>().AddSingleton<ReportNotices>().AddSingleton<ReportSchedule>().AddSingleton<OpenDataPublisher>()
            .AddSingleton<IItemPage, ReportItemPage>()
            .AddSingleton<IVerb, ReportVerb>();
    }

    public static IEndpointRouteBuilder MapReporting(this IEndpointRouteBuilder app)
    {
        app.MapQueueTrigger<BuildReport>("BuildReport");
        app.MapBusTrigger<BuildReport>("BuildReportFromBus");
        app.MapTimerTrigger<CheckReports>("CheckReports");
        return app;
    }
}
