using CsCheck;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Tests.Referrals;

/// <summary>What the coordinator may and may not do by hand.</summary>
public sealed class CoordinatorRulesTests
{
    private static readonly Dictionary<Service, Basis> None = [];

    [Fact]
    public void With_her_yes_any_service_may_be_asked() =>
        Assert.Equal((Basis.RecordedConsent, null), Decide(A.Witness, new(Service.Shelter, null, false, false), new() { [Service.Shelter] = Basis.RecordedConsent }));

    [Theory]
    [InlineData(Service.Health)]
    [InlineData(Service.Psychosocial)]
    [InlineData(Service.LegalAid)]
    [InlineData(Service.Shelter)]
    [InlineData(Service.SocialWork)]
    [InlineData(Service.Livelihood)]
    [InlineData(Service.Education)]
    [InlineData(Service.CommunitySupport)]
    public void Without_an_adults_yes_no_reason_is_enough(Service service) =>
        Assert.Equal((null, ReferralRefusal.ConsentMissing), Decide(A.Report, new(service, LegalGround.ThreatToLife, true, true)));

    [Fact]
    public void Police_without_her_yes_need_ground_reason_and_a_second_person()
    {
        Assert.Equal((null, ReferralRefusal.GroundMissing), Decide(A.Report, new(Service.Police, null, true, true)));
        Assert.Equal((null, ReferralRefusal.ReasonMissing), Decide(A.Report, new(Service.Police, LegalGround.LegalDuty, false, true)));
        Assert.Equal((null, ReferralRefusal.ApproverMissing), Decide(A.Report, new(Service.Police, LegalGround.LegalDuty, true, false)));
        Assert.Equal((Basis.LifeAtRisk, null), Decide(A.Report, new(Service.Police, LegalGround.ThreatToLife, true, true)));
        Assert.Equal((Basis.Law, null), Decide(A.Report, new(Service.Police, LegalGround.LegalDuty, true, true)));
    }

    [Fact]
    public void Child_protection_for_a_child_at_risk_needs_a_reason()
    {
        Assert.Equal((null, ReferralRefusal.ReasonMissing), Decide(A.Report, new(Service.ChildProtection, null, false, false)));
        Assert.Equal((Basis.Law, null), Decide(A.Report, new(Service.ChildProtection, null, true, false)));
    }

    [Fact]
    public void For_a_child_the_law_names_protection_and_police_and_the_coordinator_decides_the_rest()
    {
        Assert.Equal((Basis.Law, null), Decide(A.Child, new(Service.Police, null, false, false)));
        Assert.Equal((Basis.Law, null), Decide(A.Child, new(Service.ChildProtection, null, false, false)));
        Assert.Equal((null, ReferralRefusal.ReasonMissing), Decide(A.Child, new(Service.Education, null, false, false)));
        Assert.Equal((Basis.Coordination, null), Decide(A.Child, new(Service.Education, null, true, false)));
    }

    [Fact]
    public void Nothing_but_police_and_child_protection_ever_goes_out_without_an_adults_yes() =>
        Gen.Select(Gen.Enum<Service>(), Gen.Enum<LegalGround>().Nullable(), Gen.Bool, Gen.Bool).Sample((service, ground, reason, approver) =>
        {
            var (basis, refusal) = Decide(A.Witness, new(service, ground, reason, approver));
            return basis is null != refusal is null
                && (basis is null || service == Service.ChildProtection && reason || service == Service.Police && reason && approver && ground is not null);
        });

    private static (Basis?, ReferralRefusal?) Decide(Report report, ReferralRequest request, Dictionary<Service, Basis>? consents = null) =>
        CoordinatorRules.Decide(report, request, consents ?? None);
}
