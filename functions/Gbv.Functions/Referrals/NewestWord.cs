using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Requests;
using Gbv.Functions.Cases;

namespace Gbv.Functions.Referrals;

/// <summary>
/// What the person's newest word about each service does to what is going on already. Only referrals that rest on her yes follow
/// it; law, danger to life and a named approver outrank consent (domain §3).
/// </summary>
internal static class NewestWord
{
    /// <summary>
    /// A no ends the referral, a lower level holds the police who are asked already. Both at once: they take away what she does not want.
    /// A yes, or a wider one, is the coordinator's to use.
    /// </summary>
    public static void Follow(CaseChange change, CasePartition read, IReadOnlyCollection<Service> yes, PoliceConsent? police, IReadOnlyCollection<Service> no)
    {
        Stop(change, read, no);
        if (police is { } level)
            foreach (var item in RestingOn(read, Service.Police).Concat(EndedOn(read, Service.Police)).Where(i => i.Police > level)) Updating.Police(change, item, level);
        Settle(change, [.. yes, .. no, .. police is null ? Array.Empty<Service>() : [Service.Police]]);
    }

    /// <summary>Ends what rests on her yes to these services; a click taken back does not bring it back.</summary>
    public static void Stop(CaseChange change, CasePartition read, IReadOnlyCollection<Service> services)
    {
        foreach (var item in services.SelectMany(s => RestingOn(read, s))) Withdrawing.Stop(change, read, item);
        foreach (var item in services.SelectMany(s => EndedOn(read, s))) change.Put(item with { TakeBack = null });
    }

    /// <summary>Unfinished referrals for this service that end when she says no.</summary>
    public static IEnumerable<WorkItem> RestingOn(CasePartition read, Service service) =>
        read.Items.Where(i => i.Kind == ItemKind.Referral && i.Service == service && OfWithdrawal(i) != WithdrawalEffect.None);

    public static WithdrawalEffect OfWithdrawal(WorkItem item) => RequestRules.OfWithdrawal(item.Basis, item.State, item.Urgency);

    /// <summary>Ended already, by a click that can still be taken back.</summary>
    private static IEnumerable<WorkItem> EndedOn(CasePartition read, Service service) =>
        read.Items.Where(i => i.Service == service && i.Basis.RestsOnConsent() && ItemTransitions.IsFinal(i.State) && i.TakeBack is not null);

    /// <summary>An earlier withdrawal of these services that still waits is overtaken.</summary>
    private static void Settle(CaseChange change, IReadOnlyCollection<Service> services)
    {
        foreach (var earlier in change.Case.Requests.Where(r => r.Services.Intersect(services).Any()).ToList())
        {
            if (earlier.Services.Except(services).ToList() is { Count: > 0 } left) change.Put(earlier with { Services = left });
            else change.Remove(earlier);
        }
    }
}
