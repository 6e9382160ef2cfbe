using System.Text.Json;

namespace Gbv.LocalHost.Platform;

/// <summary><c>POST /admin/functions/{name}</c>: starts a queue or timer function by hand. The genuine host asks for its master key.</summary>
internal static class Admin
{
    public static void MapAdmin(this IEndpointRouteBuilder web, LocalPlatform platform) =>
        web.MapPost("/admin/functions/{name}", async (string name, HttpRequest request, CancellationToken ct) =>
        {
            if (!platform.CanInvoke(name)) return Results.NotFound();
            var input = await InputAsync(request, ct);
            _ = platform.InvokeAsync(name, input, CancellationToken.None);
            return Results.StatusCode(StatusCodes.Status202Accepted);
        });

    private static async Task<string?> InputAsync(HttpRequest request, CancellationToken ct)
    {
        try
        {
            using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: ct);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("input", out var input) ? input.GetString() : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
