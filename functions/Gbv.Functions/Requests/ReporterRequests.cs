using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Requests;
using Gbv.Functions.Cases;
using Gbv.Functions.Erasing;
using Gbv.Functions.Referrals;

namespace Gbv.Functions.Requests;

/// <summary>
/// What a reporter asked for with the code, carried out by the back role: at once, or, where somebody may be forcing her, after a
/// wait in which it can be undone. Whoever leads the case is told each time.
/// </summary>
internal static class ReporterRequests
{
    /// <summary>The change that a new request makes.</summary>
    public static CaseChange Change(CasePartition read, Effect effect, CommuneDirectory directory, DateTimeOffset now)
    {
        var change = read.Case.Requests.FirstOrDefault(r => r.Id == effect.Target) is not { } request
            // Undone before it was looked at.
            ? new CaseChange(read, now, EventKind.Note, Actor.System, detail: "request-gone")
            : request.Kind switch
            {
                RequestKind.StopContact => ContactRequests.Stop(read, request, now),
                RequestKind.Contact => ContactRequests.Change(read, request, now),
                RequestKind.Consent => ConsentRequests.Change(read, request, now),
                RequestKind.Erasure => ErasureRequests.Wait(read, request, now),
                RequestKind.Notice => NoticeRequests.Change(read, request, directory, now),
                RequestKind.Copy => CopyRequests.Make(read, request, directory, now),
                _ => throw new InvalidOperationException("Unknown request."),
            };
        change.Remove(effect);

        // Nobody has to do anything about a mail.
        if (change.Event.Detail != NoticeRequests.Detail) NewsForCoordinator.Add(change, read, directory, now);
        return change;
    }

    public static bool AnyDue(CasePartition read, DateTimeOffset now) => read.Case.Requests.Any(r => r.DueAt <= now);

    /// <summary>
    /// What is to be done for the next request whose time has come, or null. An erasure that has to wait, for mails or because of a hold,
    /// keeps no other one waiting.
    /// </summary>
    public static CaseChange? Due(CasePartition read, CommuneDirectory directory, DateTimeOffset now) => read.Case.Requests
        .Where(r => r.DueAt <= now).OrderBy(r => r.DueAt).Select(r => Due(read, r, directory, now)).FirstOrDefault(change => change is not null);

    private static CaseChange? Due(CasePartition read, ReporterRequest request, CommuneDirectory directory, DateTimeOffset now)
    {
        if (request.Kind == RequestKind.Erasure) return CaseErasure.Next(read, now, "request");
        var change = request.Kind == RequestKind.Copy ? CopyRequests.Due(read, request, now) : ConsentRequests.CarryOut(read, request, now);
        NewsForCoordinator.Add(change, read, directory, now);
        return change;
    }
}
