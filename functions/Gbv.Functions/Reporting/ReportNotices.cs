using Gbv.Domain.Directory;
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

    /// <summary>Mails whoever has not been told; true when everybody has been, or never can be.</summary>
    public async Task<bool> SendAsync(LedgerEntry entry, CancellationToken ct)
    {
        var commune = await directory.GetAsync(entry.Area, ct) ?? throw new InvalidOperationException($"The directory has no area '{entry.Area}'.");
        var done = true;
        foreach (var recipient in Recipients(commune)) done &= await SendAsync(entry, commune, recipient, ct);
        return done;
    }

    /// <summary>The statutory recipients and the coordinator of this very area; the stand-in while the coordinator is away.</summary>
    internal static IReadOnlyList<DirectoryEntry> Recipients(CommuneDirectory commune)
    {
        var own = commune.Entries.Where(e => e.Commune == commune.Commune.Code).ToList();
        var away = own.Any(e => e.OnLeave && e.Roles.Contains(DirectoryRole.Coordinator));
        return
        [
            .. own.Where(e => e.Roles.Contains(DirectoryRole.ReportRecipient) || e.Roles.Contains(DirectoryRole.Coordinator)
                || (away && e.Roles.Contains(DirectoryRole.StandIn))).DistinctBy(e => e.Id),
        ];
    }

    private async Task<bool> SendAsync(LedgerEntry entry, CommuneDirectory commune, DirectoryEntry recipient, CancellationToken ct)
    {
        var stage = entry.Stage;
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

        var state = await MailAsync(entry, commune, recipient, claimed.Ref, ct);
        if (state is null) return false;
        await ledger.ChangeAsync(entry.Period, entry.Area, e => With(e, claimed with { State = state.Value, At = time.GetUtcNow() }), ct);
        return true;
    }

    private async Task<NoticeState?> MailAsync(LedgerEntry entry, CommuneDirectory commune, DirectoryEntry recipient, string reference, CancellationToken ct)
    {
        var target = new LinkTarget(entry.Period.ToString(), entry.Stage, recipient.Id, entry.Area, reference, time.GetUtcNow() + LinkLife);
        var link = await links.IssueAsync(target, ct);
        var t = Texts.For(Texts.Vietnamese);
        var name = ReportDocument.Name(entry.Period, t);
        var period = entry.Provisional ? $"{name} ({t["reporting.mark.provisional"]})" : name;
        return await mailer.SendAsync(new MailTexts().Report(new ReportMail(recipient, commune.Commune, reference, link, period)), ct) switch
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
