using Gbv.Domain.Cases;
using Gbv.Domain.Directory;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Cases;

/// <summary>Who said "quen biết người liên quan" is asked for nothing in the case any more and sees nothing of it, for good (domain §3).</summary>
public static class Conflicts
{
    public static HashSet<string> Of(CasePartition read) => Of(read.Events);

    /// <summary>Also whoever says so with this very change.</summary>
    public static HashSet<string> Of(CasePartition read, CaseChange change) => Of(read.Events.Append(change.Event));

    /// <summary>Everybody of the directory who may know of this case.</summary>
    public static Roster RosterOf(CasePartition read, CommuneDirectory directory) => new(directory, Exclusions.Of(read.Report), Of(read));

    public static bool Declared(CasePartition read, string personId) => Of(read).Contains(personId);

    private static HashSet<string> Of(IEnumerable<CaseEvent> events) =>
        [.. events.Where(e => e.Kind == EventKind.Declined && e.Detail == DeclineReason.Conflict.Code()).Select(e => e.By.Id).OfType<string>()];
}
