using Gbv.Domain.Attachments;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Requests;

namespace Gbv.Functions.Cases;

/// <summary>Who did something: the reporter, the system, or a named person of the directory.</summary>
public sealed record Actor(ActorKind Kind, string? Id = null)
{
    public static readonly Actor Reporter = new(ActorKind.Reporter);
    public static readonly Actor System = new(ActorKind.System);

    public static Actor Person(string id) => new(ActorKind.Person, id);
}

public enum ActorKind { Reporter, System, Person }

/// <summary>Row <c>incident:&lt;n&gt;</c>, sealed with the content key. The first holds what was told.</summary>
public sealed record Incident
{
    public required int Number { get; init; }
    public Report? Report { get; init; }

    /// <summary>The first case of the same submission, where a form was sent again with other content.</summary>
    public string? ResentOf { get; init; }

    /// <summary>Where the reporter wants a neutral mail when there is a message; null: nowhere, as long as nobody asked for it.</summary>
    public string? NoticeTo { get; init; }

    /// <summary>Null until triage.</summary>
    public Classification? Classification { get; init; }
}

/// <summary>Row <c>event:&lt;nnnnnn&gt;</c>: append-only, chained by hash, each signed by the role that caused it. Codes only, no text.</summary>
public sealed record CaseEvent
{
    public required int Number { get; init; }
    public required EventKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }
    public required Actor By { get; init; }

    /// <summary>The item that it is about.</summary>
    public string? Item { get; init; }

    /// <summary>Code of the detail, for example a decline reason; never free text.</summary>
    public string? Detail { get; init; }

    /// <summary>The rows that came, changed or went with it, so that a row that was set back later shows. Null in events of older versions.</summary>
    public IReadOnlyList<RowDigest>? Rows { get; init; }

    /// <summary>Hash of the event before.</summary>
    public required byte[] Previous { get; init; }
}

/// <summary>A row as an event left it; without a digest it went.</summary>
public sealed record RowDigest(string Row, string? Digest);

/// <summary>What must still be done after a commit. At least once, hence idempotent.</summary>
public enum EffectKind { Route, NotifyCoordinator, Mail, Facts, Due, Request, Erase, Coarsen, Attachment }

/// <summary>Row <c>effect:&lt;id&gt;</c>.</summary>
public sealed record Effect
{
    public required string Id { get; init; }
    public required EffectKind Kind { get; init; }
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>For a mail its reference, for a request or a file its id, for news their kind.</summary>
    public string? Target { get; init; }

    public int Attempts { get; init; }

    /// <summary>Not before this time; null means at once.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>Whoever leads the case must hear of this, also long after its triage was accepted.</summary>
    /// <param name="reason">What has happened, as a code; the coordinator reads it in the log.</param>
    /// <param name="change">What tells this news from others of the case.</param>
    public static Effect TellCoordinator(string reason, string change, DateTimeOffset now) =>
        new() { Id = "notify-" + change, Kind = EffectKind.NotifyCoordinator, CreatedAt = now, Target = reason };

    /// <summary>This mail is to go out.</summary>
    public static Effect Send(CaseMail mail) => new() { Id = IdOfMail(mail.Ref), Kind = EffectKind.Mail, CreatedAt = mail.CreatedAt, Target = mail.Ref };

    /// <summary>The id of the effect that sends the mail with this reference.</summary>
    public static string IdOfMail(string reference) => "mail-" + reference;
}

/// <summary>Why a mail is sent; decides its words.</summary>
public enum CaseMailKind { Item, Reminder, Withdrawal, Notice, Update, Reporter }

/// <summary>Row <c>mail:&lt;ref&gt;</c>: what one person is told about one item; a reminder starts it anew under the same reference.</summary>
public sealed record CaseMail
{
    /// <summary>Stands for the reporter where else a person of the directory stands; the address lies sealed.</summary>
    public const string ToReporter = "reporter";

    /// <summary>Six Crockford characters, unrelated to case and receipt.</summary>
    public required string Ref { get; init; }

    public required CaseMailKind Kind { get; init; }
    public required string PersonId { get; init; }

    /// <summary>Null for a notice that has no page.</summary>
    public string? Item { get; init; }

    /// <summary>When this mail (the first, the reminder …) was asked for; delivery events from before are about an earlier one.</summary>
    public required DateTimeOffset CreatedAt { get; init; }
    public MailState State { get; init; }
    public int Attempts { get; init; }
    public DateTimeOffset? AttemptedAt { get; init; }
    public DateTimeOffset? StateAt { get; init; }
}

/// <summary>Row <c>message:&lt;time&gt;</c>, sealed with the messages key: one text between reporter and office.</summary>
public sealed record CaseMessage
{
    public required DateTimeOffset At { get; init; }
    public required bool FromReporter { get; init; }
    public required string Text { get; init; }
}

/// <summary>Row <c>addition:&lt;time&gt;</c>, sealed for the office alone: what the reporter told later. The inbox never shows it.</summary>
public sealed record Addition
{
    public required DateTimeOffset At { get; init; }
    public required string Text { get; init; }
}

/// <summary>What became of a file that a reporter sent.</summary>
public enum FileState { Waiting, Ready, Unusable }

/// <summary>A file that the reporter sent. Public: whoever has the code may know that it came and whether it could be used, or why not.</summary>
public sealed record SentFile(string Id, DateTimeOffset At, FileState State, FileProblem? Problem = null);

/// <summary>
/// Row <c>attachment:&lt;id&gt;</c>: a file of the reporter; beside it, wrapped for the office, the key of its blob in quarantine. Kind and length
/// are those of what was made of it, and missing until then.
/// </summary>
public sealed record Attachment
{
    public required string Id { get; init; }
    public required DateTimeOffset At { get; init; }
    public FileKind? Kind { get; init; }
    public int? Length { get; init; }
}

/// <summary>Something that the reporter asked the office to do. Public: whoever has the code may know that it waits, not what it is about.</summary>
public sealed record ReporterRequest
{
    public required string Id { get; init; }
    public required RequestKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Until when it waits and can be undone; null while the office has not looked at it, or where nothing waits.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The services whose withdrawal waits.</summary>
    public IReadOnlyList<Service> Services { get; init; } = [];

    /// <summary>When the copy that was asked for was made.</summary>
    public DateTimeOffset? ReadyAt { get; init; }

    /// <summary>How many rows <c>copy:</c> it has.</summary>
    public int Parts { get; init; }

    /// <summary>A caseworker was asked and not the inbox, which therefore knows nothing of it: the code may be somebody else's.</summary>
    public bool ByOffice { get; init; }
}

/// <summary>Row <c>request:&lt;id&gt;</c>, sealed for the office alone: what a request says.</summary>
public sealed record RequestContent
{
    public SafeContact? Contact { get; init; }
    public IReadOnlyList<Service> Yes { get; init; } = [];
    public PoliceConsent? Police { get; init; }
    public IReadOnlyList<Service> No { get; init; } = [];

    /// <summary>For the notice by mail; null takes it back.</summary>
    public string? NoticeTo { get; init; }
}

/// <summary>Row <c>copy:&lt;request&gt;:&lt;nn&gt;</c>, sealed with the content key: a piece of the copy that waits to be handed over.</summary>
public sealed record CopyPart(byte[] Bytes);

/// <summary>Row <c>message-visit</c>: when the inbox was last opened with the code.</summary>
public sealed record Visit(DateTimeOffset At);

public enum NoteKind { Note, Service, Call, ContactAttempt, Consent, Measure, Decision }

/// <summary>Row <c>note:&lt;time&gt;</c>, sealed with the content key: what staff wrote down, with its item.</summary>
public sealed record CaseNote
{
    public required DateTimeOffset At { get; init; }
    public required string By { get; init; }
    public required NoteKind Kind { get; init; }
    public string? Item { get; init; }
    public required string Text { get; init; }
}
