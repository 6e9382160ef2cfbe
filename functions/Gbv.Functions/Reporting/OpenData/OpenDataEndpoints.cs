using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Hosting;
using Gbv.Functions.Layout;
using Gbv.Functions.Reporting.OpenData.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Gbv.Functions.Reporting.OpenData;

/// <summary>
/// <c>/statistics</c>: the years that were released for everybody. Where it is switched off nothing of it is there. Like every public page
/// it stays in no cache; a file has a tag, so that a program which has it need not fetch it again.
/// </summary>
internal static class OpenDataEndpoints
{
    public const string Path = "/statistics";

    /// <summary>The form of the JSON files, as it is published.</summary>
    public const string Schema = "report.schema.json";

    private static readonly Dictionary<string, string> MediaTypes = new()
    {
        ["xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ["csv"] = "text/csv; charset=utf-8",
        ["json"] = "application/json",
    };

    /// <summary>In the order in which they are offered.</summary>
    public static IReadOnlyList<string> Formats { get; } = ["xlsx", "csv", "json"];

    public static void MapOpenData(this IEndpointRouteBuilder app)
    {
        var group = app.Public();
        group.AddEndpointFilter(async (context, next) =>
            context.HttpContext.RequestServices.GetRequiredService<IOptions<SiteOptions>>().Value.Statistics ? await next(context) : TypedResults.NotFound());
        group.MapMethods(Path, PageRoutes.Reading, ListAsync);
        group.MapMethods(Path + "/" + Schema, PageRoutes.Reading, () => TypedResults.Stream(typeof(OpenDataEndpoints).Assembly.GetManifestResourceStream(Schema)!, "application/schema+json"));
        group.MapMethods(Path + "/{year}/{area?}", PageRoutes.Reading, YearAsync);
        group.MapMethods(Path + "/{year}/{area}/{format}", PageRoutes.Reading, FileAsync);
    }

    /// <summary>Where the page of a year and area is.</summary>
    public static string Of(PublishedEntry entry) => $"{Path}/{entry.Period}/{entry.Area}";

    private static async Task<IResult> ListAsync(HttpContext http, PublicPages pages, OpenDataShelf shelf) => await ShowAsync(http, pages, await shelf.ReadAsync(http.RequestAborted));

    private static async Task<IResult> YearAsync(string year, string? area, HttpContext http, PublicPages pages, OpenDataShelf shelf)
    {
        var (index, entry, content) = await FindAsync(year, area, "page.json", shelf, http.RequestAborted);
        if (content is null) return await ShowAsync(http, pages, index, missing: true);
        var page = await pages.ForAsync(http.Request, http.RequestAborted);
        return new RazorComponentResult<YearPage>(new { Page = page, View = new YearWords(entry!, PublishedYear.Read(content), page.T).View() });
    }

    private static async Task<IResult> FileAsync(string year, string area, string format, HttpContext http, PublicPages pages, OpenDataShelf shelf)
    {
        var (index, entry, content) = Formats.Contains(format) ? await FindAsync(year, area, format, shelf, http.RequestAborted) : (await shelf.ReadAsync(http.RequestAborted), null, null);
        if (content is null) return await ShowAsync(http, pages, index, missing: true);
        var file = entry!.File(format)!;
        // Weak: packed on the way it is the same file in other bytes.
        return TypedResults.Bytes(content.ToArray(), MediaTypes[format], file.Name, entityTag: new EntityTagHeaderValue($"\"{file.Sha256}\"", isWeak: true));
    }

    /// <summary>An index that was overtaken between two reads is read once more.</summary>
    private static async Task<(PublishedIndex Index, PublishedEntry? Entry, BinaryData? Content)> FindAsync(string year, string? area, string format, OpenDataShelf shelf, CancellationToken ct)
    {
        for (var again = true; ; again = false)
        {
            var index = await shelf.ReadAsync(ct);
            if (Period.TryParse(year) is not { } period || CommuneCode.TryParse(area) is not { } code || index.Find(period, code) is not { } entry || entry.File(format) is not { } file) return (index, null, null);
            if (await shelf.ReadAsync(entry, file, ct) is { } content) return (index, entry, content);
            if (!again) return (index, null, null);
        }
    }

    private static async Task<IResult> ShowAsync(HttpContext http, PublicPages pages, PublishedIndex index, bool missing = false)
    {
        var page = await pages.ForAsync(http.Request, http.RequestAborted);
        List<StatisticsYear> years = [.. index.Entries.GroupBy(e => e.Period).Select(y => new StatisticsYear($"y{y.Key}", ReportDocument.Name(y.Key, page.T), [.. y.Select(e => (Of(e), e.Name))]))];
        return new RazorComponentResult<StatisticsPage>(new { Page = page, Years = years, Missing = missing })
        {
            StatusCode = missing ? StatusCodes.Status404NotFound : StatusCodes.Status200OK,
        };
    }
}
