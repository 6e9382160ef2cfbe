using System.Globalization;
using System.Runtime.InteropServices;
using Azure;
using Gbv.LocalHost.Platform;
using Gbv.LocalHost.Seed;

namespace Gbv.LocalHost;

/// <summary>The one command for a fresh machine: <c>dotnet run --project functions/Gbv.LocalHost</c>.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (CommandLine.Answer(args) is { } answer)
        {
            await (answer.Code == 0 ? Console.Out : Console.Error).WriteLineAsync(answer.Text);
            return answer.Code;
        }

        using var stop = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, x => Stop(x, stop));
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, x => Stop(x, stop));
        try
        {
            if (args is ["seed", ..]) return await SeedCommand.RunAsync(args[1..], stop.Token);
            await using var platform = await LocalPlatform.StartAsync(LocalSettings.Read(args), stop.Token);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"""
                Home     {platform.BaseAddress}
                Mails    {platform.BaseAddress}local/mail
                Work     {platform.BaseAddress}local/telemetry
                By hand  curl -X POST {platform.BaseAddress}admin/functions/CheckReports
                Ctrl+C ends everything.
                """));
            await Task.WhenAny(platform.HandlerEnded, Task.Delay(Timeout.InfiniteTimeSpan, stop.Token));
            return stop.IsCancellationRequested ? 0 : 1;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        catch (Exception e) when (e is InvalidOperationException or IOException or RequestFailedException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static void Stop(PosixSignalContext signal, CancellationTokenSource stop)
    {
        signal.Cancel = true;
        stop.Cancel();
    }
}
