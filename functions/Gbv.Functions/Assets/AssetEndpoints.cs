using Gbv.Functions.Layout;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Gbv.Functions.Assets;

/// <summary>Serves <c>/assets/*</c> and the favicon.</summary>
public static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder app)
    {
        app.MapMethods("/assets/{*rest}", PageRoutes.Reading, (string rest, HttpContext http) => Serve(rest, http));
        app.MapMethods("/favicon.ico", PageRoutes.Reading, (HttpContext http) => Serve("icon.svg", http));
    }

    private static Results<FileContentHttpResult, NotFound> Serve(string path, HttpContext http)
    {
        if (AssetFiles.Find(path) is not var (file, current)) return TypedResults.NotFound();
        var headers = http.Response.Headers;
        headers.CacheControl = current ? "public, max-age=31536000, immutable" : "public, max-age=3600";
        headers.Vary = HeaderNames.AcceptEncoding;
        var packed = TakesGzip(http.Request);
        if (packed) headers.ContentEncoding = "gzip";
        // The packed form is another representation and needs a tag of its own.
        var tag = new EntityTagHeaderValue($"\"{file.Hash}{(packed ? "-gz" : "")}\"");
        return TypedResults.File(packed ? file.Gzip : file.Content, file.ContentType, entityTag: tag);
    }

    private static bool TakesGzip(HttpRequest request) =>
        request.GetTypedHeaders().AcceptEncoding.Any(e => e.Value == "gzip" && e.Quality is null or > 0);
}
