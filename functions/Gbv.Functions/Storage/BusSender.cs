using System.Globalization;
using System.Text.Json;
using Azure;
using Azure.Core;

namespace Gbv.Functions.Storage;

/// <summary>Puts messages into queues of Service Bus: one HTTPS POST each.</summary>
public sealed class BusSender(BusConnection bus)
{
    /// <summary>Whether messages go there at all.</summary>
    public bool IsUsed => bus.Options.Send;

    /// <param name="notBefore">When it may be delivered; null: at once.</param>
    public async Task SendAsync(string queue, byte[] body, DateTimeOffset? notBefore, CancellationToken cancellation)
    {
        var answer = await bus.AskAsync(RequestMethod.Post, queue + "/messages", request =>
        {
            request.Headers.SetValue("Content-Type", "application/json");
            if (notBefore is { } at) request.Headers.SetValue("BrokerProperties", JsonSerializer.Serialize(new { ScheduledEnqueueTimeUtc = HttpDate(at) }));
            request.Content = RequestContent.Create(body);
        }, cancellation);
        if (answer.Status != StatusCodes.Status201Created) throw new RequestFailedException(answer);
    }

    /// <summary>A date of HTTP has whole seconds, and a message must not come before its time: it would find nothing to do and be gone.</summary>
    private static string HttpDate(DateTimeOffset at) =>
        new DateTimeOffset((at.UtcTicks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond, TimeSpan.Zero).ToString("R", CultureInfo.InvariantCulture);
}
