using Gbv.Domain.Cases;
using Gbv.Functions.Cases;
using Gbv.Functions.Responders;

namespace Gbv.Functions.Triage;

/// <summary>What the changes of triage have in common.</summary>
internal static class Recording
{
    /// <summary>A change by whoever leads the case; null where that is no longer this person or the case is closed.</summary>
    public static CaseChange? ByHolder(ItemContext context, CasePartition read, DateTimeOffset now, EventKind kind, string? item = null, string? detail = null) =>
        TriageCase.IsHeldBy(read.Item(context.Target.Item), context.Person.Id) && read.Case.State != CaseState.Closed
            ? new CaseChange(read, now, kind, context.Actor, item ?? context.Target.Item, detail)
            : null;

    /// <summary>The case moved on, with what the reporter is shown of it. An action that does not apply leaves the state.</summary>
    public static void Move(this CaseChange change, CaseAction action) =>
        change.Show(CaseTransitions.TryMove(change.Case.State, action) ?? change.Case.State);
}
