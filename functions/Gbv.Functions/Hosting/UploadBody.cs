using System.Text;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gbv.Functions.Hosting;

/// <summary>A form with a file: its few short fields, and the file; null where it is larger than was asked for.</summary>
internal sealed record Upload(IReadOnlyDictionary<string, string> Fields, byte[]? File);

/// <summary>
/// Reads a form that brings one file, into memory and never onto a disk: the framework's own reader would put it into a temporary file.
/// A file that is too large is read to its end and forgotten, so that the browser sees the page that says so.
/// </summary>
internal static class UploadBody
{
    private const int MostParts = 8;
    private const int LongestField = 4096;
    private const int LongestBoundary = 100;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    public static bool IsUpload(HttpRequest request) => Boundary(request) is not null;

    /// <summary>Whoever may not upload still gets an answer, and no browser gets one while it is sending.</summary>
    public static async Task PassOverAsync(HttpRequest request, int largest, CancellationToken ct)
    {
        Allow(request, largest);
        using var stop = Within(ct);
        await request.Body.CopyToAsync(Stream.Null, stop.Token);
    }

    /// <exception cref="BadHttpRequestException">No such form (400), or far more than any form of ours brings (413).</exception>
    public static async Task<Upload> ReadAsync(HttpRequest request, int largest, CancellationToken ct)
    {
        Allow(request, largest);
        var reader = new MultipartReader(Boundary(request) ?? throw new BadHttpRequestException("No boundary.", StatusCodes.Status415UnsupportedMediaType), request.Body);
        Dictionary<string, string> fields = [];
        byte[]? file = [];
        using var stop = Within(ct);
        try
        {
            for (var parts = 0; await reader.ReadNextSectionAsync(stop.Token) is { } part; parts++)
            {
                if (parts == MostParts) throw new InvalidDataException("Too many parts.");
                if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var what) || HeaderUtilities.RemoveQuotes(what.Name).Value is not { Length: > 0 } name) continue;
                if (what.IsFileDisposition()) file = await BytesAsync(part.Body, largest, stop.Token);
                else fields[name] = Encoding.UTF8.GetString(await BytesAsync(part.Body, LongestField, stop.Token) ?? throw new InvalidDataException("A field is too long."));
            }
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not BadHttpRequestException && !request.HttpContext.RequestAborted.IsCancellationRequested))
        {
            throw new BadHttpRequestException("No form of ours.", StatusCodes.Status400BadRequest, e);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new BadHttpRequestException("Too slow.", StatusCodes.Status408RequestTimeout);
        }

        return new(fields, file);
    }

    /// <summary>What is larger than this by much is cut off by the server, whoever sends it.</summary>
    private static void Allow(HttpRequest request, int largest)
    {
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = 3L * largest;
    }

    private static CancellationTokenSource Within(CancellationToken ct)
    {
        var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        stop.CancelAfter(Longest);
        return stop;
    }

    private static async Task<byte[]?> BytesAsync(Stream part, int largest, CancellationToken ct)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[64 * 1024];
        var tooLarge = false;
        while (await part.ReadAsync(buffer, ct) is var read and > 0)
        {
            tooLarge |= kept.Length + read > largest;
            if (!tooLarge) kept.Write(buffer, 0, read);
        }

        return tooLarge ? null : kept.ToArray();
    }

    private static string? Boundary(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase)
        && HeaderUtilities.RemoveQuotes(type.Boundary).Value is { Length: > 0 and <= LongestBoundary } boundary
            ? boundary
            : null;
}
