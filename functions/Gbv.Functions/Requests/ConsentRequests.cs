using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Requests;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout;
using Gbv.Functions.Referrals;
using Gbv.Functions.Triage;

namespace Gbv.Functions.Requests;

/// <summary>
/// Consent given or withdrawn service by service. A withdrawal ends the open referrals that rest on it: the normal ones at once,
/// immediate and high ones after the wait.
/// </summary>
internal static class ConsentRequests
{
    private static readonly Texts T = Texts.For(Texts.Vietnamese);

    public static CaseChange Change(CasePartition read, ReporterRequest request, DateTimeOffset now)
    {
        var asked = read.RequestContent(request.Id) ?? throw new Sealing.TamperedException("request");
        List<Service> waiting = [.. asked.No.Where(s => NewestWord.RestingOn(read, s).Any(i => NewestWord.OfWithdrawal(i) == WithdrawalEffect.AfterWait))];
        List<Service> no = [.. asked.No.Except(waiting)];
        var change = Recorded(read, now, asked, no);
        NewestWord.Follow(change, read, asked.Yes, asked.Police, no);

        var due = request.At + RequestRules.Wait;
        if (waiting.Count == 0) change.Remove(request);
        else change.Put(request with { DueAt = due, Services = waiting });
        Note(change, asked, no, waiting, due);
        return change;
    }

    /// <summary>The wait is over and nobody has undone it.</summary>
    public static CaseChange CarryOut(CasePartition read, ReporterRequest request, DateTimeOffset now)
    {
        var change = new CaseChange(read, now, EventKind.ConsentRecorded, Actor.Reporter, detail: Consents.Detail([], null, request.Services));
        NewestWord.Stop(change, read, request.Services);
        change.Remove(request);
        change.Note(NoteKind.Consent, T["requests.by"], T["requests.consent.carried-out", T.Labels(request.Services, "triage")]);
        return change;
    }

    /// <summary>Only who may ask to go further is recorded as further: the newest word counts.</summary>
    private static CaseChange Recorded(CasePartition read, DateTimeOffset now, RequestContent asked, List<Service> no) =>
        Consents.Detail(asked.Yes, asked.Police, no) is { Length: > 0 } detail
            ? new CaseChange(read, now, EventKind.ConsentRecorded, Actor.Reporter, detail: detail)
            : new CaseChange(read, now, EventKind.Note, Actor.System, detail: "request-waits");

    private static void Note(CaseChange change, RequestContent asked, List<Service> no, List<Service> waiting, DateTimeOffset due)
    {
        List<string> parts = [];
        if (asked.Yes.Count > 0) parts.Add(T["requests.consent.yes", T.Labels(asked.Yes, "triage")]);
        if (asked.Police is { } level) parts.Add(T["requests.consent.police", T.Label(level, "triage")]);
        if (no.Count > 0) parts.Add(T["requests.consent.no", T.Labels(no, "triage")]);
        if (waiting.Count > 0) parts.Add(T["requests.consent.waits", T.Labels(waiting, "triage"), When.Text(T, due)]);
        change.Note(NoteKind.Consent, T["requests.by"], string.Join(' ', parts));
    }
}
