using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Links;

namespace Gbv.Functions.Responders;

/// <summary>What a link opens; found out from the item in the case, or from what else it names: a report, a yearly return, the board of returns, who read what.</summary>
public enum LinkKind { Referral, Triage, Confirmation, Report, Return, ReturnBoard, Accesses }

/// <summary>How links that belong to no case begin their name; the year or month follows. Every other one is a report's period.</summary>
public static class LinkNames
{
    public const string Return = "return-";
    public const string ReturnBoard = "returns-";
    public const string Accesses = "accesses-";
}

/// <summary>
/// The page behind a link, after the code. Each capability brings its own: it shows one kind of item and takes its actions.
/// The shell has checked link, session, person and form token before it calls; the page still checks what this person may do now.
/// </summary>
public interface IItemPage
{
    bool Handles(LinkKind kind);

    /// <summary>Shows the item. Changes nothing; records the opening before data are shown (design §5).</summary>
    Task<IResult> ShowAsync(ItemContext context, CancellationToken ct);

    /// <summary>
    /// Carries out one action of a form on the page (field <c>action</c>, never beginning with <c>shell-</c>) and answers with
    /// <see cref="ItemContext.SeeAgain"/>, or with the page and its error summary when something typed was wrong.
    /// </summary>
    Task<IResult> PostAsync(ItemContext context, IFormCollection form, CancellationToken ct);
}

/// <summary>A page that also takes a file. Only its links take any, and only from whoever is signed in.</summary>
public interface IUploadPage : IItemPage
{
    /// <summary>In bytes.</summary>
    int LargestFile { get; }

    /// <summary>Takes the file and answers with a page; null where it was larger than <see cref="LargestFile"/>.</summary>
    Task<IResult> UploadAsync(ItemContext context, byte[]? file, CancellationToken ct);
}

/// <summary>Who opened what, and what a page needs for its forms.</summary>
public sealed record ItemContext
{
    public required LinkTarget Target { get; init; }
    public required LinkKind Kind { get; init; }

    /// <summary>The directory entry to which the link was sent.</summary>
    public required DirectoryEntry Person { get; init; }

    /// <summary>At a shared mailbox the name that was picked; else the entry's own.</summary>
    public required string ActingName { get; init; }

    /// <summary>The commune of the case with the province above it.</summary>
    public required CommuneDirectory Directory { get; init; }

    public required Texts T { get; init; }

    /// <summary>Address of this page; forms post to it.</summary>
    public required string Path { get; init; }

    /// <summary>Goes into every form as hidden field <see cref="TokenField"/>.</summary>
    public required string FormToken { get; init; }

    public const string TokenField = "token";

    public string Language => T.Language;

    /// <summary>The case as it was read for this request, or null for a report. A change is decided from it, and from a newer one where others were faster.</summary>
    public CasePartition? Case { get; init; }

    /// <summary>The item of the case, or null for a report.</summary>
    public WorkItem? Item { get; init; }

    /// <summary>What was typed when the session ended under somebody's hands: put it back into the form's fields.</summary>
    public IReadOnlyDictionary<string, string[]> Draft { get; init; } = new Dictionary<string, string[]>();

    public CaseId? CaseId => Target.CaseId;

    /// <summary>Who does it, for events and the access log.</summary>
    public Actor Actor => Actor.Person(Person.Id);

    /// <summary>For a report: its period and what else its sender put there.</summary>
    public string Period => Target.CaseOrPeriod;

    /// <summary>After a change: the browser asks for the page anew, so that reloading repeats nothing.</summary>
    public IResult SeeAgain() => new SeeOther(Path);
}
