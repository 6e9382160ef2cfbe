using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Gbv.Functions.Intake;
using Gbv.Functions.Intake.Api;
using Gbv.Functions.Storage;

namespace Gbv.Functions.Tests.Intake;

public sealed class ReportsApiTests(PagesFixture pages) : IClassFixture<PagesFixture>, IDisposable
{
    private readonly PagesApp app = pages.App;
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = pages.App.Address };

    private static string Example => Json.Text(ApiDocument.ExampleReport);

    public void Dispose() => client.Dispose();

    [Fact]
    public async Task A_report_is_answered_with_its_receipt()
    {
        using var answer = await SendAsync(Example);

        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Null(answer.Headers.Location);
        var body = await ReadAsync(answer);
        Assert.NotNull(ReceiptCode.TryParse(body["receipt"]!.GetValue<string>()));
        Assert.Equal(22, body["number"]!.GetValue<string>().Length);
    }

    [Fact]
    public async Task The_same_key_and_report_give_the_same_receipt()
    {
        var key = Guid.NewGuid().ToString();

        using var first = await SendAsync(Example, key);
        using var second = await SendAsync(Example, key);

        Assert.Equal((await ReadAsync(first))["receipt"]!.ToString(), (await ReadAsync(second))["receipt"]!.ToString());
    }

    [Fact]
    public async Task The_same_key_with_another_report_is_refused()
    {
        var key = Guid.NewGuid().ToString();
        using var first = await SendAsync(Example, key);

        using var second = await SendAsync(With("narrative", "khác"), key);

        await IsProblemAsync(second, HttpStatusCode.UnprocessableEntity);
    }

    [Fact]
    public async Task After_ten_minutes_the_receipt_is_not_shown_again()
    {
        var key = Guid.NewGuid().ToString();
        using var first = await SendAsync(Example, key);
        app.Time.Advance(TimeSpan.FromMinutes(11));

        using var second = await SendAsync(Example, key);

        await IsProblemAsync(second, HttpStatusCode.Conflict);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("wrong")]
    public async Task An_unknown_client_is_refused(string? bearer)
    {
        using var answer = await SendAsync(Example, bearer: bearer);

        await IsProblemAsync(answer, HttpStatusCode.Unauthorized);
        Assert.Equal("Bearer", answer.Headers.WwwAuthenticate.Single().Scheme);
    }

    [Theory]
    [InlineData("")]
    [InlineData("42")]
    public async Task The_idempotency_key_must_be_a_uuid(string key)
    {
        using var answer = await SendAsync(Example, key);

        await IsProblemAsync(answer, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("""{"journey":"person"}""")]
    [InlineData("""{"journey":"person","commune":"cai-nhum","age":"old"}""")]
    [InlineData("""{"journey":"person","commune":"cai-nhum","age":3}""")]
    [InlineData("""{"journey":"person","commune":"cai-nhum","happenings":null}""")]
    [InlineData("""{"journey":"person","commune":"CAI NHUM"}""")]
    [InlineData("""{"journey":"person","commune":"cai-nhum","surprise":1}""")]
    public async Task JSON_that_is_no_report_is_a_bad_request_that_quotes_nothing(string json)
    {
        using var answer = await SendAsync(json);

        await IsProblemAsync(answer, HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Only_JSON_is_read()
    {
        using var answer = await SendAsync(Example, type: "text/plain");

        await IsProblemAsync(answer, HttpStatusCode.UnsupportedMediaType);
    }

    [Fact]
    public async Task Too_much_is_refused()
    {
        using var answer = await SendAsync(With("narrative", new string('a', ApiBody.Limit)));

        await IsProblemAsync(answer, HttpStatusCode.RequestEntityTooLarge);
    }

    [Fact]
    public async Task A_report_that_breaks_a_rule_says_which_member()
    {
        using var answer = await SendAsync("""{"journey":"person","commune":"cai-nhum","contact":{"channel":"email","address":"nobody"}}""");

        var problem = await IsProblemAsync(answer, HttpStatusCode.UnprocessableEntity);
        Assert.NotNull(problem["errors"]!["contact.address"]);
    }

    [Fact]
    public async Task An_unknown_commune_is_refused()
    {
        using var answer = await SendAsync("""{"journey":"person","commune":"no-such-place"}""");

        var problem = await IsProblemAsync(answer, HttpStatusCode.UnprocessableEntity);
        Assert.NotNull(problem["errors"]!["commune"]);
    }

    [Fact]
    public async Task The_receipt_alone_tells_the_status()
    {
        using var sent = await SendAsync(Example);
        var receipt = (await ReadAsync(sent))["receipt"]!.GetValue<string>();

        using var answer = await client.PostAsync(
            "/api/reports/status", Content($$"""{"receipt":"{{receipt}}"}"""), TestContext.Current.CancellationToken);

        Assert.Equal("received", (await ReadAsync(answer))["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task An_unknown_receipt_opens_nothing()
    {
        using var answer = await client.PostAsync(
            "/api/reports/status", Content("""{"receipt":"1234 5678 9012 3456"}"""), TestContext.Current.CancellationToken);

        await IsProblemAsync(answer, HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task The_document_describes_the_API_with_an_example_that_works()
    {
        var document = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json", TestContext.Current.CancellationToken))!;

        Assert.Equal(["/api/reports", "/api/reports/status"], document["paths"]!.AsObject().Select(p => p.Key).Order());
        var example = document["paths"]!["/api/reports"]!["post"]!["requestBody"]!["content"]!["application/json"]!["example"]!;
        using var answer = await SendAsync(example.ToJsonString());
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
    }

    [Theory]
    [InlineData("Name", "", "needs a Name")]
    [InlineData("KeySha256", "abc", "64 hexadecimal digits")]
    [InlineData("Channel", "letter", "must be one of")]
    public async Task A_client_that_is_set_up_wrongly_stops_the_start(string setting, string value, string complaint)
    {
        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(
            () => PagesApp.StartAsync(PagesApp.NoStorage, ("Api:Clients:0:" + setting, value)));

        Assert.Contains(complaint, failure.Message);
    }

    private static string With(string member, string value)
    {
        var report = JsonNode.Parse(Example)!;
        report[member] = value;
        return report.ToJsonString();
    }

    private async Task<HttpResponseMessage> SendAsync(string json, string? key = null, string? bearer = PagesApp.ApiKey, string type = "application/json")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reports") { Content = Content(json, type) };
        if (bearer is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        if (key != "") request.Headers.Add("Idempotency-Key", key ?? Guid.NewGuid().ToString());
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static StringContent Content(string json, string type = "application/json") => new(json, Encoding.UTF8, type);

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage answer) =>
        JsonNode.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;

    private static async Task<JsonNode> IsProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        Assert.Equal(status, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        return await ReadAsync(answer);
    }
}
