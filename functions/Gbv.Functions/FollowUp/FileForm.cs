using Gbv.Domain.Attachments;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace Gbv.Functions.FollowUp;

/// <summary>
/// The body of the form with a file, read as it comes: first its few fields, then the file as a stream. The framework's own reader of forms
/// would put the file into a temporary one, where it would lie open.
/// </summary>
internal sealed class FileForm
{
    /// <summary>So much of a file that is too large is still read, so that a browser hears the answer and not a broken connection.</summary>
    private const long LongestBody = 3L * AttachmentRules.LargestFile;

    private const int MostFields = 10;
    private const int LongestField = 8 * 1024;
    private const int LongestBoundary = 70;

    private readonly Dictionary<string, string> fields = new(StringComparer.Ordinal);
    private readonly Stream body;

    private FileForm(Stream body) => this.body = body;

    /// <summary>Null where the form had none.</summary>
    public Stream? File { get; private set; }

    public string? One(string name) => fields.TryGetValue(name, out var value) && value.Length > 0 ? value : null;

    public static bool Is(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type) && type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads up to the file, which is the last part of the form.</summary>
    /// <exception cref="BadHttpRequestException">It is no form of ours.</exception>
    public static async Task<FileForm> ReadAsync(HttpContext http, CancellationToken ct)
    {
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit) limit.MaxRequestBodySize = LongestBody;
        var boundary = HeaderUtilities.RemoveQuotes(MediaTypeHeaderValue.Parse(http.Request.ContentType).Boundary).Value;
        if (string.IsNullOrEmpty(boundary) || boundary.Length > LongestBoundary) throw Bad();
        var upload = new FileForm(http.Request.Body);
        await Guarded(() => upload.ReadAsync(new MultipartReader(boundary, http.Request.Body), ct));
        return upload;
    }

    /// <summary>What a broken body throws becomes the answer that it is one.</summary>
    public static async Task<T> Guarded<T>(Func<Task<T>> read)
    {
        try
        {
            return await read();
        }
        catch (Exception e) when (e is InvalidDataException || (e is IOException and not (BadHttpRequestException or Microsoft.AspNetCore.Connections.ConnectionResetException)))
        {
            throw Bad();
        }
    }

    /// <summary>Reads on to the end and forgets it.</summary>
    public Task DrainAsync(CancellationToken ct) => body.CopyToAsync(Stream.Null, ct);

    private async Task<bool> ReadAsync(MultipartReader reader, CancellationToken ct)
    {
        for (var i = 0; i < MostFields; i++)
        {
            if (await reader.ReadNextSectionAsync(ct) is not { } section) return false;
            if (!ContentDispositionHeaderValue.TryParse(section.ContentDisposition, out var kind)) throw Bad();
            var name = HeaderUtilities.RemoveQuotes(kind.Name).Value ?? "";
            if (kind.IsFileDisposition())
            {
                // What it was called on her phone is not even looked at.
                File = section.Body;
                return true;
            }

            fields[name] = await TextAsync(section.Body, ct);
        }

        throw Bad();
    }

    private static async Task<string> TextAsync(Stream section, CancellationToken ct)
    {
        var buffer = new byte[LongestField + 1];
        var length = await section.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, ct);
        return length > LongestField ? throw Bad() : System.Text.Encoding.UTF8.GetString(buffer, 0, length);
    }

    private static BadHttpRequestException Bad() => new("No form of ours.", StatusCodes.Status400BadRequest);
}
