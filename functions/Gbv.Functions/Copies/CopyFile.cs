using System.Text.Json;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gbv.Functions.Copies;

/// <summary>A copy as a file: a page that needs nothing else, in either language, or JSON. Its name is a slip's number and says nothing.</summary>
internal static class CopyFile
{
    public const string AsJson = "json";

    private static readonly JsonSerializerOptions Readable = new(Json.Options) { WriteIndented = true };

    public static IReadOnlyList<string> Formats { get; } = [Texts.Vietnamese, Texts.English, AsJson];

    public static IResult Of(CaseCopy copy, string format, string reference) => format == AsJson
        ? TypedResults.Bytes(JsonSerializer.SerializeToUtf8Bytes(copy, Readable), "application/json", $"phieu-{reference}.json")
        : new Page(copy, Texts.For(format), $"phieu-{reference}.html");

    /// <summary>An attachment: what somebody told never opens inside our own site.</summary>
    private sealed class Page(CaseCopy copy, Texts t, string name) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.Headers.ContentDisposition = $"attachment; filename={name}";
            return new RazorComponentResult<CopyPage>(new Dictionary<string, object?> { [nameof(CopyPage.Copy)] = copy, [nameof(CopyPage.T)] = t })
            {
                PreventStreamingRendering = true,
            }.ExecuteAsync(httpContext);
        }
    }
}
