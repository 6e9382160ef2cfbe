using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Gbv.Functions.FollowUp;
using Gbv.Functions.Tests.Hosting;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// Somebody guesses codes as fast as he can, while people report, with the derivation as slow as in production. Ten thousand guesses
/// take two cores five minutes: <c>GBV_GUESSES=10000 dotnet test --project tests/Gbv.Functions.Tests --filter-class '*Guessing*'</c>.
/// </summary>
[Collection(TimedCollection.Name)]
public sealed class GuessingTests(AzuriteFixture azurite)
{
    /// <summary>So many at once that a report which had to wait for its turn among them would take far longer than it may.</summary>
    private const int AtOnce = 600;

    private const int Rounds = 120_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0, 1)]
    [InlineData(20, 2)]
    [InlineData(80, 5)]
    [InlineData(5_000, 5)]
    public void A_wrong_code_waits_one_second_and_up_to_five_when_many_wait(int others, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), LookUp.Wait(new FollowUpOptions(), others));

    [Fact]
    public void The_wait_can_be_switched_off() =>
        Assert.Equal(TimeSpan.Zero, LookUp.Wait(new FollowUpOptions { WrongCodeSeconds = 0 }, others: 1_000));

    [Fact]
    public async Task While_codes_are_guessed_each_guess_waits_and_no_report_is_refused_or_held_up_for_more_than_five_seconds()
    {
        using var folder = new TestFolder();
        await using var platform = await LocalPlatform.StartAsync(new LocalPlatformOptions
        {
            Url = "http://127.0.0.1:0",
            DataFolder = folder.Path,
            StorageConnectionString = azurite.NewAccount(),
            Timers = false,
            ReceiptRounds = Rounds,
            Settings = Traffic.Settings,
        }, Cancel);
        using var client = Client(await platform.HandlerPortAsync(ct: Cancel));
        for (var n = 0; n < 5; n++) await ReportAsync(client);
        var alone = await ReportAsync(client);
        var guesses = int.Parse(Environment.GetEnvironmentVariable("GBV_GUESSES") ?? "300", CultureInfo.InvariantCulture);

        ConcurrentBag<TimeSpan> waited = [];
        var guessing = Parallel.ForAsync(0, guesses, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Cancel }, async (number, ct) => waited.Add(await GuessAsync(client, number, ct)));
        var alive = LongestAliveAsync(client, guessing);
        List<TimeSpan> reports = [];
        while (!guessing.IsCompleted) reports.Add(await ReportAsync(client));
        await guessing;
        TestContext.Current.SendDiagnosticMessage(
            "{0} guesses, longest {1:F1} s; {2} reports meanwhile, longest {3:F1} s; longest without a code {4:F1} s",
            guesses, waited.Max().TotalSeconds, reports.Count, reports.Max().TotalSeconds, (await alive).TotalSeconds);

        Assert.Equal(guesses, waited.Count);
        Assert.All(waited, w => Assert.True(w >= TimeSpan.FromSeconds(0.99), $"A guess was answered after {w.TotalSeconds:F2} s."));
        // What a busy machine adds to any request is not the program's doing.
        var limit = alone + await alive + TimeSpan.FromSeconds(5);
        Assert.All(reports, r => Assert.True(r <= limit, $"A report took {r.TotalSeconds:F1} s, alone {alone.TotalSeconds:F2} s."));
    }

    private static HttpClient Client(int port) => new(new SocketsHttpHandler { UseProxy = false })
    {
        BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")),
        Timeout = TimeSpan.FromMinutes(2),
    };

    private static async Task<TimeSpan> GuessAsync(HttpClient client, int number, CancellationToken ct)
    {
        var watch = Stopwatch.StartNew();
        var code = Gbv.Functions.Intake.ReceiptCode.From("1", (ulong)number * 7919);
        using var answer = await client.PostAsJsonAsync("/api/reports/status", new { receipt = code.ToString() }, ct);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        return watch.Elapsed;
    }

    /// <summary>The longest that a request took for which nothing has to be derived, asked beside the reports: a machine that stands still stops both.</summary>
    private static async Task<TimeSpan> LongestAliveAsync(HttpClient client, Task until)
    {
        var longest = TimeSpan.Zero;
        while (!until.IsCompleted)
        {
            var watch = Stopwatch.StartNew();
            using var answer = await client.GetAsync(new Uri("/health/live", UriKind.Relative), Cancel);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            if (watch.Elapsed > longest) longest = watch.Elapsed;
            await Task.Delay(TimeSpan.FromMilliseconds(100), Cancel);
        }

        return longest;
    }

    private static async Task<TimeSpan> ReportAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reports")
        {
            Content = JsonContent.Create(new { journey = "person", commune = "cai-nhum", happenings = new[] { "beaten" } }),
            Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() }, { "Authorization", "Bearer " + Traffic.ClientKey } },
        };
        var watch = Stopwatch.StartNew();
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return watch.Elapsed;
    }
}
