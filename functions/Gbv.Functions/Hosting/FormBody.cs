using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace Gbv.Functions.Hosting;

/// <summary>
/// Reads what a page's form sends, and nothing else: multipart bodies would be put into temporary files, where what somebody
/// wrote would lie open. The one form with a file is read in its own way (FollowUp/FileForm).
/// </summary>
internal static class FormBody
{
    private const string MediaType = "application/x-www-form-urlencoded";

    /// <exception cref="BadHttpRequestException">Another content type or charset, or more fields than a form has: 415 and 413.</exception>
    public static async Task<IFormCollection> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (!IsForm(request))
        {
            if (request.HttpContext.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }) return FormCollection.Empty;
            throw new BadHttpRequestException("No form.", StatusCodes.Status415UnsupportedMediaType);
        }

        try
        {
            return await request.ReadFormAsync(ct);
        }
        catch (InvalidDataException)
        {
            throw new BadHttpRequestException("Too many or too long fields.", StatusCodes.Status413PayloadTooLarge);
        }
    }

    // Our pages are UTF-8 and browsers name no other; the framework fails at some that are named.
    private static bool IsForm(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
        && type.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase)
        && (!type.Charset.HasValue || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase));
}
