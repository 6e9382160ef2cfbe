namespace Gbv.Browser.Tests.Browser;

/// <summary>
/// The product once more, with a clock that the test moves and without timers of its own: a year's course takes some seconds. The clock is
/// that of <c>Gbv.MovedClock</c>, a start-up hook of .NET; the program itself has no line for it.
/// </summary>
internal sealed class MovedApp : IAsyncDisposable
{
    private readonly string clock;

    private MovedApp(AppFixture app, string clock) => (App, this.clock) = (app, clock);

    public AppFixture App { get; }

    /// <param name="begin">What the clock says when the program starts.</param>
    public static async Task<MovedApp> StartAsync(DateTimeOffset begin, params (string Name, string Value)[] settings)
    {
        var clock = Path.Combine(Path.GetTempPath(), $"gbv-clock-{Guid.NewGuid():N}");
        await File.WriteAllBytesAsync(clock, new byte[sizeof(long)], TestContext.Current.CancellationToken);
        Dictionary<string, string?> all = new(settings.Select(s => KeyValuePair.Create(s.Name, (string?)s.Value)))
        {
            ["DOTNET_STARTUP_HOOKS"] = Path.Combine(AppContext.BaseDirectory, "Gbv.MovedClock.dll"),
            ["GBV_TEST_CLOCK"] = clock,
        };
        var moved = new MovedApp(new AppFixture(options => options with { Settings = all, Timers = false }), clock);
        moved.MoveTo(begin);
        await moved.App.InitializeAsync();
        return moved;
    }

    public void MoveTo(DateTimeOffset moment)
    {
        using var stream = new FileStream(clock, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(BitConverter.GetBytes((moment - DateTimeOffset.UtcNow).Ticks));
    }

    /// <summary>What the timer would do at this moment.</summary>
    public async Task RunAsync(string timer) => Assert.True(await App.Platform.InvokeAsync(timer, ct: TestContext.Current.CancellationToken), $"{timer} failed:{Environment.NewLine}{string.Join(Environment.NewLine, App.Platform.Output.TakeLast(40))}");

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        File.Delete(clock);
    }
}
