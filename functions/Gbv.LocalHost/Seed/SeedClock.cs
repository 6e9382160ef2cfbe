namespace Gbv.LocalHost.Seed;

/// <summary>A clock for cases of the past: each flow of work has its own time, so that several cases live side by side.</summary>
internal sealed class SeedClock : TimeProvider
{
    private static readonly AsyncLocal<DateTimeOffset?> Now = new();

    public override DateTimeOffset GetUtcNow() => Now.Value ?? System.GetUtcNow();

    /// <summary>It is this time from now on, for the caller and all that it awaits.</summary>
    public static void Set(DateTimeOffset now) => Now.Value = now;
}
