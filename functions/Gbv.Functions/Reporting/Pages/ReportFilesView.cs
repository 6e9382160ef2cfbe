namespace Gbv.Functions.Reporting.Pages;

/// <summary>What the page behind a report's link shows.</summary>
public sealed record ReportFilesView
{
    public required string Unit { get; init; }
    public required string Area { get; init; }
    public required string Period { get; init; }
    public required string Path { get; init; }
    public required string Token { get; init; }

    /// <summary>False for somebody who is no recipient any more; then nothing else is shown.</summary>
    public required bool Allowed { get; init; }

    public bool Provisional { get; init; }
    public bool MayRebuild { get; init; }

    /// <summary>The draft, for whoever releases it, and what was released; empty while there is nothing for this person.</summary>
    public IReadOnlyList<ReportVersionView> Versions { get; init; } = [];
}

/// <summary>One version with the files that this person may fetch.</summary>
public sealed record ReportVersionView
{
    public required int Version { get; init; }

    /// <summary>When it was built.</summary>
    public required string Built { get; init; }

    /// <summary>Draft, or released when.</summary>
    public required string State { get; init; }

    public bool MayRelease { get; init; }

    /// <summary>A release puts it on the page for everybody.</summary>
    public bool Publishes { get; init; }

    /// <summary>Whether it stands on the page for everybody or was withdrawn; null where it has no place there.</summary>
    public bool? Public { get; init; }

    public bool MayWithdraw { get; init; }
    public IReadOnlyList<(string Format, string Size)> Files { get; init; } = [];
}
