using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

/// <summary>
/// Loaded by the .NET runtime before the published program's Main (DOTNET_STARTUP_HOOKS), so that a test can move the clock of
/// the very program that is deployed: the package itself has no setting, type or line for it. Gives the host that the program
/// builds another <see cref="TimeProvider"/>, through the event by which .NET's own tools find a program's host.
/// </summary>
internal static class StartupHook
{
    /// <summary>Names the file with the clock's error in ticks; the test writes it.</summary>
    private const string FileSetting = "GBV_TEST_CLOCK";

    public static void Initialize()
    {
        if (Environment.GetEnvironmentVariable(FileSetting) is not { Length: > 0 } file) throw new InvalidOperationException($"{FileSetting} names no file.");
        DiagnosticListener.AllListeners.Subscribe(new Listeners(new Hosts(new MovedClock(file))));
    }

    private sealed class Listeners(Hosts hosts) : IObserver<DiagnosticListener>
    {
        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == "Microsoft.Extensions.Hosting") value.Subscribe(hosts);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }

    private sealed class Hosts(MovedClock clock) : IObserver<KeyValuePair<string, object?>>
    {
        // The last registration is the one that is asked for.
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: "HostBuilding", Value: IHostBuilder builder }) builder.ConfigureServices(services => services.AddSingleton<TimeProvider>(clock));
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
