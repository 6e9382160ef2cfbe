using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Functions.Cases;
using Gbv.Functions.Responders;
using Gbv.Functions.Triage.Actions;

namespace Gbv.Functions.Triage;

/// <summary>One case before the person who decides about it: all that forms and actions need.</summary>
public sealed class TriageCase(ItemContext context, DateTimeOffset now)
{
    public ItemContext Context { get; } = context;
    public DateTimeOffset Now { get; } = now;
    public CasePartition Case { get; } = context.Case ?? throw new InvalidOperationException("A triage link without a case.");
    public WorkItem Item { get; } = context.Item ?? throw new InvalidOperationException("A triage link without an item.");
    public Roster Roster { get; } = Conflicts.RosterOf(context.Case!, context.Directory);
    public Consents Consents { get; } = Consents.Of(context.Case!);

    public Texts T => Context.T;

    /// <summary>What was told, with the age as triage knows it.</summary>
    public Report Report { get; } = context.Case!.KnownReport;

    public CaseRecord Record => Case.Case;
    public bool IsClosed => Record.State == CaseState.Closed;

    /// <summary>Accepted by this person; a finished triage stays the page from which the case is led.</summary>
    public bool IsMine => IsHeldBy(Item, Context.Person.Id);

    /// <summary>A closing that waits for its second person.</summary>
    public WorkItem? PendingClosure => Case.Items.LastOrDefault(i => i is { Kind: ItemKind.Confirmation, Hold: null } && (i.IsOpen || i.IsHeld));

    /// <summary>A hold, or its end, that waits for its second person.</summary>
    public WorkItem? PendingHold => LegalHold.Pending(Case);

    public IEnumerable<WorkItem> UnfinishedReferrals => Case.Items.Where(IsUnfinishedReferral);

    public string NameOf(string? personId) => Context.Directory.Find(personId)?.Name ?? T["triage.somebody"];

    public string UnitAndName(DirectoryEntry entry) => $"{entry.Name} ({entry.Unit})";

    public static bool IsHeldBy(WorkItem? item, string person) =>
        item is { State: ItemState.Accepted or ItemState.InProgress or ItemState.Completed } && item.AcceptedBy == person;

    public static bool IsUnfinishedReferral(WorkItem item) => item.Kind == ItemKind.Referral && (item.IsOpen || item.IsHeld);
}
