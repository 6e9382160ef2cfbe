using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;
using Gbv.Functions.Layout.Forms;
using Gbv.Functions.Responders;
using Gbv.Functions.Responders.Referral;
using Gbv.Functions.Triage.Actions;

namespace Gbv.Functions.Triage;

/// <summary>Taking a triage or a confirmation on, giving it back, and passing it to somebody else: as with every item, plus what it means for the case.</summary>
internal static class Answering
{
    public const string Accept = "accept";
    public const string Decline = "decline";
    public const string TakeBack = "take-back";

    public static ActionPlan? Plan(ItemContext context, FormValues form) => form.Action switch
    {
        Accept => ActionPlan.Do((read, now) => Accepted(context, read, now)),
        TakeBack => ActionPlan.Do(Edit(context).TakeBack),
        Decline when form.One<DeclineReason>("decline-reason") is { } reason => ActionPlan.Do((read, now) => Declined(context, read, now, reason)),
        Decline => ActionPlan.Wrong(new FieldError("decline-reason", context.T["triage.decline.reason-missing"])),
        _ => null,
    };

    public static FormModel DeclineForm(Texts t) => new(Decline, t["triage.decline.title"], t["triage.decline.button"],
    [
        new Choice("decline-reason", [.. Enum.GetValues<DeclineReason>().Select(r => new Option(r.Code(), t.Label(r, "triage")))])
        {
            Label = t["triage.decline.reason"], Required = true,
        },
    ])
    {
        Intro = t["triage.decline.intro"],
    };

    public static bool CanTakeBack(TriageCase c) => ReferralChanges.Back(c.Case, c.Item, c.Context.Person.Id, c.Now) is not null;

    /// <summary>Whoever wants to close or to hold a case cannot confirm it, whatever mail brought the link.</summary>
    public static bool IsOwn(CasePartition read, WorkItem item, string person) => item.Kind == ItemKind.Confirmation && AskedBy(read, item) == person;

    /// <summary>Who asked for what this confirmation is about.</summary>
    public static string? AskedBy(CasePartition read, WorkItem item) =>
        read.Events.LastOrDefault(e => item.Hold is null ? e.Kind == EventKind.Closed : e.Detail is LegalHold.Asked or LegalHold.LiftAsked)?.By.Id;

    private static CaseChange? Accepted(ItemContext context, CasePartition read, DateTimeOffset now)
    {
        if (read.Item(context.Target.Item) is not { IsOpen: true } item) return null;
        if (Conflicts.Declared(read, context.Person.Id) || IsOwn(read, item, context.Person.Id)) return null;
        var change = Edit(context).Accept(read, now);
        change?.Move(CaseAction.StartTriage);
        return change;
    }

    /// <summary>Also after accepting: only who has read the report can see that the people involved are known.</summary>
    private static CaseChange? Declined(ItemContext context, CasePartition read, DateTimeOffset now, DeclineReason reason)
    {
        var change = Edit(context).Decline(read, now, reason, context.Directory);

        // Whoever is asked instead confirms the same.
        if (read.Item(context.Target.Item) is { Kind: ItemKind.Confirmation } item
            && change?.Items.LastOrDefault(i => i is { Kind: ItemKind.Confirmation, Closure: null, Hold: null }) is { } next)
            change.Put(next with { Closure = item.Closure, Hold = item.Hold });
        return change;
    }

    private static ReferralChanges Edit(ItemContext context) => new(context.Target.Item, context.Person, context.ActingName);
}
