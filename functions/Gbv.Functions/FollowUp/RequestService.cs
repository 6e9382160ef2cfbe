using Gbv.Domain.Cases;
using Gbv.Domain.Requests;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Intake;
using Gbv.Functions.Sealing;

namespace Gbv.Functions.FollowUp;

/// <summary>
/// Asks the office to do something. The public role can read no case, so that it only writes down what is wanted, sealed for the
/// office, and the back role carries it out.
/// </summary>
public sealed class RequestService(ReporterChanges changes, OfficeKeys office)
{
    /// <param name="form">Random, made with the form: the same form sent twice asks once.</param>
    public Task<ReporterResult> AskAsync(ReceiptCode code, string form, RequestKind kind, RequestContent? content, CancellationToken cancellation) =>
        changes.ApplyAsync(code, form, (open, operation, now) =>
        {
            if (ReporterRights.Of(ActOf(kind), open.Record.IsThirdParty, open.Record.WordMac is not null) == ReporterRight.Caseworker) return null;
            if (RequestRules.IsAskedOnce(kind) && open.Record.Requests.Any(r => r.Kind == kind && r.Id != operation)) return null;
            var change = new ReporterChange(open, now, EventOf(kind), kind.Code());
            change.Case = change.Case with { Requests = [.. change.Case.Requests, new() { Id = operation, Kind = kind, At = now }] };
            if (content is not null) change.Add(CaseRow.SealedForOffice(open.Id, CaseRow.Request(operation), office, content));
            change.Put(new Effect { Id = "request-" + operation, Kind = EffectKind.Request, CreatedAt = now, Target = operation });
            return change;
        }, cancellation);

    /// <summary>Back to how it was, while the request still waits.</summary>
    public Task<ReporterResult> UndoAsync(ReceiptCode code, string form, string request, CancellationToken cancellation) =>
        changes.ApplyAsync(code, form, (open, operation, now) =>
        {
            if (open.Record.Requests.FirstOrDefault(r => r.Id == request && CanBeUndone(r)) is not { } waiting) return null;
            var change = new ReporterChange(open, now, EventKind.Request, "undo:" + waiting.Kind.Code());
            change.Case = change.Case with { Requests = [.. change.Case.Requests.Where(r => r.Id != request)] };
            if (waiting.Kind == RequestKind.Consent) change.Delete(CaseRow.Request(request));
            for (var part = 0; part < waiting.Parts; part++) change.Delete(CaseRow.Copy(request, part));
            change.TellCoordinator("undo", operation);
            return change;
        }, cancellation);

    public static bool CanBeUndone(ReporterRequest request) => !request.ByOffice && (request.DueAt is not null || RequestRules.IsAskedOnce(request.Kind));

    private static ReporterAct ActOf(RequestKind kind) => kind switch
    {
        RequestKind.StopContact => ReporterAct.StopContact,
        RequestKind.Contact => ReporterAct.ChangeContact,
        RequestKind.Consent => ReporterAct.ChangeConsent,
        RequestKind.Notice => ReporterAct.Notice,
        RequestKind.Erasure => ReporterAct.Erase,
        _ => ReporterAct.Copy,
    };

    private static EventKind EventOf(RequestKind kind) => kind switch
    {
        RequestKind.StopContact or RequestKind.Contact or RequestKind.Notice => EventKind.Contact,
        RequestKind.Consent => EventKind.Consent,
        _ => EventKind.Request,
    };
}
