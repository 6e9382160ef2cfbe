using System.Text.Json;
using System.Text.Json.Serialization;
using NCrontab;

namespace Gbv.LocalHost.Platform;

/// <summary>When a timer last ran and is to run next, in UTC, with the host's names.</summary>
internal sealed record TimerStatus(
    [property: JsonPropertyName("Last")] DateTimeOffset Last,
    [property: JsonPropertyName("Next")] DateTimeOffset Next,
    [property: JsonPropertyName("LastUpdated")] DateTimeOffset LastUpdated);

/// <summary>Starts one function by its NCRONTAB in UTC; a time missed while the host was down is made good once, right after start.</summary>
internal sealed class TimerListener(TimerFunction function, string stateFolder, Invocations invocations)
{
    private static readonly TimeSpan LongestDelay = TimeSpan.FromHours(1);

    private readonly CrontabSchedule schedule = CrontabSchedule.Parse(function.Schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = true });
    private readonly string file = Path.Combine(stateFolder, function.Name + ".json");

    public async Task RunAsync(CancellationToken ct)
    {
        try
        {
            var status = await ReadAsync(ct) ?? await SaveAsync(default, ct);
            var late = status.Next <= DateTimeOffset.UtcNow;
            while (true)
            {
                await UntilAsync(status.Next, ct);
                await invocations.PostAsync(function.Name, Invocations.TimerBody(function, status, late), ct);
                status = await SaveAsync(DateTimeOffset.UtcNow, ct);
                late = false;
            }
        }
        catch (OperationCanceledException)
        {
            // The local host stops.
        }
    }

    private static async Task UntilAsync(DateTimeOffset time, CancellationToken ct)
    {
        // In steps: the machine may sleep meanwhile.
        while (time - DateTimeOffset.UtcNow is { Ticks: > 0 } left) await Task.Delay(left < LongestDelay ? left : LongestDelay, ct);
    }

    private async Task<TimerStatus?> ReadAsync(CancellationToken ct)
    {
        try
        {
            return JsonSerializer.Deserialize<TimerStatus>(await File.ReadAllBytesAsync(file, ct));
        }
        catch (Exception e) when (e is IOException or JsonException)
        {
            return null;
        }
    }

    private async Task<TimerStatus> SaveAsync(DateTimeOffset last, CancellationToken ct)
    {
        var now = DateTimeOffset.UtcNow;
        var next = new DateTimeOffset(schedule.GetNextOccurrence(now.UtcDateTime), TimeSpan.Zero);
        var status = new TimerStatus(last, next, now);
        Directory.CreateDirectory(stateFolder);
        await File.WriteAllBytesAsync(file, JsonSerializer.SerializeToUtf8Bytes(status), ct);
        return status;
    }
}
