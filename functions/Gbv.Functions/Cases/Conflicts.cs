using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;

namespace Gbv.Functions.Cases;

/// <summary>Who said "quen biết người liên quan" is asked for nothing in the case any more and sees nothing of it, for good (domain §3).</summary>
public static class Conflicts
{
    public static HashSet<string> Of(CasePartition read) =>
        [.. read.Events.Where(e => e.Kind == EventKind.Declined && e.Detail == DeclineReason.Conflict.Code()).Select(e => e.By.Id).OfType<string>()];

    public static bool Declared(CasePartition read, string personId) => Of(read).Contains(personId);
}
