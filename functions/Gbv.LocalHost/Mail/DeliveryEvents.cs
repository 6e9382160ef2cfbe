using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gbv.LocalHost.Mail;

/// <summary>
/// Tells the program what became of each mail, signed as SendGrid signs its event webhook. Addresses that begin with "bounce",
/// "drop" or "defer" meet that fate; all others are delivered.
/// </summary>
internal sealed class DeliveryEvents : IAsyncDisposable
{
    private static readonly TimeSpan[] Tries = [TimeSpan.Zero, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(10)];

    private readonly LocalMailbox mailbox;
    private readonly Uri hook;
    private readonly ECDsa key;
    private readonly Action<string> output;
    private readonly HttpClient client = new(new SocketsHttpHandler { UseProxy = false });
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public DeliveryEvents(LocalMailbox mailbox, Uri hook, ECDsa key, Action<string> output)
    {
        this.mailbox = mailbox;
        this.hook = hook;
        this.key = key;
        this.output = output;
        running = RunAsync(stop.Token);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        client.Dispose();
        key.Dispose();
        stop.Dispose();
    }

    private async Task RunAsync(CancellationToken ct)
    {
        try
        {
            await foreach (var mail in mailbox.Arrivals.ReadAllAsync(ct))
            {
                if (!mailbox.SendsEvents) continue;
                await SendAsync(mail, "processed", ct);
                await SendAsync(mail, Fate(mail.To), ct);
            }
        }
        catch (OperationCanceledException)
        {
            // The local host stops.
        }
    }

    private static string Fate(string address) => address switch
    {
        _ when address.StartsWith("bounce", StringComparison.OrdinalIgnoreCase) => "bounce",
        _ when address.StartsWith("drop", StringComparison.OrdinalIgnoreCase) => "dropped",
        _ when address.StartsWith("defer", StringComparison.OrdinalIgnoreCase) => "deferred",
        _ => "delivered",
    };

    private async Task SendAsync(LocalMail mail, string kind, CancellationToken ct)
    {
        var body = Body(mail, kind);
        foreach (var wait in Tries)
        {
            await Task.Delay(wait, ct);
            if (await TrySendAsync(body, ct)) return;
        }

        output($"The event '{kind}' of a mail was not taken.");
    }

    private async Task<bool> TrySendAsync(byte[] body, CancellationToken ct)
    {
        // Each attempt is signed anew, with its own time.
        var timestamp = DateTimeOffset.UtcNow.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var signature = key.SignData([.. Encoding.UTF8.GetBytes(timestamp), .. body], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        using var request = new HttpRequestMessage(HttpMethod.Post, hook) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Signature", Convert.ToBase64String(signature));
        request.Headers.Add("X-Twilio-Email-Event-Webhook-Timestamp", timestamp);
        request.Headers.TryAddWithoutValidation("User-Agent", "SendGrid Event API");
        try
        {
            using var answer = await client.SendAsync(request, ct);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static byte[] Body(LocalMail mail, string kind)
    {
        var one = new JsonObject
        {
            ["email"] = mail.To,
            ["timestamp"] = DateTimeOffset.UtcNow.ToUnixTimeSeconds(),
            ["event"] = kind,
            ["sg_event_id"] = Convert.ToBase64String(Guid.NewGuid().ToByteArray()),
            ["sg_message_id"] = mail.Id + ".filter0001.0.0",
            ["smtp-id"] = $"<{mail.Id}@local>",
        };
        if (kind == "bounce")
        {
            one["type"] = "bounce";
            one["status"] = "5.1.1";
            one["reason"] = "550 5.1.1 The email account that you tried to reach does not exist.";
        }

        foreach (var (name, value) in mail.CustomArgs) one[name] = value;
        return JsonSerializer.SerializeToUtf8Bytes(new JsonArray(one));
    }
}
