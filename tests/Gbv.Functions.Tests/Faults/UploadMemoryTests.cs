using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Azure.Storage.Blobs;
using Gbv.Domain.Attachments;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Hosting;
using Gbv.LocalHost.Platform;
using SkiaSharp;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// Many people send the largest picture at the same moment. Two hundred:
/// <c>GBV_UPLOADS=200 dotnet test --project tests/Gbv.Functions.Tests --filter-class '*UploadMemory*'</c>.
/// </summary>
[Collection(TimedCollection.Name)]
public sealed class UploadMemoryTests(AzuriteFixture azurite)
{
    private const int FilesOfAReport = 4;
    private const long MostBytes = 400L * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(20);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Many_files_at_once_are_all_taken_and_cleaned_while_the_program_and_its_children_stay_small()
    {
        var count = int.Parse(Environment.GetEnvironmentVariable("GBV_UPLOADS") ?? "8", CultureInfo.InvariantCulture);
        var account = azurite.NewAccount();
        using var folder = new TestFolder();
        await using var platform = await LocalPlatform.StartAsync(new LocalPlatformOptions
        {
            Url = "http://127.0.0.1:0",
            DataFolder = folder.Path,
            StorageConnectionString = account,
            Timers = false,
            ReceiptRounds = 1,
            Settings = new Dictionary<string, string?>(Traffic.Settings) { ["Attachments:WaitSeconds"] = "1000", ["Attachments:UploadSeconds"] = "1000" },
        }, Cancel);
        var port = await platform.HandlerPortAsync(ct: Cancel);
        using var client = new HttpClient(new SocketsHttpHandler { UseProxy = false })
        {
            BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")),
            Timeout = Patience,
        };
        var picture = LargestPicture();
        List<string> inboxes = [];
        for (var i = 0; i < count; i += FilesOfAReport)
        {
            var receipt = await ReportAsync(client);
            for (var file = 0; file < Math.Min(FilesOfAReport, count - i); file++) inboxes.Add(await InboxAsync(client, receipt));
        }

        using var watch = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        var memory = WatchAsync(port, watch.Token);
        var answers = await Task.WhenAll(inboxes.Select(inbox => SendAsync(client, inbox, picture)));
        Assert.All(answers, a => Assert.Equal(HttpStatusCode.OK, a));
        var attachments = new BlobContainerClient(account, StorageNames.Attachments);
        var quarantine = new BlobContainerClient(account, StorageNames.Quarantine);
        var deadline = DateTimeOffset.UtcNow + Patience;
        while (await CountAsync(attachments) < count || await CountAsync(quarantine) > 0)
        {
            Assert.True(DateTimeOffset.UtcNow < deadline, "Not all files were cleaned.");
            await Task.Delay(200, Cancel);
        }

        await watch.CancelAsync();
        var most = await memory;
        TestContext.Current.SendDiagnosticMessage("{0} files of 8 MB at once: the program had {1} MB at most and its children {2} MB with it", count, most.Program / 1024 / 1024, most.Children / 1024 / 1024);
        Assert.True(most.Program + most.Children <= MostBytes, FormattableString.Invariant($"The program had {most.Program / 1024 / 1024} MB, its children {most.Children / 1024 / 1024} MB."));
        Assert.True(most.Program > 0 && most.Children > 0);
        Assert.Equal(count, await CountAsync(attachments));
    }

    /// <summary>Eight megabytes of a picture of six million dots that are hard to pack.</summary>
    private static byte[] LargestPicture()
    {
        using var bitmap = new SKBitmap(new SKImageInfo(2800, 2100, SKColorType.Rgba8888, SKAlphaType.Opaque));
        new Random(1).NextBytes(bitmap.GetPixelSpan());
        using var data = bitmap.Encode(SKEncodedImageFormat.Jpeg, 75);
        Assert.InRange(data.Size, 1, AttachmentRules.LargestFile);
        return [.. data.ToArray(), .. new byte[AttachmentRules.LargestFile - data.Size]];
    }

    private static async Task<string> ReportAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/reports")
        {
            Content = JsonContent.Create(new { journey = "person", commune = "cai-nhum", happenings = new[] { "beaten" } }),
            Headers = { { "Idempotency-Key", Guid.NewGuid().ToString() }, { "Authorization", "Bearer " + Traffic.ClientKey } },
        };
        using var answer = await client.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        return (await answer.Content.ReadFromJsonAsync<JsonElement>(Cancel)).GetProperty("receipt").GetString()!;
    }

    private static async Task<string> InboxAsync(HttpClient client, string receipt)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("code", receipt)]);
        using var answer = await client.PostAsync(new Uri("/follow-up", UriKind.Relative), form, Cancel);
        var page = await new HtmlParser().ParseDocumentAsync(await answer.Content.ReadAsStringAsync(Cancel));
        return page.QuerySelector("input[name=inbox]")!.GetAttribute("value")!;
    }

    private static async Task<HttpStatusCode> SendAsync(HttpClient client, string inbox, byte[] picture)
    {
        using var body = new MultipartFormDataContent { { new StringContent(inbox), "inbox" }, { new ByteArrayContent(picture), "file", "a.jpg" } };
        using var answer = await client.PostAsync(new Uri("/follow-up", UriKind.Relative), body, Cancel);
        return answer.StatusCode;
    }

    private static async Task<int> CountAsync(BlobContainerClient container)
    {
        var count = 0;
        await foreach (var _ in container.GetBlobsAsync(cancellationToken: Cancel)) count++;
        return count;
    }

    /// <summary>The most that the handler and its children ever had in memory together.</summary>
    private static async Task<(long Program, long Children)> WatchAsync(int port, CancellationToken ct)
    {
        var handler = HandlerOf(port);
        (long Program, long Children) most = default;
        while (!ct.IsCancellationRequested)
        {
            var now = (Program: Resident(handler), Children: ChildrenOf(handler).Sum(Resident));
            if (now.Program + now.Children > most.Program + most.Children) most = now;
            await Task.Delay(20, CancellationToken.None);
        }

        return most;
    }

    private static int HandlerOf(int port) => Processes().Single(p =>
        Text(p, "environ").Split('\0').Contains(string.Create(CultureInfo.InvariantCulture, $"FUNCTIONS_CUSTOMHANDLER_PORT={port}"))
        && Text(p, "cmdline").Split('\0')[0].EndsWith("/Gbv.Functions", StringComparison.Ordinal));

    /// <summary>Each thread lists those that it started.</summary>
    private static IEnumerable<int> ChildrenOf(int parent) => System.IO.Directory.EnumerateDirectories($"/proc/{parent}/task")
        .SelectMany(t => Text(parent, $"task/{Path.GetFileName(t)}/children").Split(' ', StringSplitOptions.RemoveEmptyEntries))
        .Select(c => int.Parse(c, CultureInfo.InvariantCulture))
        // Until it runs its own program, a child that was just made shows the memory that it shares with its parent.
        .Where(c => Text(c, "cmdline").Contains("clean-file", StringComparison.Ordinal));

    private static IEnumerable<int> Processes() => System.IO.Directory.EnumerateDirectories("/proc").Select(d => int.TryParse(Path.GetFileName(d), out var id) ? id : 0).Where(id => id > 0);

    private static long Resident(int process) => Text(process, "status").Split('\n').FirstOrDefault(l => l.StartsWith("VmRSS:", StringComparison.Ordinal)) is { } line
        ? long.Parse(line["VmRSS:".Length..].Trim().Split(' ')[0], CultureInfo.InvariantCulture) * 1024
        : 0;

    /// <summary>Empty where the process has ended or is somebody else's.</summary>
    private static string Text(int process, string file)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/{file}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
