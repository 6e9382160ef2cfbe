namespace Gbv.Functions.FollowUp;

/// <summary>How coming back with a code is slowed down for whoever has none.</summary>
public sealed class FollowUpOptions
{
    public const string Section = "FollowUp";

    /// <summary>Seconds that a code which opens nothing waits for its answer; 0 answers at once.</summary>
    public double WrongCodeSeconds { get; set; } = 1;

    /// <summary>Longest such wait in seconds, when many wrong codes come at once.</summary>
    public double WrongCodeSecondsAtMost { get; set; } = 5;
}
