using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Referrals;

namespace Gbv.Functions.Requests;

/// <summary>"Đừng liên lạc với tôi nữa", and another safe way of contact.</summary>
internal static class ContactRequests
{
    private static readonly Texts T = Texts.For(Texts.Vietnamese);

    public static CaseChange Stop(CasePartition read, ReporterRequest request, DateTimeOffset now)
    {
        var change = new CaseChange(read, now, EventKind.Contact, Actor.Reporter, detail: ContactChannel.None.Code());
        change.Remove(request);

        // Somebody who told about another person speaks for themselves only: that person's safe contact stays.
        if (read.Report is { ReportedBy: { } reporter } report && read.Case.IsThirdParty)
        {
            change.Put(read.Incidents[0] with { NoticeTo = null, Report = report with { ReportedBy = reporter with { Phone = null } } });
            change.Case = change.Case with { NoticeDueAt = null };
            change.Note(NoteKind.Decision, T["requests.by"], T["requests.contact.stopped.them"]);
            return change;
        }

        // The word stays: with it she can be recognised when she comes back.
        Updating.Contact(change, read, new SafeContact { SecretWord = read.Report.Contact.SecretWord }, noticeTo: null);
        change.Case = change.Case with { NoticeDueAt = null };
        change.Note(NoteKind.Decision, T["requests.by"], T["requests.contact.stopped"]);
        return change;
    }

    public static CaseChange Change(CasePartition read, ReporterRequest request, DateTimeOffset now)
    {
        var asked = read.RequestContent(request.Id)?.Contact ?? throw new Sealing.TamperedException("request");
        var contact = asked with { SecretWord = asked.SecretWord ?? read.Report.Contact.SecretWord };
        var change = new CaseChange(read, now, EventKind.Contact, Actor.Reporter, detail: contact.Channel.Code());
        change.Remove(request);
        Updating.Contact(change, read, contact, read.Incidents[0].NoticeTo);
        change.Note(NoteKind.Decision, T["requests.by"], T["requests.contact.changed", T.Label(contact.Channel, "triage")]);
        return change;
    }
}
