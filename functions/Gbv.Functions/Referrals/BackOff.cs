namespace Gbv.Functions.Referrals;

/// <summary>When a failed effect is tried again: exponential with jitter, hourly after five failures, for ever (design §4).</summary>
public static class BackOff
{
    /// <summary>After so many failures somebody is alerted.</summary>
    public const int AlertAfter = 5;

    public static TimeSpan After(int failures)
    {
        if (failures > AlertAfter) return TimeSpan.FromHours(1);
        var seconds = 5 * Math.Pow(3, failures - 1);
        return TimeSpan.FromSeconds(seconds * (0.75 + (Random.Shared.NextDouble() / 2)));
    }
}
