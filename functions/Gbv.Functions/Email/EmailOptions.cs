using System.Net.Mail;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Email;

/// <summary>Settings of outgoing mail: <c>Email:From</c> and <c>SendGrid:*</c>. Checked at start-up, without any call.</summary>
public sealed class EmailOptions
{
    /// <summary><c>Email:From</c>: a neutral address of a neutral domain; it must say nothing about the subject.</summary>
    public string From { get; set; } = "";

    /// <summary><c>SendGrid:ApiKey</c>, with the right "Mail Send" alone.</summary>
    public string ApiKey { get; set; } = "";

    /// <summary><c>SendGrid:Host</c>: the service, or the local inbox.</summary>
    public string Host { get; set; } = "https://api.sendgrid.com";

    /// <summary><c>SendGrid:TimeoutSeconds</c>: after so long without an answer the outcome of a call counts as unknown.</summary>
    public double TimeoutSeconds { get; set; } = 20;

    /// <summary><c>SendGrid:ReadySeconds</c>: without an answer for so long, the service counts as away where somebody asks whether the app is ready.</summary>
    public double ReadySeconds { get; set; } = 3;

    /// <summary><c>SendGrid:WebhookPublicKey</c>: base64 SubjectPublicKeyInfo (ECDSA P-256) of the signed event webhook.</summary>
    public string WebhookPublicKey { get; set; } = "";
}

/// <summary>Says which setting is wrong and how to put it right.</summary>
internal sealed class EmailOptionsValidator : IValidateOptions<EmailOptions>
{
    public ValidateOptionsResult Validate(string? name, EmailOptions options)
    {
        List<string> faults = [];
        if (!MailAddress.TryCreate(options.From, out _))
            faults.Add("Email:From is not an e-mail address. Set Email__From to the neutral sender address that is verified at SendGrid.");
        if (string.IsNullOrWhiteSpace(options.ApiKey))
            faults.Add("SendGrid:ApiKey is empty. Set SendGrid__ApiKey to an API key with the right 'Mail Send'.");
        if (!Uri.TryCreate(options.Host, UriKind.Absolute, out var host) || !(host.Scheme == Uri.UriSchemeHttps || host.IsLoopback))
            faults.Add("SendGrid:Host must be an https address (http on this machine only). Set SendGrid__Host, normally https://api.sendgrid.com.");
        if (options.TimeoutSeconds is not (> 0 and <= 100))
            faults.Add("SendGrid:TimeoutSeconds is not between 0 and 100. Set SendGrid__TimeoutSeconds to the seconds to wait for an answer, normally 20.");
        if (options.ReadySeconds is not (> 0 and < 5))
            faults.Add("SendGrid:ReadySeconds is not between 0 and 5. Set SendGrid__ReadySeconds to the seconds after which the mail service counts as away, normally 3.");
        if (!IsPublicKey(options.WebhookPublicKey))
            faults.Add("SendGrid:WebhookPublicKey is not an ECDSA public key. Copy the verification key of SendGrid's signed event webhook into SendGrid__WebhookPublicKey.");
        return faults.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(faults);
    }

    private static bool IsPublicKey(string base64)
    {
        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(Convert.FromBase64String(base64), out _);
            return key.KeySize == 256;
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }
}
