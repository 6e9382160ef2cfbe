using System.Text.Json;
using System.Text.Json.Serialization;
using Gbv.Functions.Storage;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Gbv.Functions.Intake.Api;

/// <summary>Reads a JSON body strictly: unknown members, unknown codes and nulls where a value belongs are refused, and no content is quoted back.</summary>
internal static class ApiBody
{
    public const int Limit = 64 * 1024;

    private static readonly JsonSerializerOptions Strict = new(Json.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        AllowDuplicateProperties = false,
        MaxDepth = 8,
    };

    public static async Task<(T? Value, ProblemHttpResult? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken ct) where T : class
    {
        if (!request.HasJsonContentType()) return (null, Problem(415, "The body must be application/json."));
        if (await BytesAsync(request, ct) is not { } body) return (null, Problem(413, $"The body must not be larger than {Limit} bytes."));
        try
        {
            return JsonSerializer.Deserialize<T>(body, Strict) is { } value ? (value, null) : (null, Problem(400, "The body is empty."));
        }
        catch (JsonException e)
        {
            return (null, Problem(400, $"The JSON cannot be read at '{e.Path ?? "$"}': check names, codes and required members against /openapi/v1.json."));
        }
    }

    public static ProblemHttpResult Problem(int status, string detail) => TypedResults.Problem(detail, statusCode: status);

    private static async Task<byte[]?> BytesAsync(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > Limit) return null;
        using var body = new MemoryStream();
        var buffer = new byte[8192];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            body.Write(buffer, 0, read);
            if (body.Length > Limit) return null;
        }

        return body.ToArray();
    }
}
