using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Responders;
using static Gbv.Functions.Tests.Responders.StaffApp;

namespace Gbv.Functions.Tests.Email;

public sealed class SendGridWebhookTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private StaffApp app = null!;
    private CaseId id;

    public async ValueTask InitializeAsync()
    {
        app = await CreateAsync(azurite.NewAccount());
        id = await app.ReceivedAsync(AReport.OfAPerson with { Wishes = [HelpWish.Health] });
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Theory]
    [InlineData("delivered", MailState.Delivered)]
    [InlineData("deferred", MailState.Deferred)]
    [InlineData("bounce", MailState.Bounced)]
    [InlineData("dropped", MailState.Dropped)]
    [InlineData("processed", MailState.Sent)]
    public async Task An_event_moves_the_mail(string name, MailState state)
    {
        var mail = await MailAsync();

        Assert.Equal(HttpStatusCode.NoContent, await SendAsync(Event(name, mail.Ref, 1)));

        Assert.Equal(state, (await MailAsync(mail.Ref)).State);
    }

    [Fact]
    public async Task A_batch_in_disorder_sent_twice_ends_as_in_order()
    {
        var mail = await MailAsync();
        var batch = $"[{One("delivered", mail.Ref, 5)},{One("processed", mail.Ref, 1)},{One("deferred", mail.Ref, 3)}]";

        await SendAsync(batch);
        await SendAsync(batch);
        await SendAsync(Event("processed", mail.Ref, 1));

        Assert.Equal(MailState.Delivered, (await MailAsync(mail.Ref)).State);
    }

    [Fact]
    public async Task A_bounce_asks_the_backup_once_however_often_it_is_told()
    {
        var item = (await app.ReadAsync(id)).For(Service.Health);
        var mail = await MailAsync();

        await SendAsync(Event("bounce", mail.Ref, 1));
        await SendAsync(Event("bounce", mail.Ref, 1));
        await app.WorkAsync(id);

        Assert.Single((await app.ReadAsync(id)).Mails, m => m.Item == item.Id && m.PersonId == item.BackupId);
    }

    [Fact]
    public async Task Unknown_references_and_other_events_are_passed_over() => Assert.Equal(
        HttpStatusCode.NoContent,
        await SendAsync($"[{One("delivered", "ZZZZZZ", 1)},{One("open", (await MailAsync()).Ref, 1)},{{\"event\":\"delivered\"}},7]"));

    [Fact]
    public async Task A_forged_signature_is_refused_without_a_reason()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var mail = await MailAsync();

        using var answer = await PostAsync(Event("bounce", mail.Ref, 1), Now, other);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.DoesNotContain("detail", await answer.Content.ReadAsStringAsync(Cancel), StringComparison.Ordinal);
        Assert.Equal(MailState.Sent, (await MailAsync(mail.Ref)).State);
    }

    [Fact]
    public async Task A_changed_body_is_refused()
    {
        var mail = await MailAsync();
        var body = Event("delivered", mail.Ref, 1);
        var signature = Sign(Now, body, app.WebhookKey);

        using var answer = await PostAsync(body.Replace("delivered", "bounce", StringComparison.Ordinal), Now, signature);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData(-601)]
    [InlineData(601)]
    public async Task A_call_from_outside_the_time_window_is_refused(int seconds)
    {
        using var answer = await PostAsync("[]", (long.Parse(Now, System.Globalization.CultureInfo.InvariantCulture) + seconds).ToString(System.Globalization.CultureInfo.InvariantCulture), app.WebhookKey);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("x", "y")]
    [InlineData("99999999999999999999", "AAAA")]
    public async Task Headers_that_are_nonsense_are_refused(string timestamp, string signature)
    {
        using var answer = await PostAsync("[]", timestamp, signature);

        Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    public async Task A_signed_body_that_is_no_batch_is_refused(string body) => Assert.Equal(HttpStatusCode.BadRequest, await SendAsync(body));

    [Fact]
    public async Task The_public_role_does_not_know_the_path()
    {
        await using var open = await CreateAsync(azurite.NewAccount(), role: "public");
        using var http = new HttpClient { BaseAddress = open.Address };

        using var answer = await http.PostAsJsonAsync("/hooks/sendgrid", Array.Empty<string>(), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    private string Now => app.Time.GetUtcNow().ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Event(string name, string reference, int second) => $"[{One(name, reference, second)}]";

    private string One(string name, string reference, int second) =>
        $$"""{"email":"x@example.org","event":"{{name}}","ref":"{{reference}}","timestamp":{{app.Time.GetUtcNow().ToUnixTimeSeconds() + second}},"sg_event_id":"{{name}}-{{second}}"}""";

    private async Task<HttpStatusCode> SendAsync(string body)
    {
        using var answer = await PostAsync(body, Now, app.WebhookKey);
        return answer.StatusCode;
    }

    private Task<HttpResponseMessage> PostAsync(string body, string timestamp, ECDsa key) => PostAsync(body, timestamp, Sign(timestamp, body, key));

    private async Task<HttpResponseMessage> PostAsync(string body, string timestamp, string signature)
    {
        using var http = new HttpClient { BaseAddress = app.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "/hooks/sendgrid") { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        request.Headers.TryAddWithoutValidation("X-Twilio-Email-Event-Webhook-Signature", signature);
        request.Headers.TryAddWithoutValidation("X-Twilio-Email-Event-Webhook-Timestamp", timestamp);
        return await http.SendAsync(request, Cancel);
    }

    private static string Sign(string timestamp, string body, ECDsa key) => Convert.ToBase64String(
        key.SignData(Encoding.UTF8.GetBytes(timestamp + body), HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    private async Task<CaseMail> MailAsync(string? reference = null)
    {
        var read = await app.ReadAsync(id);
        return read.Mails.First(m => reference is null ? m.Item == read.For(Service.Health).Id : m.Ref == reference);
    }
}
