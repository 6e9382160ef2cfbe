using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Functions.Cases;

namespace Gbv.Functions.Responders;

/// <summary>Who said "quen biết người liên quan" sees nothing of the case any more, on no item and for good (domain §3).</summary>
internal static class Conflicts
{
    public static bool Declared(CasePartition partition, string personId) => partition.Events.Any(e =>
        e.Kind == EventKind.Declined && e.By.Id == personId && e.Detail == DeclineReason.Conflict.Code());
}
