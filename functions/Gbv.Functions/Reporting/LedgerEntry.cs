using Azure;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

/// <summary>
/// Life of a report. Each build is a version; a draft is shown to its coordinator alone until she releases it, and a released one is
/// superseded by the next that is released.
/// </summary>
internal enum ReportState { Building, Draft, Released }

/// <summary>What is known of the report of one period and area: whether it is due, its newest files, and who was told.</summary>
internal sealed record LedgerEntry
{
    public required Period Period { get; init; }
    public required CommuneCode Area { get; init; }

    /// <summary>When somebody last asked for it to be built anew; null when only the calendar did.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>When a message was last sent for it.</summary>
    public DateTimeOffset? EnqueuedAt { get; init; }

    /// <summary>0 until the first files are there.</summary>
    public int Version { get; init; }

    public DateTimeOffset? BuiltAt { get; init; }

    /// <summary>The request that the newest files answer.</summary>
    public DateTimeOffset? BuiltFor { get; init; }

    public bool Provisional { get; init; }
    public IReadOnlyList<ReportFile> Files { get; init; } = [];

    /// <summary>Cells that the shareable files withhold; they stay so in later versions.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];

    public IReadOnlyList<ReportNotice> Notices { get; init; } = [];
    public ETag ETag { get; init; }

    /// <summary>How many facts the newest files were counted from, and the newest moment in them.</summary>
    public string? Inputs { get; init; }

    /// <summary>Version of the definitions of the newest files.</summary>
    public string? Definitions { get; init; }

    /// <summary>SHA-256 over all cells of the newest files: the same figures have the same.</summary>
    public string? Figures { get; init; }

    /// <summary>What the recipients have; null until the first release.</summary>
    public ReleasedReport? Released { get; init; }

    /// <summary>Released once and replaced since, the newest last; their files are kept.</summary>
    public IReadOnlyList<ReleasedReport> Superseded { get; init; } = [];

    /// <summary>The released version that was taken off the page for everybody; the next one that is released stands there again.</summary>
    public int? Withdrawn { get; init; }

    public ReportState State => !IsBuilt ? ReportState.Building : Released?.Version == Version ? ReportState.Released : ReportState.Draft;

    /// <summary>All files that somebody may still ask for.</summary>
    public IEnumerable<ReportFile> KeptFiles => [.. Files, .. Released?.Files ?? [], .. Superseded.SelectMany(s => s.Files)];

    public bool IsBuilt => Version > 0;

    /// <summary>Final files are those that were built after the period's end.</summary>
    public bool IsFinal => IsBuilt && !Provisional;

    /// <summary>Never built, built only while the month still ran, or asked for again since.</summary>
    public bool IsDue(DateTimeOffset now) => !IsBuilt || (Provisional && Period.IsOver(now)) || IsAskedFor;

    /// <summary>Somebody asked after the newest files were made.</summary>
    public bool IsAskedFor => RequestedAt > (BuiltFor ?? DateTimeOffset.MinValue);

    /// <summary>Which mail belongs to a draft: the running period and the final one are announced once each, and the first draft after each release.</summary>
    public string Stage => Provisional ? "running" : Released is null ? "final" : $"draft-after-{Released.Version}";

    /// <summary>Which mail tells the recipients; null until there is something to fetch.</summary>
    public string? ReleaseStage => Released is null ? null : $"released-{Released.Version}";

    /// <summary>The newest version becomes the recipients'; null where it is not the one that was looked at, still provisional, or released already.</summary>
    public LedgerEntry? Release(int version, string person, DateTimeOffset now) =>
        Version != version || Provisional || State != ReportState.Draft
            ? null
            : this with
            {
                Released = new ReleasedReport(Version, BuiltAt!.Value, now, person, Inputs ?? "", Definitions ?? "", Files),
                Superseded = [.. (Released is null ? Superseded : [.. Superseded, Released]).TakeLast(KeptVersions)],
            };

    /// <summary>More would not fit into a property of the row (32 Ki characters); a year's report has seldom more than three.</summary>
    private const int KeptVersions = 7;
}

/// <summary>A version that was released: by whom, what it was counted from, and its files with their SHA-256.</summary>
internal sealed record ReleasedReport(int Version, DateTimeOffset BuiltAt, DateTimeOffset ReleasedAt, string ReleasedBy, string Inputs, string Definitions, IReadOnlyList<ReportFile> Files);

/// <summary>One file of a report. The name is what a person sees when saving it.</summary>
internal sealed record ReportFile(string Format, string Name, string Blob, long Length, string Sha256);

/// <summary>How far the mail to a recipient got.</summary>
internal enum NoticeState { Trying, Sent, Refused }

/// <summary>The mail to one person about one stage of a report; the reference is fixed before the first try, so that a repeat carries the same link.</summary>
internal sealed record ReportNotice(string PersonId, string Stage, string Ref, NoticeState State, DateTimeOffset At);
