using Gbv.Functions.Intake;
using Microsoft.Extensions.Options;

namespace Gbv.Functions.FollowUp;

/// <summary>
/// A typed code, looked up. One that opens nothing is answered late, whatever the reason: unknown, mistyped, erased, expired and
/// locked look the same. This slows guessing down and is no protection by itself, because it knows one instance only; codes are too
/// long to guess (design §6).
/// </summary>
internal sealed class LookUp(FollowUpService service, IOptions<FollowUpOptions> options)
{
    /// <summary>So many that wait at the same moment make each next one wait a second longer.</summary>
    private const double WaitingForASecond = 20;

    private int waiting;

    /// <returns>Null after the wait, where the code opens nothing.</returns>
    public async Task<Opened?> OpenAsync(string? typed, CancellationToken ct)
    {
        if (ReceiptCode.TryParse(typed) is { } code && await service.OpenAsync(code, ct) is { } view) return new(code, view);
        var others = Interlocked.Increment(ref waiting) - 1;
        try
        {
            await Task.Delay(Wait(options.Value, others), ct);
            return null;
        }
        finally
        {
            Interlocked.Decrement(ref waiting);
        }
    }

    /// <param name="others">How many others wait for their answer at this moment.</param>
    internal static TimeSpan Wait(FollowUpOptions options, int others) => options.WrongCodeSeconds <= 0
        ? TimeSpan.Zero
        : TimeSpan.FromSeconds(Math.Min(options.WrongCodeSeconds + (others / WaitingForASecond), Math.Max(options.WrongCodeSeconds, options.WrongCodeSecondsAtMost)));

    /// <summary>What a right code opened.</summary>
    internal sealed record Opened(ReceiptCode Code, FollowUpView View);
}
