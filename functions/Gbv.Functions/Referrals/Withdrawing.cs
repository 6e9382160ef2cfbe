using Gbv.Domain.Referrals;
using Gbv.Functions.Cases;

namespace Gbv.Functions.Referrals;

/// <summary>Ends an item before its work is done.</summary>
public static class Withdrawing
{
    /// <summary>
    /// Ends it, and tells everybody who was asked to stop and not to make contact. The reporter is no longer shown that help is arranged
    /// where this was the only help.
    /// </summary>
    public static void Stop(CaseChange change, CasePartition read, WorkItem item)
    {
        if (ItemTransitions.TryMove(item.State, ItemAction.Withdraw) is not { } state) return;
        change.Put(item with { State = state, NextDueAt = null, TakeBack = null });
        foreach (var person in read.Mails.Where(m => m.Item == item.Id && m.Kind != CaseMailKind.Withdrawal).Select(m => m.PersonId).Distinct())
            change.Mail(CaseMailKind.Withdrawal, person, item.Id);
        change.Show(change.Case.State);
    }
}
