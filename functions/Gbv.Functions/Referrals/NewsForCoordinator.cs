using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Functions.Cases;

namespace Gbv.Functions.Referrals;

/// <summary>
/// A reporter wrote, or a referral ended with nobody asked next: somebody who reads the case must know, and be called like for a
/// new report if nobody answers.
/// </summary>
public static class NewsForCoordinator
{
    public static CaseChange Change(CasePartition read, Effect effect, CommuneDirectory directory, DateTimeOffset now)
    {
        var change = new CaseChange(read, now, EventKind.ItemAdded, Actor.System, detail: effect.Target ?? "message");
        change.Remove(effect);
        Add(change, read, directory, now);
        return change;
    }

    /// <summary>Calls whoever leads the case, as part of a change that somebody has to look at.</summary>
    public static void Add(CaseChange change, CasePartition read, CommuneDirectory directory, DateTimeOffset now, Urgency? urgency = null)
    {
        // Whoever is still being called for this case sees the message when the page is opened.
        if (read.Items.Any(i => i.Kind == ItemKind.Triage && i.IsOpen)) return;
        var roster = Conflicts.RosterOf(read, directory).ForItem(service: null);
        var earlier = read.Items.LastOrDefault(i => i is { Kind: ItemKind.Triage, AcceptedBy: not null })?.AcceptedBy;
        // Somebody on leave would read of it too late; whoever stands in has the same page.
        var leading = roster.Find(earlier);
        var coordinator = (leading is { OnLeave: true } ? null : leading) ?? roster.Coordinator() ?? throw new InvalidOperationException("Nobody in the directory may be told of this case.");
        var planned = new PlannedItem
        {
            Kind = ItemKind.Triage,
            ResponderId = coordinator.Id,
            BackupId = roster.CoordinatorBackup(coordinator)?.Id,
            Basis = Basis.Coordination,
        };
        Routing.Add(change, read, planned, urgency ?? read.Case.Urgency, directory, now);
    }
}
