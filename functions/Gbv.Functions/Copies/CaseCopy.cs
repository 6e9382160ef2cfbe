using Gbv.Domain.Attachments;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Functions.Cases;

namespace Gbv.Functions.Copies;

/// <summary>
/// What the case holds about the person, as it was when she asked: what she gets as a page and, in this very form, as JSON. What is left
/// out, and why, stands at <see cref="CopyMaker"/>.
/// </summary>
public sealed record CaseCopy
{
    public required DateTimeOffset AskedAt { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string Area { get; init; }
    public required DateTimeOffset ReceivedAt { get; init; }
    public required CaseState State { get; init; }

    /// <summary>Somebody else reported: their words and who they are stay out.</summary>
    public required bool ToldByAnother { get; init; }

    public required Report Report { get; init; }

    /// <summary>Where she wants the neutral mail.</summary>
    public string? NoticeTo { get; init; }

    public IReadOnlyList<CopyText> Additions { get; init; } = [];
    public IReadOnlyList<CopyText> Messages { get; init; } = [];
    public IReadOnlyList<CopyFileSent> Files { get; init; } = [];
    public IReadOnlyList<Classification> Incidents { get; init; } = [];
    public IReadOnlyList<CopyConsent> Consents { get; init; } = [];
    public PoliceConsent? Police { get; init; }
    public IReadOnlyList<CopyReferral> Referrals { get; init; } = [];
    public IReadOnlyList<CopyNote> Notes { get; init; } = [];
    public IReadOnlyList<CopyEvent> Log { get; init; } = [];
}

/// <summary>Something that was written between her and the office.</summary>
public sealed record CopyText(DateTimeOffset At, bool ByYou, string Text);

/// <summary>A file that she sent. What it shows is not in the copy: the office hands it over beside it where she wants that.</summary>
/// <param name="Kind">Of what is kept, as its length; null where nothing is.</param>
public sealed record CopyFileSent(DateTimeOffset At, FileState State, FileKind? Kind, int? Length);

public sealed record CopyConsent(Service Service, Basis Basis);

/// <summary>Who was asked to help.</summary>
/// <param name="Unit">The office, not the official; null for a shelter, whose name alone can tell where it is.</param>
public sealed record CopyReferral(Service Service, Basis Basis, ItemState State, string? Unit, DateTimeOffset AskedAt, DateTimeOffset? AcceptedAt, IReadOnlyList<Service> Given);

/// <summary>That staff wrote something down.</summary>
/// <param name="Text">Only for consent, which is about her alone.</param>
public sealed record CopyNote(DateTimeOffset At, NoteKind Kind, string? Text);

public sealed record CopyEvent(DateTimeOffset At, EventKind Kind, ActorKind By);
