using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Gbv.Functions.Hosting;

/// <summary>How large and how slow a request may be (settings <c>Limits:*</c>): whoever sends drop by drop must not hold the program.</summary>
public sealed class LimitOptions
{
    public const string Section = "Limits";

    /// <summary>Kilobytes of a body; files and workbooks have limits of their own.</summary>
    public int BodyKilobytes { get; set; } = 1024;

    /// <summary>Seconds until a request's headers are there.</summary>
    public int HeaderSeconds { get; set; } = 10;

    /// <summary>Bytes a second at which a body must come, and an answer be taken, at least.</summary>
    public int BytesPerSecond { get; set; } = 50;

    /// <summary>Seconds before that counts: a phone on a bad line may fall silent for a while in the middle of a form.</summary>
    public int SilentSeconds { get; set; } = 60;

    /// <summary>A journey that was filled in within fewer seconds is marked for the coordinator; it is never refused.</summary>
    public int ReadingSeconds { get; set; } = 4;

    /// <summary>A long story must still fit, and Kestrel wants a silence of more than a second.</summary>
    public bool AreUsable => BodyKilobytes >= 256 && HeaderSeconds > 0 && BytesPerSecond > 0 && SilentSeconds > 1 && ReadingSeconds >= 0;

    internal void Apply(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = BodyKilobytes * 1024L;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(HeaderSeconds);
        limits.MinRequestBodyDataRate = limits.MinResponseDataRate = new MinDataRate(BytesPerSecond, TimeSpan.FromSeconds(SilentSeconds));
    }
}
