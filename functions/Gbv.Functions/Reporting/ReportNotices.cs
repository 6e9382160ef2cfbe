using Gbv.Domain.Directory;
using Gbv.Domain.Statistics;
using Gbv.Functions.Directory;
using Gbv.Functions.Email;
using Gbv.Functions.Links;

namespace Gbv.Functions.Reporting;

/// <summary>
/// Tells the recipients of an area that a report is there. Who was told stands in the ledger, written before and after each
/// mail, so that a repeated message, a rebuilt report or a second instance does not mail twice.
/// </summary>
internal sealed class ReportNotices(PeriodLedger ledger, DirectoryCache directory, MailRefs refs, LinkStore links, Mailer mailer, TimeProvider time)
{
    private static readonly TimeSpan LinkLife = TimeSpan.FromDays(90);

    /// <summary>A try whose outcome nobody recorded in this time is repeated under the same reference (design §6).</summary>
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Mails whoever has not been told: of a draft the coordinator alone, of a release everybody else. True when all have been, or
    /// never can be.
    /// </summary>
    public async Task<bool> SendAsync(LedgerEntry entry, CancellationToken ct)
    {
        var commune = await directory.GetAsync(entry.Area, ct) ?? throw new InvalidOperationException($"The directory has no area '{entry.Area}'.");
        var drafters = Drafters(commune);
        var done = true;
        if (entry.State == ReportState.Draft)
            foreach (var drafter in drafters) done &= await SendAsync(entry, commune, drafter, entry.Stage, ct);
        if (entry.ReleaseStage is { } stage && entry.Released!.ReleasedBy.Length > 0)
            foreach (var recipient in Recipients(commune, entry.Period.Kind).ExceptBy(drafters.Select(d => d.Id), r => r.Id)) done &= await SendAsync(entry, commune, recipient, stage, ct);
        return done;
    }

    /// <summary>Who sees drafts and releases them: the coordinator, and the stand-in while she is away.</summary>
    internal static IReadOnlyList<DirectoryEntry> Drafters(CommuneDirectory commune)
    {
        var own = commune.Entries.Where(e => e.Commune == commune.Commune.Code).ToList();
        var away = own.Any(e => e.OnLeave && e.Roles.Contains(DirectoryRole.Coordinator));
        return [.. own.Where(e => e.Roles.Contains(DirectoryRole.Coordinator) || (away && e.Roles.Contains(DirectoryRole.StandIn))).DistinctBy(e => e.Id)];
    }

    /// <summary>The statutory recipients of such a report and the coordinator of this very area; the stand-in while the coordinator is away.</summary>
    internal static IReadOnlyList<DirectoryEntry> Recipients(CommuneDirectory commune, PeriodKind kind) =>
        [.. Drafters(commune).Concat(commune.Entries.Where(e => e.Commune == commune.Commune.Code && Gets(e, kind))).DistinctBy(e => e.Id)];

    private static bool Gets(DirectoryEntry entry, PeriodKind kind) =>
        entry.Roles.Contains(DirectoryRole.ReportRecipient) && (entry.ReportKinds.Count == 0 || entry.ReportKinds.Contains(kind));

    private async Task<bool> SendAsync(LedgerEntry entry, CommuneDirectory commune, DirectoryEntry recipient, string stage, CancellationToken ct)
    {
        var reference = Find(entry, recipient.Id, stage)?.Ref ?? await refs.CreateAsync(new MailRefTarget(entry.Period.ToString(), stage, recipient.Id), ct);
        var now = time.GetUtcNow();
        ReportNotice? claimed = null;
        var current = await ledger.ChangeAsync(entry.Period, entry.Area, e =>
        {
            // Runs again when the row changed meanwhile: whoever is the first to write "trying" sends.
            var notice = Find(e, recipient.Id, stage);
            claimed = notice switch
            {
                null => new ReportNotice(recipient.Id, stage, reference, NoticeState.Trying, now),
                { State: NoticeState.Trying } when now - notice.At >= TryAgain => notice with { At = now },
                _ => null,
            };
            return claimed is null ? null : With(e, claimed);
        }, ct);
        if (claimed is null) return Find(current, recipient.Id, stage)?.State is NoticeState.Sent or NoticeState.Refused;

        var state = await MailAsync(entry, commune, recipient, claimed, ct);
        if (state is null) return false;
        await ledger.ChangeAsync(entry.Period, entry.Area, e => With(e, claimed with { State = state.Value, At = time.GetUtcNow() }), ct);
        return true;
    }

    private async Task<NoticeState?> MailAsync(LedgerEntry entry, CommuneDirectory commune, DirectoryEntry recipient, ReportNotice notice, CancellationToken ct)
    {
        var target = new LinkTarget(entry.Period.ToString(), notice.Stage, recipient.Id, entry.Area, notice.Ref, time.GetUtcNow() + LinkLife);
        var link = await links.IssueAsync(target, ct);
        var t = Texts.For(Texts.Vietnamese);
        var name = ReportDocument.Name(entry.Period, t);
        var mark = entry.Provisional ? "reporting.mark.provisional" : notice.Stage == entry.ReleaseStage ? null : "reporting.mark.draft";
        var period = mark is null ? name : $"{name} ({t[mark]})";
        return await mailer.SendAsync(new MailTexts().Report(new ReportMail(recipient, commune.Commune, notice.Ref, link, period)), ct) switch
        {
            MailResult.Accepted => NoticeState.Sent,
            MailResult.Refused => NoticeState.Refused,
            _ => null,
        };
    }

    private static ReportNotice? Find(LedgerEntry entry, string person, string stage) =>
        entry.Notices.FirstOrDefault(n => n.PersonId == person && n.Stage == stage);

    private static LedgerEntry With(LedgerEntry entry, ReportNotice notice) => entry with
    {
        Notices = [.. entry.Notices.Where(n => n.PersonId != notice.PersonId || n.Stage != notice.Stage), notice],
    };
}
