using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Functions.Cases;

namespace Gbv.Functions.Referrals;

/// <summary>What a responder's page says changes while somebody works by it: whoever holds the referral is told to read it again first.</summary>
internal static class Updating
{
    /// <summary>Another safe contact, or none, and the word that goes with it: the old number may have become dangerous.</summary>
    public static void Contact(CaseChange change, CasePartition read, SafeContact contact, string? noticeTo)
    {
        change.Put(read.Incidents[0] with { NoticeTo = noticeTo, Report = read.Report with { Contact = contact } });
        change.Case = change.Case with { WordMac = WordMac.Of(read.Keys.Messages, contact.SecretWord) };
        foreach (var item in read.Items.Where(i => i.Kind == ItemKind.Referral)) Tell(change, item);
    }

    /// <summary>The police go no further than this from now on.</summary>
    public static void Police(CaseChange change, WorkItem item, PoliceConsent level)
    {
        change.Put(item with { Police = level });
        Tell(change, item);
    }

    private static void Tell(CaseChange change, WorkItem item)
    {
        if (item is { IsHeld: true, AcceptedBy: { } holder }) change.Mail(CaseMailKind.Update, holder, item.Id);
    }
}
