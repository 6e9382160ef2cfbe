using System.Net;
using System.Text.Json;
using Gbv.Functions.Email;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Tests.Email;

public sealed class MailerTests
{
    private static readonly Mail Any = new("to@example.org", "Người nhận", "Bộ phận điều phối xã Cái Nhum", "Phiếu 7K3QZ9", "chữ", "<p>chữ</p>", "7K3QZ9");

    [Theory]
    [InlineData(400)]
    [InlineData(404)]
    [InlineData(413)]
    public async Task A_mail_that_the_service_calls_wrong_is_refused_for_good(int status) =>
        Assert.IsType<MailResult.Refused>(await SendAsync(new Service(status)));

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    public async Task A_service_in_trouble_leaves_the_outcome_open(int status) =>
        Assert.IsType<MailResult.Unknown>(await SendAsync(new Service(status)));

    [Fact]
    public async Task An_accepted_mail_tells_its_message_id() =>
        Assert.Equal(new MailResult.Accepted("m-1"), await SendAsync(new Service(202)));

    [Fact]
    public async Task A_line_that_breaks_or_stays_silent_leaves_the_outcome_open()
    {
        Assert.IsType<MailResult.Unknown>(await SendAsync(Service.Failing(() => new HttpRequestException("reset"))));
        Assert.IsType<MailResult.Unknown>(await SendAsync(Service.Failing(() => new TaskCanceledException("time-out"))));
    }

    [Fact]
    public async Task Nothing_is_tracked_and_the_reference_comes_back()
    {
        var service = new Service(202);
        await SendAsync(service);

        using var json = JsonDocument.Parse(service.Body!);
        var root = json.RootElement;
        var tracking = root.GetProperty("tracking_settings");
        Assert.All(
            ["click_tracking", "open_tracking", "subscription_tracking", "ganalytics"],
            setting => Assert.False(tracking.GetProperty(setting).GetProperty("enable").GetBoolean()));
        Assert.Equal("7K3QZ9", root.GetProperty("personalizations")[0].GetProperty("custom_args").GetProperty("ref").GetString());
        Assert.Equal(["text/plain", "text/html"], root.GetProperty("content").EnumerateArray().Select(c => c.GetProperty("type").GetString()));
        Assert.Equal("lien-he@example.org", root.GetProperty("from").GetProperty("email").GetString());
        Assert.Equal("http://localhost:9/v3/mail/send", service.Url);
    }

    private static Task<MailResult> SendAsync(Service service)
    {
        var options = Options.Create(new EmailOptions { From = "lien-he@example.org", ApiKey = "key", Host = "http://localhost:9" });
        return new Mailer(new Factory(service), options).SendAsync(Any, TestContext.Current.CancellationToken);
    }

    private sealed class Factory(HttpMessageHandler handler) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(handler, disposeHandler: false);
    }

    private sealed class Service(Func<HttpResponseMessage> answer) : HttpMessageHandler
    {
        public Service(int status) : this(() => new HttpResponseMessage((HttpStatusCode)status) { Headers = { { "X-Message-Id", "m-1" } } })
        {
        }

        public static Service Failing(Func<Exception> fault) => new(() => throw fault());

        public string? Body { get; private set; }
        public string? Url { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Url = request.RequestUri!.AbsoluteUri;
            Body = await request.Content!.ReadAsStringAsync(cancellationToken);
            return answer();
        }
    }
}
