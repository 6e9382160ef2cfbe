namespace Gbv.Functions.Referrals;

/// <summary>Times of the machinery behind referrals; deadlines for people are rules of the domain.</summary>
public sealed class ReferralOptions
{
    public const string Section = "Referrals";

    /// <summary>Age in minutes at which the sweep announces an effect again.</summary>
    public double SweepAfterMinutes { get; set; } = 15;

    /// <summary>Age in hours at which a partition of nothing but cancelled operations is removed.</summary>
    public double RemoveOrphansAfterHours { get; set; } = 24;

    /// <summary>Days for which an e-mailed link opens its item.</summary>
    public double LinkDays { get; set; } = 60;

    /// <summary>Seconds after which a mail of unknown outcome is sent again; an immediate one after a tenth of it.</summary>
    public double RepeatMailAfterSeconds { get; set; } = 300;

    /// <summary>Seconds after which an effect that failed is tried again; each further failure waits three times as long.</summary>
    public double RetryAfterSeconds { get; set; } = 5;

    /// <summary>Longest wait in minutes; after five failures always this.</summary>
    public double RetryAtMostMinutes { get; set; } = 60;
}
