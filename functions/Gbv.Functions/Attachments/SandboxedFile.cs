using Gbv.Functions.Hosting;

namespace Gbv.Functions.Attachments;

/// <summary>A file that somebody sent, as a download: it never opens inside our site, and a browser that opens it all the same keeps it in a box.</summary>
internal sealed class SandboxedFile(byte[] content, string mediaType, string name) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Items[SecurityHeaders.Sandboxed] = true;
        return TypedResults.File(content, mediaType, name).ExecuteAsync(httpContext);
    }
}
