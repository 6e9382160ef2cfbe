using System.Collections.Concurrent;
using System.Diagnostics;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Data.Tables;
using Gbv.Domain.Reports;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Cases;
using Gbv.Functions.Tests.Intake;
using Gbv.Functions.Tests.Responders;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Faults;

/// <summary>
/// Nothing that a person wrote lies open anywhere after the whole way: not in logs, mails, queues, tables, blobs, report files, nor
/// in the files of the storage itself. Markers that the test plants are found in each of these places, in each run.
/// </summary>
public sealed class CanaryTests(AzuriteFixture azurite)
{
    private const string ApiKey = "client-key";
    private const string Planted = "zqplanted7k2m";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_person_wrote_lies_open_nowhere()
    {
        using var folder = new TestFolder();
        var markers = new Markers();
        Dictionary<string, byte[]> places = [];
        byte[] picture;
        await using var collector = await Collector.StartAsync();
        await using (var platform = await LocalPlatform.StartAsync(Options(folder.Path, collector.Settings), Cancel))
        {
            using var way = new CanaryWay(platform, markers, ApiKey);
            await way.GoAsync();
            picture = way.Picture;
            await PlantAsync(platform.Storage());
            foreach (var (index, file) in way.Files.Index()) places[$"download {index}"] = file;
            foreach (var (index, mail) in platform.Mails.All.Index()) places[$"mail {index}: {mail.Subject}"] = JsonSerializer.SerializeToUtf8Bytes(mail);
            places["output"] = Encoding.UTF8.GetBytes(string.Join('\n', platform.Output));
            await ReadAsync(platform.Storage(), places);
            foreach (var name in new[] { "gbv.reports.received", "gbv.mails.attempts", "gbv.reports.build", "http.server.request.duration" }) await collector.UntilAsync("/v1/metrics", name);
            foreach (var name in new[] { "CarryOutCase", "effect mail", "BuildReport" }) await collector.UntilAsync("/v1/traces", name);
        }

        foreach (var (index, (path, body)) in collector.Received.Index()) places[$"telemetry {index}: {path}"] = body;
        var told = string.Join('\n', collector.Received.Select(r => Encoding.Latin1.GetString(r.Body)));
        Assert.Contains("/r/{link}", told, StringComparison.Ordinal);
        // Route templates and names alone: no path, no address, no browser, nothing that says where the record lies.
        foreach (var word in new[] { "/x/cai-nhum", "Mozilla", "user_agent", "client.address", "server.address", "url.", "devstoreaccount", "127.0.0.1" }) Assert.DoesNotContain(word, told, StringComparison.Ordinal);

        // The emulator has ended and written everything down.
        foreach (var file in System.IO.Directory.EnumerateFiles(folder.Path, "*", SearchOption.AllDirectories))
            places["file " + Path.GetRelativePath(folder.Path, file)] = await File.ReadAllBytesAsync(file, Cancel);
        var scanner = new CanaryScanner([Planted, .. markers.All]);
        var found = new ConcurrentDictionary<string, IReadOnlySet<string>>();
        Parallel.ForEach(places, place => found[place.Key] = scanner.Scan(place.Value));

        TestContext.Current.TestOutputHelper?.WriteLine($"{markers.All.Count} markers, {places.Count} places, {places.Values.Sum(p => p.Length) / 1024} KiB");
        Assert.Empty(found.SelectMany(f => f.Value.Where(m => m != Planted).Select(m => $"'{markers.PlaceOf(m)}' lies open in {f.Key}")));
        Assert.Equal(["picture: camera", "picture: place"], scanner.Scan(picture).Select(markers.PlaceOf).Order(StringComparer.Ordinal));
        string[] planted = [.. found.Where(f => f.Value.Contains(Planted)).Select(f => f.Key)];
        Assert.Superset(new HashSet<string> { "table directory", "queue build-report-poison", "blob reports/planted.zip", "blob keyring-back/planted.gz" }, planted.ToHashSet());
        Assert.Contains(planted, p => p.StartsWith("file azurite", StringComparison.Ordinal) && p.Contains("db_table", StringComparison.Ordinal));
        Assert.Contains(planted, p => p.StartsWith("file azurite", StringComparison.Ordinal) && p.Contains("__queuestorage__", StringComparison.Ordinal));
        Assert.Contains(planted, p => p.StartsWith("file azurite", StringComparison.Ordinal) && p.Contains("__blobstorage__", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Spans_of_requests_and_of_calls_to_storage_and_mail_hold_nothing_that_was_written()
    {
        const string sealedAway = "zqspan5h8w2n";
        var words = $"Chị Hồng <{sealedAway}> ở ấp \"3\"";
        ConcurrentQueue<string> spans = new();
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => spans.Enqueue(Shown(activity)),
        };
        ActivitySource.AddActivityListener(listener);

        await using (var pages = await PagesApp.StartAsync(azurite.NewAccount()))
        {
            using var visitor = await pages.Visit().OpenAsync("/x/cai-nhum");
            await visitor.PressAsync("danger");
            await visitor.Fill("here", words).PressAsync("send");
            var code = visitor.Page.GetElementById("code")!.TextContent;
            await visitor.OpenAsync("/follow-up");
            await visitor.Fill("code", code).PressAsync("open");
            await visitor.Fill("text", words).PressAsync("send");
            Assert.Contains(sealedAway, visitor.Html, StringComparison.Ordinal);
        }

        await using (var staff = await StaffApp.CreateAsync(azurite.NewAccount()))
        {
            var id = await staff.ReceivedAsync(AReport.OfAPerson with { Narrative = words, Place = words, Contact = new() { Channel = ContactChannel.Phone, Address = "0900000001", NameToUse = words, SecretWord = words } });
            using var browser = staff.Open();
            await browser.SignInAsync(await staff.LinkAsync(id, (await staff.ReadAsync(id)).Triage()));
            await browser.PressAsync("accept");
            Assert.Contains(sealedAway, browser.Text, StringComparison.Ordinal);
            await browser.PressAsync("message", ("message-text", words));
        }

        using (var source = new ActivitySource("planted")) source.StartActivity("planted")?.AddTag("q", Convert.ToBase64String(Encoding.Unicode.GetBytes(Planted))).Stop();
        var scanner = new CanaryScanner([Planted, sealedAway]);
        var all = string.Join('\n', spans);
        Assert.Contains("Microsoft.AspNetCore", all, StringComparison.Ordinal);
        Assert.Contains("System.Net.Http", all, StringComparison.Ordinal);
        Assert.Contains("Azure.", all, StringComparison.Ordinal);
        Assert.Equal([Planted], scanner.Scan(all));
    }

    private static string Shown(Activity activity)
    {
        var text = new StringBuilder($"{activity.Source.Name} {activity.OperationName} {activity.DisplayName} {activity.StatusDescription}\n");
        foreach (var (name, value) in activity.TagObjects.Concat(activity.Events.SelectMany(e => e.Tags)).Concat(activity.Links.SelectMany(l => l.Tags ?? []))) text.Append(name).Append('=').Append(value).Append('\n');
        foreach (var (name, value) in activity.Baggage) text.Append(name).Append('=').Append(value).Append('\n');
        return text.ToString();
    }

    private static LocalPlatformOptions Options(string folder, IReadOnlyDictionary<string, string?> more) => new()
    {
        Url = "http://127.0.0.1:0",
        Roles = ["public", "back"],
        DataFolder = folder,
        Azurite = AzuritePorts.Free,
        Timers = false,
        ReceiptRounds = 1,
        PollInterval = TimeSpan.FromMilliseconds(200),
        Settings = new Dictionary<string, string?>(more)
        {
            ["Public:ExitUrl"] = "https://weather.example.org/",
            ["Api:Clients:0:Name"] = "test",
            ["Api:Clients:0:Channel"] = "api",
            ["Api:Clients:0:KeySha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ApiKey))),
        },
    };

    /// <summary>One marker in each kind of storage, packed in another way in each.</summary>
    private static async Task PlantAsync(StorageClients storage)
    {
        var packed = Gzip(Encoding.Unicode.GetBytes("x " + Planted));
        await storage.Table(StorageNames.Directory).AddEntityAsync(new TableEntity("planted", "planted") { ["Data"] = JsonSerializer.Serialize(new { x = Convert.ToBase64String(packed) }) }, Cancel);
        var escaped = $"{{\"x\":\"{string.Concat(Planted.Select(c => $"\\u{(int)c:x4}"))}\"}}";
        await storage.Queue(StorageNames.BuildReportQueue + "-poison").SendMessageAsync(new BinaryData(Encoding.UTF8.GetBytes(escaped)), null, TimeSpan.FromSeconds(-1), Cancel);
        using var zipped = new MemoryStream();
        using (var zip = new ZipArchive(zipped, ZipArchiveMode.Create))
        using (var entry = zip.CreateEntry("word/document.xml").Open())
            entry.Write(Encoding.UTF8.GetBytes(Planted));
        await storage.Container(StorageNames.Reports).UploadBlobAsync("planted.zip", new BinaryData(zipped.ToArray()), Cancel);
        await storage.Container(StorageNames.BackKeyRing).UploadBlobAsync("planted.gz", new BinaryData(Gzip(Encoding.UTF8.GetBytes(Uri.EscapeDataString($"chị {Planted}")))), Cancel);
    }

    /// <summary>As whoever holds the account's key sees it.</summary>
    private static async Task ReadAsync(StorageClients storage, Dictionary<string, byte[]> places)
    {
        foreach (var name in StorageNames.Tables)
        {
            using var content = new MemoryStream();
            await foreach (var row in storage.Table(name).QueryAsync<TableEntity>(cancellationToken: Cancel))
                foreach (var (property, value) in row)
                    content.Write(value is byte[] bytes ? bytes : value is BinaryData data ? data.ToArray() : Encoding.UTF8.GetBytes($"\n{property}={value}\n"));
            places["table " + name] = content.ToArray();
        }

        foreach (var name in StorageNames.Queues)
            places["queue " + name] = [.. (await storage.Queue(name).PeekMessagesAsync(32, Cancel)).Value.SelectMany(m => m.Body.ToArray())];
        foreach (var name in StorageNames.Containers)
            await foreach (var blob in storage.Container(name).GetBlobsAsync(cancellationToken: Cancel))
                places[$"blob {name}/{blob.Name}"] = [.. Encoding.UTF8.GetBytes(blob.Name + "\n"), .. (await storage.Container(name).GetBlobClient(blob.Name).DownloadContentAsync(Cancel)).Value.Content.ToArray()];
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal)) gzip.Write(content);
        return packed.ToArray();
    }
}
