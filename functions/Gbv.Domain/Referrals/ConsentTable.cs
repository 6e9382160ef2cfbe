using Gbv.Domain.Reports;

namespace Gbv.Domain.Referrals;

/// <summary>The rows of the consent table: whose report it is, and how old the person is.</summary>
public enum PersonGroup { AdultSurvivor, From16To17, Under16, ThirdPartyAdult }

/// <summary>When somebody is involved.</summary>
public enum Involvement
{
    Never,
    Always,

    /// <summary>Only with her yes to exactly this service.</summary>
    HerYes,

    /// <summary>Her yes; without it only the coordinator, who records a threat to life or a legal duty and a named approver.</summary>
    HerYesOrApprovedByTwo,

    /// <summary>Danger now or sexual violence against a child.</summary>
    DangerOrSexualViolence,

    /// <summary>An attack going on or a life at risk.</summary>
    AttackOrLifeAtRisk,

    /// <summary>Never by the system; the coordinator may.</summary>
    CoordinatorDecides,

    /// <summary>After her consent, asked by a safe contact.</summary>
    AfterSafeContact,
}

/// <summary>One row of domain §3 "Who is involved without or with consent".</summary>
public sealed record ConsentRow(PersonGroup Group, Involvement Coordinator, Involvement ChildProtection, Involvement Police, Involvement Others);

/// <summary>Who is involved with and without consent, as a table (domain §3; under 16: Law on Children Art. 51).</summary>
public static class ConsentTable
{
    public static readonly IReadOnlyList<ConsentRow> Rows =
    [
        new(PersonGroup.AdultSurvivor, Involvement.Always, Involvement.Never, Involvement.HerYesOrApprovedByTwo, Involvement.HerYes),
        new(PersonGroup.From16To17, Involvement.Always, Involvement.HerYes, Involvement.HerYesOrApprovedByTwo, Involvement.HerYes),
        // Parents and school never by the system: the guardian may be the abuser.
        new(PersonGroup.Under16, Involvement.Always, Involvement.Always, Involvement.DangerOrSexualViolence, Involvement.CoordinatorDecides),
        new(PersonGroup.ThirdPartyAdult, Involvement.Always, Involvement.Never, Involvement.AttackOrLifeAtRisk, Involvement.AfterSafeContact),
    ];

    public static ConsentRow RowFor(Report report)
    {
        var group = GroupOf(report);
        return Rows.Single(r => r.Group == group);
    }

    /// <summary>
    /// Age unknown counts as adult. A professional who recorded her yes or her no speaks for her, so her own row holds;
    /// a witness never does (W4 "có, đồng ý" is no consent).
    /// </summary>
    public static PersonGroup GroupOf(Report report)
    {
        if (report.Age == AgeAnswer.Under16) return PersonGroup.Under16;
        var thirdParty = report.Journey switch
        {
            Journey.Witness => true,
            Journey.Professional => report.ReportedBy?.Consent is not (RecordedConsent.Agreed or RecordedConsent.Declined),
            _ => false,
        };
        if (thirdParty) return PersonGroup.ThirdPartyAdult;
        return report.Age == AgeAnswer.From16To17 ? PersonGroup.From16To17 : PersonGroup.AdultSurvivor;
    }

    /// <summary>Whether the ticks of P6 are the person's own yes: her own journey, or a professional's record that she agreed.</summary>
    public static bool WishesAreConsent(Report report) => report.Journey switch
    {
        Journey.Person or Journey.Danger => true,
        Journey.Professional => report.ReportedBy?.Consent == RecordedConsent.Agreed,
        _ => false,
    };

    /// <summary>How far she said the police may go; the button of the danger form is a yes for the place that was named.</summary>
    public static PoliceConsent? PoliceYes(Report report)
    {
        if (!WishesAreConsent(report)) return null;
        if (report.Journey != Journey.Danger) return report.Police;
        var byButton = string.IsNullOrWhiteSpace(report.Place) ? PoliceConsent.MayContact : PoliceConsent.MayVisit;
        return report.Police > byButton ? report.Police : byButton;
    }

    /// <summary>On what a consented item rests.</summary>
    public static Basis ConsentBasis(Report report) => report.Journey == Journey.Professional ? Basis.RecordedConsent : Basis.Consent;

    /// <summary>Her yes carries it, told by herself or recorded by a professional; it ends with her no.</summary>
    public static bool RestsOnConsent(this Basis basis) => basis is Basis.Consent or Basis.RecordedConsent;
}
