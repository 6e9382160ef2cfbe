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

    /// <summary>When and in which version it was built; null while there are no files.</summary>
    public string? Built { get; init; }

    public bool Provisional { get; init; }
    public IReadOnlyList<(string Format, string Size)> Files { get; init; } = [];
}
