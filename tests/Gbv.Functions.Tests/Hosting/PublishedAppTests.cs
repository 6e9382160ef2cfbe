using System.Collections.Concurrent;
using System.IO.Compression;
using System.Text.RegularExpressions;
using Gbv.LocalHost;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>What is deployed: published once, started as the Functions host starts it, one handler a role as in Azure.</summary>
public sealed class PublishedApp(AzuriteFixture azurite, PublishedFolder published) : IAsyncLifetime
{
    private readonly TestFolder folder = new();
    private LocalPlatform? platform;

    internal LocalPlatform Platform => platform!;

    internal string Path { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        Path = await published.PathAsync();
        platform = await LocalPlatform.StartAsync(
            new LocalPlatformOptions
            {
                Url = "http://127.0.0.1:0",
                DataFolder = System.IO.Path.Combine(folder.Path, "data"),
                FunctionsFolder = Path,
                StorageConnectionString = azurite.NewAccount(),
                Roles = ["public", "back"],
                Timers = false,
                ReceiptRounds = 1,
                // A machine without .NET: the folder brings its own.
                Settings = new Dictionary<string, string?> { ["DOTNET_ROOT"] = folder.Path, ["DOTNET_MULTILEVEL_LOOKUP"] = "0" },
            },
            TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (platform is not null) await platform.DisposeAsync();
        folder.Dispose();
    }
}

public sealed class PublishedAppTests(PublishedApp app) : IClassFixture<PublishedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public void It_is_laid_out_as_the_host_reads_it()
    {
        var folder = FunctionFolder.Read(app.Path);

        Assert.True(File.Exists(System.IO.Path.Combine(app.Path, folder.Host.Executable)));
        Assert.Equal(FunctionFolder.Read(AppContext.BaseDirectory).Functions.Select(x => x.Name), folder.Functions.Select(x => x.Name));
    }

    [Fact]
    public void It_can_be_executed_by_whoever_unpacks_it_and_is_no_larger_than_is_known()
    {
        var files = new DirectoryInfo(app.Path).GetFiles("*", SearchOption.AllDirectories);

        if (!OperatingSystem.IsWindows()) // which has no such modes
        {
            const UnixFileMode Executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
            Assert.Equal(Executable, File.GetUnixFileMode(System.IO.Path.Combine(app.Path, "Gbv.Functions")) & Executable);
        }

        Assert.Contains(files, x => x.Name == "libcoreclr.so"); // its own runtime
        Assert.InRange(files.Length, 200, 450);
        Assert.InRange(files.Sum(x => x.Length), 0, 200_000_000);
    }

    [Fact]
    public void The_zip_that_azd_uploads_holds_all_of_it_and_keeps_the_right_to_be_executed()
    {
        using var zip = ZipFile.OpenRead(PublishedFolder.Package);
        var files = System.IO.Directory.EnumerateFiles(app.Path, "*", SearchOption.AllDirectories).Select(x => System.IO.Path.GetRelativePath(app.Path, x).Replace('\\', '/'));

        Assert.Equal(files.Order(StringComparer.Ordinal), zip.Entries.Select(x => x.FullName).Where(x => !x.EndsWith('/')).Order(StringComparer.Ordinal));
        if (OperatingSystem.IsWindows()) return; // which has no such modes
        const int Executable = 0b001_001_001;
        Assert.Equal(Executable, (zip.GetEntry("Gbv.Functions")!.ExternalAttributes >> 16) & Executable);
    }

    [Fact]
    public void Azd_uploads_the_zip_that_it_had_made_before_and_makes_none_of_its_own()
    {
        var azd = File.ReadAllText(System.IO.Path.Combine(NpmTools.FindRepoRoot(), "azure.yaml"));

        Assert.Equal(["artifacts/package.zip", "artifacts/package.zip"], Regex.Matches(azd, "(?m)^    dist: (.+)$").Select(x => x.Groups[1].Value));
        Assert.Equal(["prepackage", "predeploy"], Regex.Matches(azd, @"(?m)^  (\w+):\n    shell: sh\n    run: dotnet publish functions/Gbv\.Functions -c Release -p:PackageFile=""\$PWD/artifacts/package\.zip""$").Select(x => x.Groups[1].Value));
    }

    [Fact]
    public void Nothing_of_the_local_host_is_in_it()
    {
        var files = System.IO.Directory.EnumerateFiles(app.Path, "*", SearchOption.AllDirectories).Select(System.IO.Path.GetFileName).ToArray();

        Assert.DoesNotContain(files, x => x!.Contains("LocalHost", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(files, x => x!.StartsWith("Yarp", StringComparison.Ordinal) || x.StartsWith("NCrontab", StringComparison.Ordinal) || x.StartsWith("Spectre", StringComparison.Ordinal) || x.StartsWith("Google", StringComparison.Ordinal));
        Assert.DoesNotContain(files, x => x is "local.settings.json" or "keys.json");
    }

    [Theory]
    [InlineData("", 200)]
    [InlineData("help", 200)]
    [InlineData("safe/phone", 200)]
    [InlineData("follow-up", 200)]
    [InlineData("verify", 200)]
    [InlineData("x/none", 200)]
    [InlineData("openapi/v1.json", 200)]
    [InlineData("favicon.ico", 200)]
    [InlineData(".well-known/gpc.json", 200)]
    [InlineData("health/live", 200)]
    [InlineData("health/ready", 200)]
    [InlineData("r/none", 404)]
    public async Task Its_pages_answer(string page, int status)
    {
        using var client = new HttpClient { BaseAddress = app.Platform.BaseAddress };

        using var answer = await client.GetAsync(new Uri(page, UriKind.Relative), Cancel);

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Theory]
    [InlineData("public", "/r/none")]
    [InlineData("public", "/hooks/sendgrid")]
    [InlineData("back", "/help")]
    [InlineData("public", "/local/mail")]
    [InlineData("back", "/local/mail")]
    [InlineData("public", "/local/telemetry")]
    [InlineData("back", "/local/telemetry")]
    [InlineData("back", "/v3/scopes")]
    [InlineData("back", "/admin/functions/Sweep")]
    [InlineData("back", "/")]
    [InlineData("back", "/openapi/v1.json")]
    public async Task A_role_answers_404_on_the_paths_of_the_other_and_of_the_local_host(string role, string path)
    {
        var port = await app.Platform.HandlerPortAsync(role, Cancel);

        Assert.Equal(404, (await RawHttp.SendAsync(port, "GET", path, [$"Host: 127.0.0.1:{port}"], "")).Status);
    }

    [Theory]
    [InlineData("CheckDue")]
    [InlineData("CheckReports")]
    [InlineData("CheckRetention")]
    [InlineData("CheckReturns")]
    [InlineData("CheckTrace")]
    [InlineData("Sweep")]
    public async Task A_timers_invocation_is_served_by_the_back_role_alone(string function)
    {
        Assert.Equal(200, (await InvokeAsync("back", function, HostPayloads.Timer)).Status);
        Assert.Equal(404, (await InvokeAsync("public", function, HostPayloads.Timer)).Status);
    }

    [Theory]
    [InlineData("CarryOutCase", "case-work", 7)]
    [InlineData("BuildReport", "build-report", 7)]
    [InlineData("CarryOutCaseFromBus", "case-work", 9)]
    [InlineData("BuildReportFromBus", "build-report", 9)]
    public async Task A_queues_invocation_is_answered_and_its_bytes_arrive_unchanged(string function, string queue, int step)
    {
        // Every byte there is, in an order no text has; unsigned, so it lands where the program puts what is not its own.
        byte[] message = [.. Enumerable.Range(0, 256).Select(x => (byte)(x * step))];

        var answer = await InvokeAsync("back", function, function.EndsWith("FromBus", StringComparison.Ordinal) ? HostPayloads.Bus(function, message) : HostPayloads.Queue(function, message));

        Assert.Equal((200, """{"Outputs":{},"Logs":[],"ReturnValue":null}"""), (answer.Status, answer.Body));
        var poison = await app.Platform.Storage().Queue(queue + "-poison").PeekMessagesAsync(32, Cancel);
        Assert.Contains(poison.Value, m => message.AsSpan().SequenceEqual(m.Body.ToMemory().Span));
    }

    [Fact]
    public async Task A_queues_invocation_is_not_served_by_the_public_role() =>
        Assert.Equal(404, (await InvokeAsync("public", "CarryOutCase", HostPayloads.Queue("CarryOutCase", [1]))).Status);

    [Fact]
    public async Task Its_smoke_test_finds_nothing_wrong_with_the_two_apps_and_says_what_is_wrong_where_their_addresses_are_exchanged()
    {
        var (code, lines) = await SmokeAsync("public", "back", "cai-nhum");
        Assert.True(code == 0, string.Join('\n', lines));
        Assert.Equal(10, lines.Count(x => x.StartsWith("ok ", StringComparison.Ordinal)));

        (code, lines) = await SmokeAsync("back", "public", "xa-khong-co");
        Assert.Equal(1, code);
        string[] wrong = ["public app answers nothing of the back app: POST /hooks/sendgrid", "back app answers nothing of the public app: GET /", "public pages come with", "people of xa-khong-co can report: "];
        Assert.Equal(wrong.Length, lines.Count(x => x.StartsWith("WRONG ", StringComparison.Ordinal)));
        Assert.All(wrong, w => Assert.Contains(lines, x => x.StartsWith("WRONG  " + w, StringComparison.Ordinal)));
    }

    private async Task<(int Code, IReadOnlyCollection<string> Lines)> SmokeAsync(string publicApp, string backApp, string commune)
    {
        ConcurrentQueue<string> lines = [];
        string[] command = ["smoke", "--public", await AddressAsync(publicApp), "--back", await AddressAsync(backApp), "--commune", commune];
        // Whoever runs it needs no setting.
        await using var program = ChildProcess.Start(Path.Combine(app.Path, "Gbv.Functions"), command, app.Path, new Dictionary<string, string?>(), lines.Enqueue);
        return (await program.WaitForExitAsync(Cancel), lines);
    }

    private async Task<string> AddressAsync(string role) => $"http://127.0.0.1:{await app.Platform.HandlerPortAsync(role, Cancel)}/";

    private async Task<RawAnswer> InvokeAsync(string role, string function, string body) =>
        await RawHttp.InvokeAsync(await app.Platform.HandlerPortAsync(role, Cancel), function, body);
}
