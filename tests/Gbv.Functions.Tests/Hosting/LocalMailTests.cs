using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;

namespace Gbv.Functions.Tests.Hosting;

[Collection(PlatformCollection.Name)]
public sealed class LocalMailTests(ProxyPlatform proxy)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_mail_in_SendGrids_form_is_taken_and_shown()
    {
        using var client = Client("key");

        using var answer = await client.PostAsJsonAsync(new Uri("v3/mail/send", UriKind.Relative), Mail("shown@example.org"), Cancel);

        Assert.Equal(HttpStatusCode.Accepted, answer.StatusCode);
        var id = answer.Headers.GetValues("X-Message-Id").Single();
        var page = await client.GetStringAsync(new Uri($"local/mail/{id}", UriKind.Relative), Cancel);
        Assert.Contains("""href="https://gbv.example.org/r/abc""", page, StringComparison.Ordinal);
        Assert.Contains($"/local/mail/{id}", await client.GetStringAsync(new Uri("local/mail", UriKind.Relative), Cancel), StringComparison.Ordinal);
        Assert.Equal("ABC123", Assert.Single(proxy.Platform.Mails.To("shown@example.org")).CustomArgs["ref"]);
    }

    [Fact]
    public async Task Without_a_key_a_mail_is_refused()
    {
        using var client = Client(null);

        using var answer = await client.PostAsJsonAsync(new Uri("v3/mail/send", UriKind.Relative), Mail("refused@example.org"), Cancel);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
        Assert.Empty(proxy.Platform.Mails.To("refused@example.org"));
    }

    private static JsonObject Mail(string to) => new()
    {
        ["personalizations"] = new JsonArray(new JsonObject { ["to"] = new JsonArray(new JsonObject { ["email"] = to, ["name"] = "Chị Lan" }) }),
        ["from"] = new JsonObject { ["email"] = "from@example.org", ["name"] = "Bộ phận điều phối" },
        ["subject"] = "Phiếu mới",
        ["content"] = new JsonArray(
            new JsonObject { ["type"] = "text/plain", ["value"] = "Mở phiếu: https://gbv.example.org/r/abc" },
            new JsonObject { ["type"] = "text/html", ["value"] = "<p>Mở phiếu</p>" }),
        ["custom_args"] = new JsonObject { ["ref"] = "ABC123" },
    };

    private HttpClient Client(string? key)
    {
        var client = new HttpClient { BaseAddress = proxy.Platform.BaseAddress };
        if (key is not null) client.DefaultRequestHeaders.Authorization = new("Bearer", key);
        return client;
    }
}
