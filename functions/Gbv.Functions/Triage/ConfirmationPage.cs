using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Referrals;
using Gbv.Functions.Responders;
using Gbv.Functions.Triage.Actions;
using Gbv.Functions.Triage.Views;

namespace Gbv.Functions.Triage;

/// <summary>
/// The second person's page: reads why a case is to be closed, held or no longer held, and confirms or rejects it. Until then a case to
/// be closed counts as open.
/// </summary>
internal sealed class ConfirmationPage(CaseChanges changes, CaseStore cases, AccessLog access, TimeProvider time) : IItemPage
{
    private const string Confirm = "confirm";
    private const string Reject = "reject";

    public bool Handles(LinkKind kind) => kind == LinkKind.Confirmation;

    public Task<IResult> ShowAsync(ItemContext context, CancellationToken ct) => ShowAsync(context, new FormValues(context.Draft), [], ct);

    public async Task<IResult> PostAsync(ItemContext context, IFormCollection form, CancellationToken ct)
    {
        var values = FormValues.From(form);
        var plan = Answering.Plan(context, values) ?? Plan(context, values);
        if (plan is null) return context.SeeAgain();
        if (plan.Decide is not { } decide) return await ShowAsync(context, values, plan.Errors, ct);
        var result = await changes.ApplyAsync(context.Case!, (read, now) => decide(read, now), ct);
        if (result == ChangeResult.Done) return context.SeeAgain();
        var read = await cases.ReadAgainAsync(context.Case!, ct);
        var fresh = context with { Case = read, Item = read?.Item(context.Target.Item) };
        return await ShowAsync(fresh, values, [new FieldError("", context.T[result == ChangeResult.Busy ? "triage.busy" : "triage.refused"])], ct);
    }

    private async Task<IResult> ShowAsync(ItemContext context, FormValues typed, IReadOnlyList<FieldError> errors, CancellationToken ct)
    {
        var c = new TriageCase(context, time.GetUtcNow());
        if (!c.Item.IsHeld || c.Item.AcceptedBy != context.Person.Id) return TriagePage.ClosedDoor(c, typed, errors);
        await access.RecordAsync(c.Case.Id, context.Actor, c.Item.Hold is null ? "report" : "hold", $"confirmation:{c.Item.Id}, {context.ActingName}", ct);
        return StaffPage.Of<ConfirmationView>(new()
        {
            [nameof(ConfirmationView.Case)] = c,
            [nameof(ConfirmationView.Forms)] = Forms(c.T, c.Item.Hold is null ? "triage.confirm" : "triage.hold.confirm"),
            [nameof(ConfirmationView.Typed)] = typed,
            [nameof(ConfirmationView.Errors)] = errors,
        });
    }

    private static IReadOnlyList<FormModel> Forms(Texts t, string confirm) =>
    [
        new(Confirm, t[confirm + ".title"], t[confirm + ".button"], []) { Intro = t[confirm + ".intro"], Bare = true },
        new(Reject, t[confirm + ".reject"], t["triage.reject.button"], [new LongText("reject-reason") { Label = t["triage.reason"], Required = true, Rows = 3, MaxLength = 1000 }]),
        Answering.DeclineForm(t),
    ];

    private static ActionPlan? Plan(ItemContext context, FormValues form) => form.Action switch
    {
        Confirm => ActionPlan.Do((read, now) => Confirmed(context, read, now)),
        Reject when form.Text("reject-reason", 1000) is { } reason => ActionPlan.Do((read, now) => Rejected(context, read, now, reason)),
        Reject => ActionPlan.Wrong(new FieldError("reject-reason", context.T["triage.reject.missing"])),
        _ => null,
    };

    private static CaseChange? Confirmed(ItemContext context, CasePartition read, DateTimeOffset now)
    {
        if (Held(context, read) is { Hold: { } hold } asked) return Completed(LegalHold.Confirm(context, read, asked, hold, now), asked, now);
        if (Held(context, read) is not { Closure: { } closure } item || CaseTransitions.TryMove(read.Case.State, CaseAction.Close) is null) return null;
        var change = new CaseChange(read, now, EventKind.ClosureConfirmed, context.Actor, item.Id, closure.Code());
        CloseCase.Finish(change, read, now, closure);
        return Completed(change, item, now);
    }

    private static CaseChange Completed(CaseChange change, WorkItem item, DateTimeOffset now)
    {
        change.Put(item with { State = ItemTransitions.TryMove(item.State, ItemAction.Complete)!.Value, CompletedAt = now, TakeBack = null });
        return change;
    }

    /// <summary>The case goes on; whoever asked is told by a new item, because nobody else would look.</summary>
    private static CaseChange? Rejected(ItemContext context, CasePartition read, DateTimeOffset now, string reason)
    {
        if (Held(context, read) is not { } item) return null;
        var change = item.Hold is { } hold
            ? LegalHold.Reject(context, read, item, hold, now)
            : new CaseChange(read, now, EventKind.Reopened, context.Actor, item.Id, "closure-rejected");
        change.Put(item with { State = ItemTransitions.TryMove(item.State, ItemAction.FindNotPossible)!.Value, CompletedAt = now, TakeBack = null });
        change.Note(NoteKind.Decision, context.ActingName, reason, item.Id);
        if (item.Hold is null) change.Case = change.Case with { Closure = null, ClosureConfirmed = false };
        var roster = Conflicts.RosterOf(read, context.Directory).ForItem(service: null);
        var closer = roster.Find(Answering.AskedBy(read, item)) ?? roster.Coordinator();
        if (closer is null) return change;
        Routing.Add(change, read, new PlannedItem
        {
            Kind = ItemKind.Triage,
            ResponderId = closer.Id,
            BackupId = roster.CoordinatorBackup(closer)?.Id,
            Basis = Basis.Coordination,
        }, read.Case.Urgency, context.Directory, now);
        return change;
    }

    private static WorkItem? Held(ItemContext context, CasePartition read) =>
        read.Item(context.Target.Item) is { IsHeld: true } item && item.AcceptedBy == context.Person.Id
        && !Answering.IsOwn(read, item, context.Person.Id) ? item : null;
}
