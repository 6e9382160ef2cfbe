using Gbv.Functions.Hosting;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gbv.Functions.Intake;

/// <summary>The home page, the posters' addresses, and the one neutral address to which every step is sent.</summary>
public static class IntakeEndpoints
{
    public static void MapIntake(this IEndpointRouteBuilder app)
    {
        var group = app.Public();
        group.MapMethods("/", PageRoutes.Reading, HomeAsync);
        group.MapMethods("/x/{slug}", PageRoutes.Reading, PosterAsync);
        group.MapPost("/", StepAsync);
    }

    private static async Task<IResult> HomeAsync(HttpContext http, PublicPages pages)
    {
        var page = await pages.ForAsync(http.Request, http.RequestAborted);
        return http.Request.Query.ContainsKey("e")
            ? new RazorComponentResult<EndPage>(new { Page = page })
            : new RazorComponentResult<HomePage>(new { Page = page });
    }

    private static async Task<IResult> PosterAsync(string slug, HttpContext http, PublicPages pages) =>
        new RazorComponentResult<HomePage>(new { Page = await pages.ForAsync(http.Request.Query["lang"], slug, http.RequestAborted) });

    /// <summary>
    /// Whoever is surprised right after [Gửi] presses the exit, or the line breaks: a step that has arrived is carried out all the same,
    /// because she believes that her report is on its way.
    /// </summary>
    private static async Task<IResult> StepAsync(HttpContext http, JourneyHandler journey) =>
        await journey.HandleAsync(await StepPost.ReadAsync(http.Request, http.RequestAborted), CancellationToken.None);
}
