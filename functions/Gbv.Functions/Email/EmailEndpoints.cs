using Gbv.Functions.Hosting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.Email;

/// <summary>Outgoing mail and what comes back about it.</summary>
internal static class EmailEndpoints
{
    public static IServiceCollection AddEmail(this IServiceCollection services, IConfiguration configuration)
    {
        var options = services.AddOptions<EmailOptions>().Configure(o =>
        {
            o.From = configuration["Email:From"] ?? "";
            o.ApiKey = configuration["SendGrid:ApiKey"] ?? "";
            o.Host = configuration["SendGrid:Host"] ?? o.Host;
            o.TimeoutSeconds = configuration.GetValue("SendGrid:TimeoutSeconds", o.TimeoutSeconds);
            o.ReadySeconds = configuration.GetValue("SendGrid:ReadySeconds", o.ReadySeconds);
            o.WebhookPublicKey = configuration["SendGrid:WebhookPublicKey"] ?? "";
        });

        // The public role sends nothing and is given no key for it.
        if (RoleOptions.TryParse(configuration["Role"]) is AppRole.All or AppRole.Back)
        {
            services.AddSingleton<IValidateOptions<EmailOptions>, EmailOptionsValidator>();
            options.ValidateOnStart();
        }

        services.AddHttpClient(Mailer.HttpClientName, (all, http) => http.Timeout = TimeSpan.FromSeconds(all.GetRequiredService<IOptions<EmailOptions>>().Value.TimeoutSeconds))
            .RemoveAllLoggers();
        services.AddPart<MailReady>("mail", HealthStatus.Degraded, AppRole.Back);
        return services.AddSingleton<Mailer>().AddSingleton(new MailTexts()).AddSingleton<SendGridSignature>().AddScoped<SendGridWebhook>();
    }

    public static void MapEmail(this IEndpointRouteBuilder app) => app.Back().MapPost(
        "/hooks/sendgrid",
        (HttpRequest request, SendGridWebhook webhook, CancellationToken ct) => webhook.HandleAsync(request, ct));
}
