using Azure;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

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
    public IReadOnlyList<ReportNotice> Notices { get; init; } = [];
    public ETag ETag { get; init; }

    public bool IsBuilt => Version > 0;

    /// <summary>Final files are those that were built after the period's end.</summary>
    public bool IsFinal => IsBuilt && !Provisional;

    /// <summary>Never built, built only while the month still ran, or asked for again since.</summary>
    public bool IsDue(DateTimeOffset now) => !IsBuilt || (Provisional && Period.IsOver(now)) || RequestedAt > (BuiltFor ?? DateTimeOffset.MinValue);

    /// <summary>Which mail belongs to the files: the running month and the final report are announced once each.</summary>
    public string Stage => Provisional ? "running" : "final";
}

/// <summary>One file of a report. The name is what a person sees when saving it.</summary>
internal sealed record ReportFile(string Format, string Name, string Blob, long Length, string Sha256);

/// <summary>How far the mail to a recipient got.</summary>
internal enum NoticeState { Trying, Sent, Refused }

/// <summary>The mail to one person about one stage of a report; the reference is fixed before the first try, so that a repeat carries the same link.</summary>
internal sealed record ReportNotice(string PersonId, string Stage, string Ref, NoticeState State, DateTimeOffset At);
