namespace Gbv.Functions.Referrals;

/// <summary>When a failed effect is tried again: exponential with jitter, hourly after five failures, for ever (design §4).</summary>
public static class BackOff
{
    /// <summary>After so many failures somebody is alerted.</summary>
    public const int AlertAfter = 5;

    /// <summary>By so much the clocks of two instances may differ without anything being wrong. Shorter than the shortest wait.</summary>
    public static readonly TimeSpan Skew = TimeSpan.FromSeconds(2);

    private const double MostJitter = 1.25;

    public static TimeSpan After(int failures, ReferralOptions options) => After(failures, options, MostJitter - (Random.Shared.NextDouble() / 2));

    /// <summary>What <see cref="After(int, ReferralOptions)"/> gives at most.</summary>
    public static TimeSpan AtMostAfter(int failures, ReferralOptions options) => After(failures, options, MostJitter);

    private static TimeSpan After(int failures, ReferralOptions options, double jitter)
    {
        var longest = TimeSpan.FromMinutes(options.RetryAtMostMinutes);
        if (failures > AlertAfter) return longest;
        var wait = TimeSpan.FromSeconds(options.RetryAfterSeconds * Math.Pow(3, failures - 1) * jitter);
        return wait < longest ? wait : longest;
    }
}
