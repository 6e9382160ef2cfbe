using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Gbv.LocalHost.Platform;

namespace Gbv.Benchmarks.Programs;

/// <summary>A published program in a process of its own, which ends with this one.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(4);

    private readonly ChildProcess process;

    private RunningProgram(ChildProcess process, int port, TimeSpan started) => (this.process, Port, Started) = (process, port, started);

    public int Port { get; }

    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}/"));

    /// <summary>From the start of the process to the last byte of its first 200.</summary>
    public TimeSpan Started { get; }

    /// <param name="settings">Made from the port, because each program learns it by another setting.</param>
    public static async Task<RunningProgram> StartAsync(string executable, string path, Func<int, IReadOnlyDictionary<string, string?>> settings)
    {
        var port = FreePort.Find();
        var output = new ConcurrentQueue<string>();
        var watch = Stopwatch.StartNew();
        var process = ChildProcess.Start(executable, [], Path.GetDirectoryName(executable)!, settings(port), output.Enqueue);
        try
        {
            while (!await AnswersAsync(port, path))
            {
                if (process.HasExited || watch.Elapsed > StartLimit) throw new InvalidOperationException($"{executable} did not start: {string.Join(Environment.NewLine, output)}");
                await Task.Delay(Between);
            }

            return new RunningProgram(process, port, watch.Elapsed);
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>Memory that it holds now, in MiB.</summary>
    public double Memory() => Status("VmRSS:");

    /// <summary>The most that it ever held, in MiB.</summary>
    public double PeakMemory() => Status("VmHWM:");

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private double Status(string name)
    {
        var line = File.ReadLines($"/proc/{process.Id.ToString(CultureInfo.InvariantCulture)}/status").Single(l => l.StartsWith(name, StringComparison.Ordinal));
        return double.Parse(line[name.Length..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
    }

    // A socket of our own: what a client library does at its first request must not be part of the figure.
    private static async Task<bool> AnswersAsync(int port, string path)
    {
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await socket.ConnectAsync("127.0.0.1", port);
            await socket.SendAsync(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")));
            var buffer = new byte[16 * 1024];
            var head = await socket.ReceiveAsync(buffer);
            var ok = head > 12 && buffer.AsSpan(0, 12).SequenceEqual("HTTP/1.1 200"u8);
            while (head > 0) head = await socket.ReceiveAsync(buffer);
            return ok;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
