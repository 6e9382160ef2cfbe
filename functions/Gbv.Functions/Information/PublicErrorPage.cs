using Gbv.Functions.Hosting;
using Gbv.Functions.Layout;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gbv.Functions.Information;

/// <summary>The error page of the public pages. It reads no storage, and always shows whom to call.</summary>
internal sealed class PublicErrorPage(PublicPages pages) : IErrorPage
{
    public async Task WriteAsync(HttpContext context, int status)
    {
        // Only a form that was read already: a broken one must not break the error page.
        string? language = context.Features.Get<IFormFeature>()?.Form?["lang"];
        var page = await pages.ForAsync(language ?? context.Request.Query["lang"], null, CancellationToken.None);
        var result = new RazorComponentResult<ErrorPage>(new { Page = page, Kind = KindOf(status) }) { StatusCode = status };
        await result.ExecuteAsync(context);
    }

    private static string KindOf(int status) => status switch
    {
        StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => "missing",
        StatusCodes.Status413PayloadTooLarge => "large",
        StatusCodes.Status403Forbidden => "refused",
        _ => "failed",
    };
}
