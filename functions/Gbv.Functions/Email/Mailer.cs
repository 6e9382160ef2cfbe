using System.Globalization;
using Gbv.Functions.Hosting;
using Microsoft.Extensions.Options;
using SendGrid;
using SendGrid.Helpers.Mail;

namespace Gbv.Functions.Email;

/// <summary>Hands one mail to SendGrid, once: whoever calls decides about trying again (design §6).</summary>
public sealed class Mailer(IHttpClientFactory clients, IOptions<EmailOptions> options)
{
    internal const string HttpClientName = "sendgrid";

    public async Task<MailResult> SendAsync(Mail mail, CancellationToken ct)
    {
        var result = await CallAsync(mail, ct);
        Signals.MailTried(result.GetType().Name.ToLowerInvariant());
        return result;
    }

    private async Task<MailResult> CallAsync(Mail mail, CancellationToken ct)
    {
        var settings = options.Value;
        using var http = clients.CreateClient(HttpClientName);
        var client = new SendGridClient(http, new SendGridClientOptions { ApiKey = settings.ApiKey, Host = settings.Host.TrimEnd('/') });
        try
        {
            var response = await client.SendEmailAsync(Message(mail, settings.From), ct);
            return Judge((int)response.StatusCode, MessageId(response));
        }
        catch (HttpRequestException)
        {
            return new MailResult.Unknown("no-connection");
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new MailResult.Unknown("time-out");
        }
    }

    // 401 and 403 are faults of our settings and not of this mail: it must still go out once they are put right.
    private static MailResult Judge(int status, string? messageId) => status switch
    {
        >= 200 and < 300 => new MailResult.Accepted(messageId),
        401 or 403 or 408 or 429 or >= 500 => new MailResult.Unknown(Code(status)),
        _ => new MailResult.Refused(Code(status)),
    };

    private static string Code(int status) => status.ToString(CultureInfo.InvariantCulture);

    private static string? MessageId(Response response) =>
        response.Headers is { } headers && headers.TryGetValues("X-Message-Id", out var values) ? values.FirstOrDefault() : null;

    private static SendGridMessage Message(Mail mail, string from)
    {
        var message = new SendGridMessage
        {
            From = new EmailAddress(from, mail.FromName),
            Subject = mail.Subject,
            PlainTextContent = mail.Text,
            HtmlContent = mail.Html,
        };
        message.AddTo(new EmailAddress(mail.To, mail.ToName.Length > 0 ? mail.ToName : null));
        if (mail.Ref.Length > 0) message.AddCustomArg("ref", mail.Ref);

        // Tracking rewrites links through another host and tells it who opened what.
        message.SetClickTracking(false, false);
        message.SetOpenTracking(false, null);
        message.SetSubscriptionTracking(false);
        message.SetGoogleAnalytics(false);
        return message;
    }
}
