using System.Net;
using System.Text;

namespace Gbv.Functions.Tests.Intake;

/// <summary>Storage does not answer at all: the numbers show all the same, and nothing is claimed to have been sent.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private PagesApp app = null!;

    public async ValueTask InitializeAsync() => app = await PagesApp.StartAsync(PagesApp.NoStorage);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/x/cai-nhum")]
    [InlineData("/help")]
    [InlineData("/safe/phone")]
    [InlineData("/follow-up")]
    [InlineData("/verify")]
    public async Task Pages_that_are_read_come_all_the_same(string path)
    {
        using var visitor = await app.Visit().OpenAsync(path);

        Assert.Equal(HttpStatusCode.OK, visitor.Answer.StatusCode);
    }

    [Fact]
    public async Task The_danger_page_shows_its_numbers_without_the_form()
    {
        using var she = await app.Visit().OpenAsync("/");

        await she.PressAsync("danger");

        Assert.Equal("Hãy đến chỗ an toàn trước", she.Heading);
        Assert.NotNull(she.Page.QuerySelector("a.call[href='tel:113']"));
        Assert.False(she.Has("here"));
    }

    [Fact]
    public async Task A_journey_that_cannot_start_says_whom_to_call()
    {
        using var she = await app.Visit().OpenAsync("/");

        await she.PressAsync("person");

        Assert.Equal(HttpStatusCode.InternalServerError, she.Answer.StatusCode);
        Assert.Contains("113", she.Page.QuerySelector("main")!.TextContent);
    }

    [Fact]
    public async Task A_code_is_not_called_wrong_when_it_could_not_be_looked_up()
    {
        using var she = await app.Visit().OpenAsync("/follow-up");

        await she.Fill("code", "1064 4114 0961 6465").PressAsync("open");

        Assert.Equal(HttpStatusCode.ServiceUnavailable, she.Answer.StatusCode);
        Assert.DoesNotContain("Chưa mở được bằng mã này", she.Text);
    }

    [Theory]
    [InlineData("/api/reports", """{"journey":"person","commune":"cai-nhum","happenings":["beaten"]}""")]
    [InlineData("/api/reports/status", """{"receipt":"1064 4114 0961 6465"}""")]
    public async Task Other_systems_are_told_to_try_again(string path, string json)
    {
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new("Bearer", PagesApp.ApiKey);
        request.Headers.Add("Idempotency-Key", Guid.NewGuid().ToString());

        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.NotNull(answer.Headers.RetryAfter);
    }
}
