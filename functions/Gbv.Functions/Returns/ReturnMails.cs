using Gbv.Domain.Directory;
using Gbv.Domain.Returns;
using Gbv.Domain.Shared;
using Gbv.Functions.Email;
using Gbv.Functions.Links;
using Gbv.Functions.Responders;

namespace Gbv.Functions.Returns;

/// <summary>
/// The mails of the cycle, each once: it stands in the state before the call and after it, so that neither a second instance nor a run that
/// broke off writes twice. Whoever sends has read the state already: it is asked for again only where somebody changed it since. An outcome that nobody recorded is tried again after five minutes under the same reference.
/// </summary>
internal sealed class ReturnMails(ReturnStore store, MailRefs refs, LinkStore links, Mailer mailer, TimeProvider time)
{
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(5);
    private const int MostNames = 40;
    private readonly Texts t = Texts.For(Texts.Vietnamese);
    private readonly MailTexts texts = new();

    /// <summary>Asks a unit for its return, with a link to its form.</summary>
    public Task<bool> AskAsync(CommuneDirectory commune, ReturnCycle cycle, ReturningUnit unit, ReturnState state, string key, bool late, CancellationToken ct) =>
        unit.Person is not { } person ? Task.FromResult(false) : SendAsync(commune, cycle, state, person, key, LinkNames.Return, (reference, link) =>
            late
                ? texts.Plain(person, commune.Commune, reference, t["returns.mail.late.subject", Upper(cycle)], [t["returns.mail.late.body", unit.Name, Name(cycle)], .. Lines(link!)], link)
                : texts.Plain(person, commune.Commune, reference, t["returns.mail.ask.subject", Name(cycle)], [t["returns.mail.ask.body", unit.Name, Name(cycle), TimeLeft(cycle)], .. Lines(link!)], link), ct);

    /// <summary>Says that a return arrived, and until when it can be corrected.</summary>
    public Task<bool> ReceiptAsync(CommuneDirectory commune, ReturnCycle cycle, ReturningUnit unit, ReturnState state, CancellationToken ct) =>
        unit.Person is not { } person ? Task.FromResult(false) : SendAsync(commune, cycle, state, person, ReceiptKey(state), null, (reference, _) =>
            texts.Plain(person, commune.Commune, reference, t["returns.mail.receipt.subject", Name(cycle)],
                [t["returns.mail.receipt.body", unit.Name, Name(cycle), state.SubmittedAt!.Value.Written(), state.SubmittedVersion], state.Late ? "" : t["returns.mail.receipt.open"], t["email.closing"]], null), ct);

    /// <summary>One mail to the coordinator about all who have not returned; on the 20th the draft is there.</summary>
    public Task<bool> BoardAsync(CommuneDirectory commune, ReturnCycle cycle, DirectoryEntry coordinator, ReturnState own, string key, bool draft, IReadOnlyList<ReturningUnit> missing, int all, CancellationToken ct) =>
        SendAsync(commune, cycle, own, coordinator, key, LinkNames.ReturnBoard, (reference, link) => texts.Plain(coordinator, commune.Commune, reference,
            draft ? t["returns.mail.draft.subject", Name(cycle)] : t["returns.mail.board.subject", Upper(cycle)],
            [draft ? t[missing.Count == 0 ? "returns.mail.draft.body-all" : "returns.mail.draft.body", Name(cycle), missing.Count, all] : t["returns.mail.board.body", Upper(cycle), missing.Count, all], Missing(missing), .. Lines(link!)], link), ct);

    public static string ReceiptKey(ReturnState state) => FormattableString.Invariant($"receipt-{state.SubmittedVersion}");

    /// <summary>True when the mail is out, or will never be taken.</summary>
    private async Task<bool> SendAsync(
        CommuneDirectory commune, ReturnCycle cycle, ReturnState read, DirectoryEntry to, string key, string? linkPrefix, Func<string, Uri?, Mail> write, CancellationToken ct)
    {
        var area = commune.Commune.Code;
        var isBoard = read.Unit.Length == 0;
        var item = isBoard ? "board" : read.Unit;
        var target = FormattableString.Invariant($"{linkPrefix ?? LinkNames.Return}{cycle.Code}");
        var fresh = await refs.CreateAsync(new MailRefTarget(target, item, to.Id), ct);
        var now = time.GetUtcNow();
        ReturnMail? claimed = null;
        var current = await store.ChangeAsync(area, cycle, read, state =>
        {
            claimed = state.Mail(key, to.Id) switch
            {
                null => new ReturnMail(key, to.Id, fresh, ReturnMailState.Trying, now),
                { State: ReturnMailState.Trying } mail when now - mail.At >= TryAgain => mail with { At = now },
                _ => null,
            };
            return claimed is null ? null : state.With(claimed);
        }, ct);
        if (claimed is null) return current.Mail(key, to.Id)!.State != ReturnMailState.Trying;

        var link = linkPrefix is null ? null : await links.IssueAsync(new LinkTarget(target, item, to.Id, area, claimed.Ref, (isBoard ? ReturnCalendar.BoardEnds(cycle.Year) : ReturnCalendar.Ends(cycle.Year)).StartInVietnam()), ct);
        ReturnMailState? outcome = await mailer.SendAsync(write(claimed.Ref, link), ct) switch
        {
            MailResult.Accepted => ReturnMailState.Sent,
            MailResult.Refused => ReturnMailState.Refused,
            _ => null,
        };
        if (outcome is not { } known) return false;
        await store.ChangeAsync(area, cycle, current, state => state.With(claimed with { State = known, At = time.GetUtcNow() }), ct);
        return true;
    }

    private string[] Lines(Uri link) => [t["returns.mail.open", link.AbsoluteUri], t["email.code-follows"], t["email.personal"], t["email.closing"]];

    private string TimeLeft(ReturnCycle cycle) =>
        ReturnCalendar.LastDay(cycle.Year).DayNumber - time.GetUtcNow().VietnamDate().DayNumber is var days and > 0 ? t["returns.mail.ask.left", days] : t["returns.mail.ask.last-day"];

    /// <summary>Who has not returned, by name: one mail about all of them. A list that nobody would read to its end is cut off.</summary>
    private string Missing(IReadOnlyList<ReturningUnit> missing) => missing.Count == 0
        ? ""
        : t[missing.Count > MostNames ? "returns.mail.board.missing-many" : "returns.mail.board.missing", string.Join("; ", missing.Take(MostNames).Select(u => u.Person is null ? $"{u.Name} ({t["returns.board.nobody"]})" : u.Name)), missing.Count - MostNames];

    private string Name(ReturnCycle cycle) => cycle.Name.In(t.Language);

    private string Upper(ReturnCycle cycle) => ReturnNames.Upper(cycle, t);
}

/// <summary>How a round of returns is called.</summary>
internal static class ReturnNames
{
    /// <summary>At the beginning of a sentence.</summary>
    public static string Upper(ReturnCycle cycle, Texts t) => string.Concat(cycle.Name.In(t.Language)[..1].ToUpperInvariant(), cycle.Name.In(t.Language).AsSpan(1));
}
