using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Gbv.Functions.Responders.Referral;
using Gbv.Functions.Tests.Responders;
using Gbv.LocalHost.Mail;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Faults;

/// <summary>People who use the product whatever happens to it: clients that send until they have an answer, responders who click again.</summary>
internal sealed class Traffic(LocalPlatform platform)
{
    private const string ClientKey = "client-key";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<string, bool> answered = new();
    private int number;

    /// <summary>Settings that let <see cref="SendAsync"/> in and make waiting times fit a test.</summary>
    public static IReadOnlyDictionary<string, string?> Settings { get; } = new Dictionary<string, string?>
    {
        ["Api:Clients:0:Name"] = "test",
        ["Api:Clients:0:Channel"] = "api",
        ["Api:Clients:0:KeySha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ClientKey))),
        ["Referrals:RepeatMailAfterSeconds"] = "5",
        ["Referrals:SweepAfterMinutes"] = "0.05",
    };

    /// <summary>The narratives of reports that were answered with success: each must be a case.</summary>
    public IReadOnlyCollection<string> Accepted => [.. answered.Keys];

    /// <summary>References of items that a responder was shown as accepted.</summary>
    public ConcurrentDictionary<string, bool> AcceptedItems { get; } = new();

    /// <summary>One report, sent again under the same key until there is an answer.</summary>
    public async Task SendAsync(CancellationToken cancellation, bool twice = false)
    {
        var narrative = "report " + Interlocked.Increment(ref number).ToString(CultureInfo.InvariantCulture);
        var key = Guid.NewGuid().ToString();
        using var client = new HttpClient { BaseAddress = platform.BaseAddress, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.Authorization = new("Bearer", ClientKey);
        client.DefaultRequestHeaders.Add("Idempotency-Key", key);
        var deadline = DateTimeOffset.UtcNow + Patience;
        for (var answers = twice ? 2 : 1; answers > 0;)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, $"No answer to {narrative}.");
            try
            {
                using var response = await client.PostAsJsonAsync(
                    "/api/reports", new { journey = "person", commune = "cai-nhum", happenings = new[] { "beaten" }, wishes = new[] { "health" }, narrative }, cancellation);
                if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK)
                {
                    answered[narrative] = true;
                    answers--;
                    continue;
                }

                Assert.True((int)response.StatusCode >= 500, $"Refused with {response.StatusCode}.");
            }
            catch (Exception e) when (e is HttpRequestException or IOException || (e is TaskCanceledException && !cancellation.IsCancellationRequested))
            {
                // Cut off; nobody knows what became of it.
            }

            await Task.Delay(100, cancellation);
        }
    }

    /// <summary>A responder opens a mailed link, gets the code and accepts; false where it did not come to that this time.</summary>
    public async Task<bool> AcceptAsync(LocalMail mail)
    {
        try
        {
            using var browser = new Browser(platform.BaseAddress, () => Browser.CodeIn(platform.Mails.To(mail.To).Last(m => m.CustomArgs.Count == 0).Text)!);
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
}
