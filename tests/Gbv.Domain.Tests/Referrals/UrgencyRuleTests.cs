using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;

namespace Gbv.Domain.Tests.Referrals;

/// <summary>Domain §3 "Urgency", a test a reason.</summary>
public sealed class UrgencyRuleTests
{
    [Fact]
    public void Danger_now_is_immediate() => Is(Urgency.Immediate, A.Report.InDanger());

    [Fact]
    public void The_danger_form_is_immediate() => Is(Urgency.Immediate, A.DangerForm);

    [Fact]
    public void An_attack_that_a_witness_sees_is_immediate() => Is(Urgency.Immediate, A.Witness.InDanger());

    [Fact]
    public void Injured_now_is_immediate() => Is(Urgency.Immediate, A.Report.With(DangerSign.InjuredNow));

    [Fact]
    public void Thoughts_of_self_harm_are_immediate() => Is(Urgency.Immediate, A.Report.With(DangerSign.SelfHarmThoughts));

    [Theory]
    [InlineData(Happening.ForcedSex)]
    [InlineData(Happening.UnwantedTouch)]
    public void Sexual_violence_against_a_child_is_immediate_however_long_ago(Happening happening) =>
        Is(Urgency.Immediate, A.Child.With(happening) with { LastTime = LastTime.LongerAgo });

    [Theory]
    [InlineData(LastTime.TodayOrYesterday)]
    [InlineData(LastTime.Within3Days)]
    [InlineData(LastTime.Within5Days)]
    public void Rape_within_120_hours_is_immediate(LastTime time) => Is(Urgency.Immediate, A.Report.With(Happening.ForcedSex) with { LastTime = time });

    [Theory]
    [InlineData(LastTime.ThisMonth)]
    [InlineData(LastTime.LongerAgo)]
    [InlineData(LastTime.NotStated)]
    public void Rape_of_an_adult_longer_ago_is_not_immediate_by_itself(LastTime time) =>
        Is(Urgency.Normal, A.Report.With(Happening.ForcedSex) with { LastTime = time });

    [Theory]
    [InlineData(DangerSign.GettingWorse)]
    [InlineData(DangerSign.Strangled)]
    [InlineData(DangerSign.ThreatToKill)]
    [InlineData(DangerSign.Weapon)]
    [InlineData(DangerSign.Pregnant)]
    [InlineData(DangerSign.ChildHarmed)]
    [InlineData(DangerSign.LeavingNow)]
    public void It_repeats_and_one_more_sign_is_high(DangerSign sign)
    {
        Is(Urgency.High, A.Report.With(DangerSign.Repeats, sign));
        Is(Urgency.Normal, A.Report.With(sign));
    }

    [Fact]
    public void Repeating_alone_is_normal() => Is(Urgency.Normal, A.Report.With(DangerSign.Repeats));

    [Fact]
    public void Unsure_about_safety_is_normal() => Is(Urgency.Normal, A.Report with { Safety = SafetyNow.Unsure });

    [Fact]
    public void An_empty_report_is_normal() => Is(Urgency.Normal, A.Report with { Safety = null, Age = AgeAnswer.NotStated });

    [Fact]
    public void What_a_child_hears_on_the_street_is_no_sexual_violence_of_this_rule() => Is(Urgency.Normal, A.Child.With(Happening.VerbalSexualHarassment));

    private static void Is(Urgency expected, Report report) => Assert.Equal(expected, UrgencyRule.Of(report));
}
