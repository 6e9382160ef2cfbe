using System.Globalization;

namespace Gbv.Functions.Hosting.Triggers;

/// <summary>
/// Keeps the trigger paths closed to the internet (host-contract, rule 3). The host sends its own invocations to the loopback
/// address, chunked and without forwarding headers; a visitor's request that ends up on such a path, by a double-encoded "..",
/// say, always differs in one of these. What a message says is checked apart from this, by its HMAC.
/// </summary>
internal static class TriggerGuard
{
    private static readonly string[] MarksOfAVisitor = ["X-Forwarded-Host", "X-Forwarded-For", "x-ms-invocation-id"];

    public static bool IsFromTheHost(HttpRequest request, int port) =>
        HttpMethods.IsPost(request.Method)
        && request.Host.Value == string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}")
        && request.Headers.TransferEncoding is ["chunked"]
        && !MarksOfAVisitor.Any(request.Headers.ContainsKey);
}
