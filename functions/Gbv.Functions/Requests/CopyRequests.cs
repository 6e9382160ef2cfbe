using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Requests;
using Gbv.Functions.Cases;
using Gbv.Functions.Copies;
using Gbv.Functions.Layout;

namespace Gbv.Functions.Requests;

/// <summary>
/// "Xin bản sao": made at once and sealed in the case, called for again when the time to answer is over, and deleted when it was handed
/// over, refused, undone, or when nobody fetched it in time.
/// </summary>
internal static class CopyRequests
{
    private static readonly Texts T = Texts.For(Texts.Vietnamese);

    public static CaseChange Make(CasePartition read, ReporterRequest request, CommuneDirectory directory, DateTimeOffset now)
    {
        var change = new CaseChange(read, now, EventKind.Note, Actor.System, detail: "copy-made");
        Put(change, read, request, directory, now);
        change.Note(NoteKind.Decision, T["requests.by"], T["requests.copy.asked", When.Text(T, RequestRules.AnswerDue(request.At))]);
        return change;
    }

    public static void Put(CaseChange change, CasePartition read, ReporterRequest request, CommuneDirectory directory, DateTimeOffset now) =>
        change.Put(request with { ReadyAt = now, DueAt = RequestRules.AnswerDue(request.At) }, CopyMaker.Pack(CopyMaker.Of(read, request.At, directory, now)));

    /// <summary>Nobody has handed it over within the time to answer; at last it goes.</summary>
    public static CaseChange Due(CasePartition read, ReporterRequest request, DateTimeOffset now)
    {
        var until = RequestRules.CopyUntil(request.At);
        var change = new CaseChange(read, now, EventKind.Note, Actor.System, detail: now < until ? "copy-late" : "copy-expired");
        if (now < until)
        {
            change.Put(request with { DueAt = until });
            change.Note(NoteKind.Decision, T["requests.system"], T["requests.copy.late", When.Text(T, until)]);
            return change;
        }

        End(change, read, request, "requests.copy.expired");
        change.Note(NoteKind.Decision, T["requests.system"], T["requests.copy.gone"]);
        return change;
    }

    /// <summary>The copy goes, and whoever asked in the inbox is told there: neutrally, and where somebody else got it she can say so.</summary>
    public static void End(CaseChange change, CasePartition read, ReporterRequest request, string text)
    {
        change.Remove(request);
        var t = Texts.For(read.Case.Language);
        if (read.Case.ReceiptOpens && !request.ByOffice) change.MessageToReporter(t[text, When.Text(t, request.At)]);
    }
}
