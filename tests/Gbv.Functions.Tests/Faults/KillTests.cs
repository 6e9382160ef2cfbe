using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using Gbv.Functions.Storage;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// The real program, killed (SIGKILL) at exact moments of a submission: the client sends the same report again until it has an
/// answer, and in the end there is one case and one mail a person.
/// </summary>
public sealed class KillTests(AzuriteFixture azurite)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Killed_after_the_announcement_a_report_is_one_case_and_one_mail_in_the_end() =>
        await KilledAsync(request => request.IsMessagePut);

    [Fact]
    public async Task Killed_after_the_commit_a_report_is_one_case_and_one_mail_in_the_end() =>
        await KilledAsync(request => request.IsTransaction);

    private async Task KilledAsync(Func<StorageRequest, bool> moment)
    {
        var account = azurite.NewAccount();
        await using var proxy = await StorageProxy.StartAsync(account);
        var folder = System.IO.Directory.CreateTempSubdirectory("gbv-kill-");
        await using (var platform = await LocalPlatform.StartAsync(Options(proxy.ConnectionString, folder.FullName), Cancel))
        {
            var kills = 1;
            proxy.After = request =>
            {
                // Only the handler's own requests count: the platform polls through the same proxy, but writes nothing here.
                if (moment(request) && Interlocked.Decrement(ref kills) == 0) platform.KillHandler();
                return Task.CompletedTask;
            };

            await SendUntilAnsweredAsync(platform);

            Assert.True(kills <= 0, "The handler was never killed.");
            await platform.Mails.WaitForAsync(_ => true, Limit, Cancel);
            await QuietAsync(account);
            Assert.Equal(1, await CountAsync(account, "case"));
            Assert.Single(platform.Mails.All);
        }

        folder.Delete(recursive: true);
    }

    private static LocalPlatformOptions Options(string storage, string folder) => new()
    {
        Url = "http://localhost:0",
        DataFolder = folder,
        StorageConnectionString = storage,
        ReceiptRounds = 1,
        Lease = TimeSpan.FromSeconds(5),
        PollInterval = TimeSpan.FromMilliseconds(200),
        Timers = false,
        Settings = new Dictionary<string, string?>
        {
            ["Api:Clients:0:Name"] = "test",
            ["Api:Clients:0:Channel"] = "api",
            ["Api:Clients:0:KeySha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("client-key"))),
        },
    };

    /// <summary>As a careful client does: the same idempotency key until there is an answer.</summary>
    private static async Task SendUntilAnsweredAsync(LocalPlatform platform)
    {
        using var client = new HttpClient { BaseAddress = platform.BaseAddress };
        client.DefaultRequestHeaders.Authorization = new("Bearer", "client-key");
        var key = Guid.NewGuid().ToString();
        var deadline = DateTimeOffset.UtcNow + Limit;
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reports")
            {
                Content = JsonContent.Create(new { journey = "person", commune = "cai-nhum", happenings = new[] { "beaten" } }),
                Headers = { { "Idempotency-Key", key } },
            };
            try
            {
                using var response = await client.SendAsync(request, Cancel);
                if (response.StatusCode is HttpStatusCode.Created or HttpStatusCode.OK) return;
                Assert.True((int)response.StatusCode >= 500, $"Refused with {response.StatusCode}: {await response.Content.ReadAsStringAsync(Cancel)}");
            }
            catch (HttpRequestException)
            {
                // Killed in the middle of the answer.
            }

            Assert.True(DateTimeOffset.UtcNow < deadline, "No answer at all.");
            await Task.Delay(100, Cancel);
        }
    }

    private static async Task QuietAsync(string account)
    {
        var deadline = DateTimeOffset.UtcNow + Limit;
        while (await CountAsync(account, "effect:") > 0)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "Effects are still pending.");
            await Task.Delay(200, Cancel);
        }
    }

    private static async Task<int> CountAsync(string account, string prefix)
    {
        var count = 0;
        await foreach (var row in new TableClient(account, StorageNames.Cases).QueryAsync<TableEntity>(cancellationToken: Cancel))
            if (row.RowKey == prefix || (prefix.EndsWith(':') && row.RowKey.StartsWith(prefix, StringComparison.Ordinal))) count++;
        return count;
    }
}
