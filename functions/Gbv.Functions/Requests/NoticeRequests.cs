using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Functions.Cases;

namespace Gbv.Functions.Requests;

/// <summary>
/// A mail that says nothing but that there is something to read, to whoever asked for it: at most one a day, none once the message
/// was read, the code locked or contact stopped.
/// </summary>
internal static class NoticeRequests
{
    public const string Detail = "notice";

    private static readonly Texts T = Texts.For(Texts.Vietnamese);

    /// <summary>An official's own address is not taken: whoever reads that mailbox may be somebody who must not be told.</summary>
    public static CaseChange Change(CasePartition read, ReporterRequest request, CommuneDirectory directory, DateTimeOffset now)
    {
        var asked = read.RequestContent(request.Id)?.NoticeTo;
        var to = directory.Entries.Any(e => string.Equals(e.Email, asked, StringComparison.OrdinalIgnoreCase)) ? null : asked;
        var change = new CaseChange(read, now, EventKind.Note, Actor.System, detail: Detail);
        change.Remove(request);
        change.Put(read.Incidents[0] with { NoticeTo = to });
        if (to is null) change.Case = change.Case with { NoticeDueAt = null };
        change.Note(NoteKind.Decision, T["requests.by"], T[to is not null ? "requests.notice.on" : asked is null ? "requests.notice.off" : "requests.notice.office"]);
        return change;
    }

    /// <summary>The mail whose time has come, or null.</summary>
    public static CaseChange? Due(CasePartition read, DateTimeOffset now)
    {
        if (read.IsErased || read.Case.NoticeDueAt is not { } at || at > now) return null;
        var change = new CaseChange(read, now, EventKind.Note, Actor.System, detail: Detail);
        change.Case = change.Case with { NoticeDueAt = null };
        if (!IsUnread(read)) return change;
        change.Case = change.Case with { NoticedAt = now };
        change.Mail(CaseMailKind.Reporter, CaseMail.ToReporter, null);
        return change;
    }

    /// <summary>Where a notice goes now; null where none may go.</summary>
    public static string? To(CasePartition read) => read.Case.ReceiptOpens ? read.Incidents[0].NoticeTo : null;

    private static bool IsUnread(CasePartition read) => To(read) is not null
        && read.Messages.LastOrDefault(m => !m.FromReporter) is { } newest && !(read.LastVisit >= newest.At);
}
