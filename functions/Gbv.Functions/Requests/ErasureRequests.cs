using Gbv.Domain.Cases;
using Gbv.Domain.Requests;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout;

namespace Gbv.Functions.Requests;

/// <summary>"Xin xóa": waits, so that it can be undone by whoever was forced to ask, and refused by the coordinator where the law says so.</summary>
internal static class ErasureRequests
{
    private static readonly Texts T = Texts.For(Texts.Vietnamese);

    public static CaseChange Wait(CasePartition read, ReporterRequest request, DateTimeOffset now)
    {
        var due = RequestRules.ErasureDue(request.At);
        var change = new CaseChange(read, now, EventKind.Note, Actor.System, detail: "request-waits");
        change.Put(request with { DueAt = due });
        change.Note(NoteKind.Decision, T["requests.by"], T["requests.erasure.asked", When.Text(T, due)]);
        return change;
    }
}
