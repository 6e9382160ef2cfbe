using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Retention;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Cases;

/// <summary>
/// Row <c>case</c>: the state of a case and the wraps of its keys. Nothing that was told stands here; its ETag guards every
/// change of the partition.
/// </summary>
public sealed record CaseRecord
{
    public required CaseState State { get; init; }
    public required Journey Journey { get; init; }
    public required CommuneCode Commune { get; init; }
    public required Urgency Urgency { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required string Language { get; init; }

    /// <summary>Whether a code may open status and messages; off when locked, erased or expired.</summary>
    public bool ReceiptOpens { get; init; } = true;

    /// <summary>What a reporter with the code is shown; a third party's is narrower.</summary>
    public PublicStatus PublicStatus { get; init; }

    /// <summary>A form filled by something faster than a person, or with the hidden field: looked at with care, never refused.</summary>
    public bool LooksAutomatic { get; init; }

    public required string OfficeGeneration { get; init; }
    public required byte[] ContentKeyWrap { get; init; }
    public required byte[] MessagesKeyWrap { get; init; }

    /// <summary>The messages key under the key from the receipt: what a code alone opens.</summary>
    public required byte[] ReceiptWrap { get; init; }

    /// <summary>HMAC of the submission id: tells a repeat from a collision.</summary>
    public required byte[] SubmissionMac { get; init; }

    /// <summary>MAC of the content under a key from the submission id: tells a repeat from a change.</summary>
    public required byte[] ContentMac { get; init; }

    /// <summary>HMAC of the secret word under the messages key: checked with the code, and without it tells nothing. Null where none was left.</summary>
    public byte[]? WordMac { get; init; }

    /// <summary>What the reporter asked for and is not done yet, in codes; what was written with it stands sealed in <c>request:&lt;id&gt;</c>.</summary>
    public IReadOnlyList<ReporterRequest> Requests { get; init; } = [];

    /// <summary>Files that the reporter sent, in codes and times.</summary>
    public IReadOnlyList<SentFile> Files { get; init; } = [];

    public int Events { get; init; }

    /// <summary>Hash of the newest event.</summary>
    public byte[] Head { get; init; } = [];

    public DateTimeOffset? TriagedAt { get; init; }
    public DateTimeOffset? FirstAcceptedAt { get; init; }
    public DateTimeOffset? FirstServiceAt { get; init; }
    public DateTimeOffset? ClosedAt { get; init; }
    public ClosureReason? Closure { get; init; }

    /// <summary>False while a closing waits for the second person.</summary>
    public bool ClosureConfirmed { get; init; }

    /// <summary>Random group id that the coordinator sets for one household.</summary>
    public string? Household { get; init; }

    /// <summary>The facts were coarsened: from then on nothing is projected any more.</summary>
    public bool FactsFrozen { get; init; }

    /// <summary>Since when the law demands that the case is kept; then neither time nor a request erases it.</summary>
    public DateTimeOffset? HeldSince { get; init; }

    /// <summary>When a hold was asked for that a second person has not confirmed yet.</summary>
    public DateTimeOffset? HoldAskedAt { get; init; }

    /// <summary>When the reporter is to be told by mail that there is a message; null where nothing is to be told.</summary>
    public DateTimeOffset? NoticeDueAt { get; init; }

    /// <summary>When the reporter was last told so.</summary>
    public DateTimeOffset? NoticedAt { get; init; }

    /// <summary>When whoever leads the case was told that its time is over.</summary>
    public DateTimeOffset? ErasureNoticedAt { get; init; }

    /// <summary>When the keys of this case were destroyed; from then on nothing of it can be read but its event headers.</summary>
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Held, or for a few days on the word of one person: what is erased meanwhile would be gone before the second could say yes.</summary>
    public bool IsHeldAt(DateTimeOffset now) => HeldSince is not null || HoldAskedAt + RetentionRules.HoldUnconfirmed > now;

    public bool IsThirdParty => Journey is Journey.Witness or Journey.Professional;
}
