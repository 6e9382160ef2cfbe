using Gbv.Domain.Reports;

namespace Gbv.Domain.Referrals;

/// <summary>Why the police may be involved without her yes; recorded with the reason (domain §3).</summary>
public enum LegalGround { ThreatToLife, LegalDuty }

/// <summary>Why a referral that the coordinator wants cannot go out yet.</summary>
public enum ReferralRefusal { ConsentMissing, ReasonMissing, GroundMissing, ApproverMissing }

/// <summary>What the coordinator asks for, beside the service.</summary>
/// <param name="Reason">Something was written down.</param>
/// <param name="Approver">A second named person was chosen.</param>
public sealed record ReferralRequest(Service Service, LegalGround? Ground, bool Reason, bool Approver);

/// <summary>
/// On what a referral by the coordinator may rest: the last column of the consent table and the sentences below it. An
/// adult's yes is asked service by service; only the police (two persons) and the protection of a child can do without.
/// </summary>
public static class CoordinatorRules
{
    /// <param name="consents">The services to which she said yes, and how that is known.</param>
    /// <returns>The basis, or what is missing.</returns>
    public static (Basis? Basis, ReferralRefusal? Refusal) Decide(Report report, ReferralRequest request, IReadOnlyDictionary<Service, Basis> consents)
    {
        if (consents.TryGetValue(request.Service, out var consent)) return (consent, null);
        if (ConsentTable.GroupOf(report) == PersonGroup.Under16) return ForChild(request);
        return request.Service switch
        {
            // Law on Children Art. 51: whoever learns of a child at risk informs child protection.
            Service.ChildProtection => request.Reason ? (Basis.Law, null) : (null, ReferralRefusal.ReasonMissing),
            Service.Police => WithoutYes(request),
            _ => (null, ReferralRefusal.ConsentMissing),
        };
    }

    /// <summary>Best interest of the child: the law names child protection and police; for all others the coordinator says why.</summary>
    private static (Basis?, ReferralRefusal?) ForChild(ReferralRequest request)
    {
        if (request.Service is Service.ChildProtection or Service.Police) return (Basis.Law, null);
        return request.Reason ? (Basis.Coordination, null) : (null, ReferralRefusal.ReasonMissing);
    }

    private static (Basis?, ReferralRefusal?) WithoutYes(ReferralRequest request)
    {
        if (request.Ground is not { } ground) return (null, ReferralRefusal.GroundMissing);
        if (!request.Reason) return (null, ReferralRefusal.ReasonMissing);
        if (!request.Approver) return (null, ReferralRefusal.ApproverMissing);
        return (ground == LegalGround.ThreatToLife ? Basis.LifeAtRisk : Basis.Law, null);
    }
}
