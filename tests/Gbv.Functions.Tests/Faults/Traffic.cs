using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Gbv.Functions.Intake.Api;
using Gbv.Functions.Responders.Referral;
using Gbv.Functions.Tests.Responders;
using Gbv.LocalHost.Mail;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Faults;

/// <summary>People who use the product whatever happens to it: clients that send until they have an answer, responders who click again.</summary>
internal sealed class Traffic(params LocalPlatform[] all)
{
    /// <summary>Of the client in <see cref="Settings"/>.</summary>
    public const string ClientKey = "client-key";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<string, string?> answered = new();
    private volatile LocalPlatform[] platforms = all;
    private int number;
    private int repeats;

    /// <summary>From now on requests go there; also those that have no answer yet.</summary>
    public void TurnTo(params LocalPlatform[] others) => platforms = others;

    /// <summary>Settings that let <see cref="SendAsync"/> in and make waiting times fit a test.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Api:Clients:0:Name"] = "test",
        ["Api:Clients:0:Channel"] = "api",
        ["Api:Clients:0:KeySha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ClientKey))),
        ["Referrals:RepeatMailAfterSeconds"] = "5",
        ["Referrals:RetryAfterSeconds"] = "3",
        ["Referrals:RetryAtMostMinutes"] = "0.25",
        ["Referrals:SweepAfterMinutes"] = "0.05",
    };

    /// <summary>The narratives of reports that were answered with success: each must be a case.</summary>
    public IReadOnlyCollection<string> Accepted => [.. answered.Keys];

    /// <summary>The receipt that was shown for each of them; the same one however often it was sent.</summary>
    public IReadOnlyDictionary<string, string> Receipts => answered.Where(a => a.Value is not null).ToDictionary(a => a.Key, a => a.Value!);

    /// <summary>How often a client had to send something again because nobody told it what had become of it.</summary>
    public int Repeats => repeats;

    /// <summary>References of items that a responder was shown as accepted.</summary>
    public ConcurrentDictionary<string, bool> AcceptedItems { get; } = new();

    /// <summary>One report, sent again under the same key until there is an answer; or by two clients at once, to different instances.</summary>
    public async Task SendAsync(CancellationToken cancellation, bool twice = false, string? wish = "health")
    {
        var count = Interlocked.Increment(ref number);
        var report = new Sent("report " + count.ToString(CultureInfo.InvariantCulture), wish is null ? [] : [wish], ["beaten"]);
        var key = Guid.NewGuid();
        await Task.WhenAll(Enumerable.Range(count, twice ? 2 : 1).Select(first => SendUntilAnsweredAsync(report, key, first, cancellation)));
    }

    private async Task SendUntilAnsweredAsync(Sent report, Guid key, int first, CancellationToken cancellation)
    {
        var deadline = DateTimeOffset.UtcNow + Patience;
        for (var next = first; !await TrySendAsync(report, key, Target(next).BaseAddress, cancellation); next++)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"No answer to {report.Narrative}.");
            Interlocked.Increment(ref repeats);
            await Task.Delay(100, cancellation);
        }
    }

    private LocalPlatform Target(int number)
    {
        var now = platforms;
        return now[number % now.Length];
    }

    private async Task<bool> TrySendAsync(Sent report, Guid key, Uri address, CancellationToken cancellation)
    {
        using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", ClientKey);
        client.DefaultRequestHeaders.Add("Idempotency-Key", key.ToString());
        try
        {
            using var response = await client.PostAsJsonAsync("/api/reports", report, cancellation);
            if ((int)response.StatusCode >= 500) return false;
            // "Received before": it is safe, only its receipt is not shown any more.
            Assert.True(response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Conflict, $"Refused with {response.StatusCode}.");
            var receipt = response.StatusCode == HttpStatusCode.Conflict ? null : (await response.Content.ReadFromJsonAsync<ReceiptAnswer>(cancellation))!.Receipt;
            var shown = answered.AddOrUpdate(report.Narrative, receipt, (_, before) => before ?? receipt);
            Assert.True(receipt is null || receipt == shown, $"Two receipts for {report.Narrative}.");
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
        {
            // Cut off; nobody knows what became of it.
            return false;
        }
    }

    /// <summary>A responder opens a mailed link, gets the code and accepts; false where it did not come to that this time.</summary>
    public async Task<bool> AcceptAsync(LocalMail mail)
    {
        try
        {
            using var browser = new Browser(platforms[0].BaseAddress, () => Browser.CodeIn(platforms[0].Mails.To(mail.To).Last(m => m.CustomArgs.Count == 0).Text)!);
            await browser.SignInAsync(mail.Link!.AbsolutePath);
            if (!browser.Has(ReferralAction.Accept)) return false;
            await browser.PressAsync(ReferralAction.Accept);
            if (browser.Status != HttpStatusCode.OK || browser.Has(ReferralAction.Accept)) return false;
            AcceptedItems[mail.CustomArgs["ref"]] = true;
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidOperationException or NullReferenceException or TaskCanceledException)
        {
            // The page did not come, or was an error page without the button: the responder tries again later.
            return false;
        }
    }

    private sealed record Sent(string Narrative, string[] Wishes, string[] Happenings, string Journey = "person", string Commune = "cai-nhum");
}
