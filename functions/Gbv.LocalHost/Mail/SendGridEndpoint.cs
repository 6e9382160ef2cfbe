using System.Text.Json;

namespace Gbv.LocalHost.Mail;

/// <summary>
/// <c>POST /v3/mail/send</c> as SendGrid answers it: 202 with a message id, 401 without a key, 400 for what it could not send; and
/// <c>GET /v3/scopes</c>, what the key may do.
/// </summary>
internal static class SendGridEndpoint
{
    private static readonly string[] Scopes = ["mail.send"];

    public static void MapSendGrid(this IEndpointRouteBuilder web, LocalMailbox mailbox)
    {
        web.MapGet("/v3/scopes", (HttpRequest request) => Refusal(request, mailbox) ?? Results.Json(new { scopes = Scopes }));
        web.MapPost("/v3/mail/send", async (HttpContext context, CancellationToken ct) =>
        {
            if (Refusal(context.Request, mailbox) is { } refusal) return refusal;
            if (await ReadAsync(context.Request, ct) is not { } mail) return Results.BadRequest(new { errors = new[] { new { message = "Bad Request", field = (string?)null } } });
            mailbox.Add(mail);
            context.Response.Headers["X-Message-Id"] = mail.Id;
            return Results.StatusCode(StatusCodes.Status202Accepted);
        });
    }

    private static IResult? Refusal(HttpRequest request, LocalMailbox mailbox)
    {
        if (!request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.Ordinal)) return Results.Unauthorized();
        return mailbox.RefuseWith is { } status ? Results.StatusCode(status) : null;
    }

    private static async Task<LocalMail?> ReadAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: ct);
            return Read(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static LocalMail Read(JsonElement root)
    {
        var personal = root.GetProperty("personalizations")[0];
        var to = personal.GetProperty("to")[0];
        var from = root.GetProperty("from");
        var contents = root.GetProperty("content").EnumerateArray().ToDictionary(x => x.GetProperty("type").GetString()!, x => x.GetProperty("value").GetString()!);
        return new LocalMail(
            Guid.NewGuid().ToString("N"),
            DateTimeOffset.UtcNow,
            to.GetProperty("email").GetString()!,
            Optional(to, "name"),
            from.GetProperty("email").GetString()!,
            Optional(from, "name"),
            Optional(personal, "subject") is { Length: > 0 } own ? own : root.GetProperty("subject").GetString()!,
            contents.GetValueOrDefault("text/plain", ""),
            contents.GetValueOrDefault("text/html", ""),
            Args(root).Concat(Args(personal)).GroupBy(x => x.Key).ToDictionary(x => x.Key, x => x.Last().Value));
    }

    private static string Optional(JsonElement element, string name) => element.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";

    private static IEnumerable<KeyValuePair<string, string>> Args(JsonElement element) =>
        element.TryGetProperty("custom_args", out var args) && args.ValueKind == JsonValueKind.Object
            ? [.. args.EnumerateObject().Select(x => KeyValuePair.Create(x.Name, x.Value.ToString()))]
            : [];
}
