using Gbv.Functions.Hosting;
using Gbv.Functions.Layout;
using Gbv.Functions.Responders.Referral;

namespace Gbv.Functions.Responders;

/// <summary>Pages behind mailed links: <c>/r/{link}</c>.</summary>
internal static class ResponderEndpoints
{
    public static IServiceCollection AddResponders(this IServiceCollection services) => services
        .AddSingleton<HeldForm>()
        .AddScoped<IItemPage, ReferralPage>()
        .AddScoped<LinkShell>();

    public static void MapResponders(this IEndpointRouteBuilder app)
    {
        var group = app.Back().MapGroup("/r");
        // Mail scanners ask with HEAD first; a link that seems dead to them may never be shown to its reader.
        group.MapMethods("/{link}", PageRoutes.Reading, (HttpContext http, string link, LinkShell shell, CancellationToken ct) => shell.GetAsync(http, link, ct));
        group.MapPost("/{link}", (HttpContext http, string link, LinkShell shell, CancellationToken ct) => shell.PostAsync(http, link, ct));
    }
}
