using Gbv.Domain.Shared;
using Gbv.Functions.Hosting;
using Gbv.Functions.Intake;
using Gbv.Functions.Intake.Journey;
using Gbv.Functions.Layout;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gbv.Functions.Information;

/// <summary>Pages that help without anything being sent: places, safety, and whether a printed number is genuine.</summary>
public static class InformationEndpoints
{
    /// <summary>The four safety pages: telephone, plan, after sexual violence, images online. Their addresses name nothing.</summary>
    internal static readonly IReadOnlyList<string> SafePages = ["phone", "plan", "health", "images"];

    public static void MapInformation(this IEndpointRouteBuilder app)
    {
        var group = app.Public();
        group.MapMethods("/help", PageRoutes.Reading, HelpAsync);
        group.MapMethods("/safe/{page}", PageRoutes.Reading, SafeAsync);
        group.MapMethods("/verify", PageRoutes.Reading, VerifyFormAsync);
        group.MapPost("/verify", VerifyAsync);
    }

    private static async Task<IResult> HelpAsync(HttpContext http, PublicPages pages, DirectoryReader directory)
    {
        var page = await pages.ForAsync(http.Request, http.RequestAborted);
        var known = await directory.GetAsync(page.Commune?.Code ?? CommuneCode.Province, http.RequestAborted);
        return new RazorComponentResult<HelpPage>(new
        {
            Page = page,
            Areas = await directory.AreasAsync(http.RequestAborted),
            Points = known?.ServicePoints ?? [],
        });
    }

    private static async Task<IResult> SafeAsync(string page, HttpContext http, PublicPages pages) =>
        SafePages.Contains(page)
            ? new RazorComponentResult<SafePage>(new { Page = await pages.ForAsync(http.Request, http.RequestAborted), Name = page })
            : TypedResults.NotFound();

    private static async Task<IResult> VerifyFormAsync(HttpContext http, PublicPages pages) =>
        new RazorComponentResult<VerifyPage>(new { Page = await pages.ForAsync(http.Request, http.RequestAborted) });

    private static async Task<IResult> VerifyAsync(HttpContext http, PublicPages pages, ProofNumber proofs)
    {
        var post = await StepPost.ReadAsync(http.Request, http.RequestAborted);
        var page = await pages.ForAsync(post.Language, null, http.RequestAborted);
        var number = post.One("number");
        var result = post.ChangesLanguage ? null
            : proofs.Check(number) is { } at ? page.T["information.verify.genuine", When.Text(page.T, at)]
            : page.T["information.verify.wrong"];
        return new RazorComponentResult<VerifyPage>(new { Page = page, Typed = number, Result = result });
    }
}
