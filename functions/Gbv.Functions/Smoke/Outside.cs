using System.Net;

namespace Gbv.Functions.Smoke;

/// <summary>One thing to look at. The answer says what is wrong with it; null: nothing.</summary>
internal sealed record Look(string What, Func<CancellationToken, Task<string?>> AskAsync);

/// <summary>
/// A deployment as anybody on the internet meets it: what must answer does, and what must stay shut is. Nothing is sent that could be taken
/// for a report.
/// </summary>
/// <param name="http">Follows no redirect and keeps no cookie.</param>
/// <param name="triggers">Functions of queues and timers, which the Functions host alone may post to.</param>
internal sealed class Outside(HttpClient http, Uri publicApp, Uri backApp, IReadOnlyList<string> triggers)
{
    private static readonly string[] Headers = ["Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options", "Cache-Control"];
    private static readonly (HttpMethod, string)[] OfBackApp = [(HttpMethod.Get, "r/x"), (HttpMethod.Post, "hooks/sendgrid")];
    private static readonly (HttpMethod, string)[] OfPublicApp = [(HttpMethod.Get, ""), (HttpMethod.Get, "help"), (HttpMethod.Get, "follow-up"), (HttpMethod.Post, "api/reports"), (HttpMethod.Get, "openapi/v1.json")];
    private static readonly (HttpMethod, string)[] OfHost = [(HttpMethod.Get, "admin/host/status"), (HttpMethod.Get, "admin/functions")];

    /// <param name="commune">One that takes in reports, where somebody says so.</param>
    public IEnumerable<Look> All(string? commune)
    {
        foreach (var (name, app) in new[] { ("public", publicApp), ("back", backApp) })
        {
            yield return new($"{name} app is ready", ct => IsReadyAsync(app, ct));
            if (app.Scheme == Uri.UriSchemeHttps) yield return new($"{name} app sends plain HTTP to HTTPS", ct => IsRedirectedAsync(app, ct));
            yield return new($"{name} app shows nobody its triggers", ct => AreRefusedAsync(app, triggers.SelectMany(t => new[] { (HttpMethod.Post, t), (HttpMethod.Post, "x/..%2f" + t) }), IsRefusal, ct));
            yield return new($"{name} app shows nobody its host", ct => AreRefusedAsync(app, OfHost, IsRefusal, ct));
        }

        yield return new("public app answers nothing of the back app", ct => AreRefusedAsync(publicApp, OfBackApp, IsMissing, ct));
        yield return new("back app answers nothing of the public app", ct => AreRefusedAsync(backApp, OfPublicApp, IsMissing, ct));
        yield return new("public pages come with their headers and without a cookie", IsPageRightAsync);
        if (commune is not null) yield return new($"people of {commune} can report", ct => IsOfferedAsync(commune, ct));
    }

    private async Task<string?> IsReadyAsync(Uri app, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new Uri(app, "health/ready"), ct);
        var word = await answer.Content.ReadAsStringAsync(ct);
        return (answer.StatusCode, word) == (HttpStatusCode.OK, "Healthy") ? null : $"/health/ready answers {(int)answer.StatusCode} {Short(word)}; lines of event 8001 say which part it is";
    }

    private async Task<string?> IsRedirectedAsync(Uri app, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new UriBuilder(app) { Scheme = Uri.UriSchemeHttp, Port = 80, Path = "/health/live" }.Uri, ct);
        return (int)answer.StatusCode is 301 or 307 or 308 && answer.Headers.Location?.Scheme == Uri.UriSchemeHttps ? null : $"http:// answers {(int)answer.StatusCode}; 'httpsOnly' must be on";
    }

    private async Task<string?> AreRefusedAsync(Uri app, IEnumerable<(HttpMethod Method, string Path)> asked, Func<int, bool> isRight, CancellationToken ct)
    {
        List<string> open = [];
        foreach (var (method, path) in asked)
        {
            using var request = new HttpRequestMessage(method, new Uri(app, path));
            if (method == HttpMethod.Post) request.Content = new StringContent("{}", new System.Net.Http.Headers.MediaTypeHeaderValue("application/json"));
            using var answer = await http.SendAsync(request, ct);
            if (!isRight((int)answer.StatusCode)) open.Add($"{method} /{path} answers {(int)answer.StatusCode}");
        }

        return open.Count == 0 ? null : string.Join(", ", open);
    }

    private async Task<string?> IsPageRightAsync(CancellationToken ct)
    {
        using var answer = await http.GetAsync(publicApp, ct);
        if (answer.StatusCode != HttpStatusCode.OK) return $"/ answers {(int)answer.StatusCode}";
        var headers = answer.Headers.Select(h => h.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (headers.Contains("Set-Cookie")) return "/ sets a cookie, which no public page may; something before the app does it";
        string[] needed = publicApp.Scheme == Uri.UriSchemeHttps ? [.. Headers, "Strict-Transport-Security"] : Headers;
        return needed.Where(h => !headers.Contains(h)).ToList() is { Count: > 0 } missing ? $"/ comes without {string.Join(", ", missing)}" : null;
    }

    private async Task<string?> IsOfferedAsync(string commune, CancellationToken ct)
    {
        using var answer = await http.GetAsync(new Uri(publicApp, "x/" + commune), ct);
        return (await answer.Content.ReadAsStringAsync(ct)).Contains($"value=\"{commune}\"", StringComparison.Ordinal) ? null : "the page of its posters does not know it; its directory or the province's is not loaded (five minutes after an import it is)";
    }

    private static bool IsMissing(int status) => status == StatusCodes.Status404NotFound;

    /// <summary>The host refuses what is its own with other numbers than 404.</summary>
    private static bool IsRefusal(int status) => status is >= 400 and < 500;

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "…";
}
