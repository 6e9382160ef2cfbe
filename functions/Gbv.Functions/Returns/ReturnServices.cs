using Gbv.Functions.Hosting.Triggers;
using Gbv.Functions.Responders;
using Gbv.Functions.Trace.Accesses;

namespace Gbv.Functions.Returns;

/// <summary>The yearly returns: form, board, mails and their timer.</summary>
internal static class ReturnServices
{
    public static IServiceCollection AddReturns(this IServiceCollection services) => services
        .AddSingleton<ReturnStore>().AddSingleton<IAccessSource>(p => p.GetRequiredService<ReturnStore>()).AddSingleton<ReturnUnits>().AddSingleton<ReturnMails>().AddSingleton<BoardWorkbook>()
        .AddSingleton<IItemPage, ReturnPage>().AddSingleton<IItemPage, BoardPage>();

    public static IEndpointRouteBuilder MapReturns(this IEndpointRouteBuilder app)
    {
        app.MapTimerTrigger<CheckReturns>("CheckReturns");
        return app;
    }
}
