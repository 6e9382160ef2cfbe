using System.Collections.Concurrent;
using System.Diagnostics;
using FunctionApp = Gbv.Functions.Hosting.FunctionApp;
using Gbv.LocalHost.Platform;

namespace Gbv.Functions.Tests.Hosting;

/// <summary>The program by itself, as the host starts and stops it.</summary>
[Collection(TimedCollection.Name)]
public sealed class HandlerLifeTests
{
    private static readonly IReadOnlyDictionary<string, string> Keys = TestKeys.Shared;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Asked_to_stop_it_does_not_end_with_code_0()
    {
        var port = FreePort.Find();
        await using var handler = Start([], Settings(port));
        await UntilItAnswersAsync(port);

        await handler.StopAsync(Limit);

        Assert.Equal(143, await handler.WaitForExitAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task It_listens_where_the_host_says_and_nowhere_else()
    {
        var (port, other) = (FreePort.Find(), FreePort.Find());
        await using var handler = Start([], new Dictionary<string, string?>(Settings(port)) { ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{other}" });
        await UntilItAnswersAsync(port);

        using var client = new HttpClient();
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync(new Uri($"http://127.0.0.1:{other}/"), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Role", "Role must be public, back or all")]
    [InlineData("Public__BaseUrl", "Public:BaseUrl must be")]
    [InlineData("Keys__Proof", "The setting Keys:Proof is no key")]
    [InlineData("Keys__RingPublic", "The setting Keys:RingPublic is no key")]
    public async Task A_wrong_setting_is_named_with_its_fix(string setting, string says)
    {
        ConcurrentQueue<string> output = [];
        await using var handler = Start([], new Dictionary<string, string?>(Settings(FreePort.Find())) { [setting] = "wrong" }, output);

        Assert.Equal(78, await handler.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Contains(output, x => x.Contains(says, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Started_by_hand_without_a_command_it_says_how_to_start_it()
    {
        ConcurrentQueue<string> output = [];
        await using var handler = Start([], new Dictionary<string, string?>(Settings(1)) { [FunctionApp.PortSetting] = "" }, output);

        Assert.Equal(64, await handler.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Contains(output, x => x.Contains("Gbv.LocalHost", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("no-such-command", 64)]
    [InlineData("--help", 0)]
    public async Task An_unknown_command_and_a_call_for_help_list_the_known_ones(string command, int code)
    {
        ConcurrentQueue<string> output = [];
        await using var handler = Start([command], Settings(1), output);

        Assert.Equal(code, await handler.WaitForExitAsync(TestContext.Current.CancellationToken));
        Assert.Contains(output, x => x.Contains("endpoints", StringComparison.Ordinal));
    }

    private static ChildProcess Start(string[] arguments, IReadOnlyDictionary<string, string?> settings, ConcurrentQueue<string>? output = null) => ChildProcess.Start(
        Path.Combine(AppContext.BaseDirectory, "Gbv.Functions"), arguments, AppContext.BaseDirectory, settings, line => output?.Enqueue(line));

    private static Dictionary<string, string?> Settings(int port) => new(Keys.Select(k => KeyValuePair.Create(k.Key.Replace(":", "__", StringComparison.Ordinal), (string?)k.Value)))
    {
        [FunctionApp.PortSetting] = port.ToString(System.Globalization.CultureInfo.InvariantCulture),
        ["Role"] = "public",
        ["Public__BaseUrl"] = "https://gbv.example.org",
        ["Storage__ConnectionString"] = "UseDevelopmentStorage=true",
    };

    private static async Task UntilItAnswersAsync(int port)
    {
        using var client = new HttpClient();
        var waited = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(new Uri($"http://127.0.0.1:{port}/health/live"), TestContext.Current.CancellationToken);
                return;
            }
            catch (HttpRequestException) when (waited.Elapsed < Limit)
            {
                await Task.Delay(25, TestContext.Current.CancellationToken);
            }
        }
    }
}
