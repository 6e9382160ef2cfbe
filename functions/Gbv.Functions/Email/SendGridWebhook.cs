using Gbv.Functions.Links;
using Microsoft.AspNetCore.Http.Features;

namespace Gbv.Functions.Email;

/// <summary>
/// Takes SendGrid's delivery events. Refusals say nothing about why: whoever is not SendGrid learns nothing. An event that
/// cannot be recorded fails the whole batch, so that SendGrid sends it again; recording twice is harmless.
/// </summary>
internal sealed partial class SendGridWebhook(SendGridSignature signature, MailRefs refs, IMailEvents events, ILogger<SendGridWebhook> log)
{
    /// <summary>SendGrid's batches stay below 768 KB.</summary>
    private const int Limit = 1024 * 1024;

    public async Task<IResult> HandleAsync(HttpRequest request, CancellationToken ct)
    {
        var timestamp = request.Headers[SendGridSignature.TimestampHeader].ToString();
        if (!signature.IsRecent(timestamp)) return Refuse(StatusCodes.Status403Forbidden);
        if (await ReadAsync(request, ct) is not { } body) return Refuse(StatusCodes.Status413PayloadTooLarge);
        if (!signature.IsGenuine(timestamp, body.Span, request.Headers[SendGridSignature.SignatureHeader])) return Refuse(StatusCodes.Status403Forbidden);
        if (SendGridEvents.Read(body) is not { } batch) return Refuse(StatusCodes.Status400BadRequest);

        foreach (var (reference, e) in batch)
            await RecordAsync(reference, e, ct);
        return Results.NoContent();
    }

    private async Task RecordAsync(string reference, MailEvent e, CancellationToken ct)
    {
        if (await refs.FindAsync(reference, ct) is not { } target) return;
        if (target.CaseId is { } caseId)
            await events.RecordAsync(caseId, reference, e, ct);
        else if (e.Kind is MailEventKind.Bounced or MailEventKind.Dropped)
            ReportMailReturned(log, reference, e.Kind);
    }

    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > Limit) return null;
        if (request.HttpContext.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } feature) feature.MaxRequestBodySize = Limit + 1;
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(chunk, ct)) > 0)
        {
            if (buffer.Length + read > Limit) return null;
            buffer.Write(chunk, 0, read);
        }

        return buffer.ToArray();
    }

    private static IResult Refuse(int status) => Results.Problem(statusCode: status);

    [LoggerMessage(EventId = 4001, Level = LogLevel.Warning, Message = "The mail {Reference} about a report was {State}; check the recipient's address in the directory.")]
    private static partial void ReportMailReturned(ILogger log, string reference, MailEventKind state);
}
