using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Tests.Cases;

/// <summary>States, closing, classification and what follows from answers.</summary>
public sealed class CaseRuleTests
{
    public static TheoryData<CaseState, CaseState[]> Pairs() => new()
    {
        { CaseState.Received, [CaseState.Triage, CaseState.Open] },
        { CaseState.Triage, [CaseState.Open, CaseState.Closed] },
        { CaseState.Open, [CaseState.FollowUp, CaseState.Closed] },
        { CaseState.FollowUp, [CaseState.Open, CaseState.Closed] },
        { CaseState.Closed, [CaseState.Open] },
    };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void From_each_case_state_lead_exactly_these_ways(CaseState from, CaseState[] expected) =>
        Assert.Equal(expected.Order(), Enum.GetValues<CaseAction>().Select(a => CaseTransitions.TryMove(from, a)).OfType<CaseState>().Order());

    [Theory]
    [InlineData(ClosureReason.NotGbv, true)]
    [InlineData(ClosureReason.Duplicate, true)]
    [InlineData(ClosureReason.Transferred, true)]
    [InlineData(ClosureReason.NeedsMet, false)]
    [InlineData(ClosureReason.HerWish, false)]
    [InlineData(ClosureReason.Moved, false)]
    [InlineData(ClosureReason.Unreachable, false)]
    public void Closings_that_make_a_case_disappear_need_a_second_person(ClosureReason reason, bool second) =>
        Assert.Equal(second, ClosureRules.NeedsSecondPerson(reason));

    [Fact]
    public void Unreachable_needs_three_safe_attempts()
    {
        Assert.False(ClosureRules.MayClose(ClosureReason.Unreachable, 2));
        Assert.True(ClosureRules.MayClose(ClosureReason.Unreachable, 3));
        Assert.True(ClosureRules.MayClose(ClosureReason.NeedsMet, 0));
    }

    [Fact]
    public void The_first_type_that_applies_is_the_core_type()
    {
        for (var i = 0; i < CoreTypeOrder.Questions.Count; i++)
            Assert.Equal(CoreTypeOrder.Questions[i], CoreTypeOrder.Classify(CoreTypeOrder.Questions.Skip(i).ToHashSet(), isGbv: null));
    }

    [Fact]
    public void Only_a_no_to_the_last_question_gives_not_gbv()
    {
        Assert.Equal(CoreType.NotGbv, CoreTypeOrder.Classify(new HashSet<CoreType>(), isGbv: false));
        Assert.Equal(CoreType.Unclassified, CoreTypeOrder.Classify(new HashSet<CoreType>(), isGbv: true));
        Assert.Equal(CoreType.Unclassified, CoreTypeOrder.Classify(new HashSet<CoreType>(), isGbv: null));
        Assert.Equal(CoreType.Rape, CoreTypeOrder.Classify(new HashSet<CoreType> { CoreType.Rape }, isGbv: false));
    }

    [Theory]
    [InlineData(RelationAnswer.Partner, true)]
    [InlineData(RelationAnswer.FormerSpouse, true)]
    [InlineData(RelationAnswer.Parent, true)]
    [InlineData(RelationAnswer.Child, true)]
    [InlineData(RelationAnswer.OtherKin, true)]
    [InlineData(RelationAnswer.Dating, false)]
    [InlineData(RelationAnswer.SchoolStaff, false)]
    [InlineData(RelationAnswer.FellowPupil, false)]
    [InlineData(RelationAnswer.SuperiorOrColleague, false)]
    [InlineData(RelationAnswer.NeighbourOrAcquaintance, false)]
    [InlineData(RelationAnswer.OnlineAcquaintance, false)]
    [InlineData(RelationAnswer.Stranger, false)]
    [InlineData(RelationAnswer.Other, false)]
    [InlineData(RelationAnswer.NotStated, null)]
    public void Family_is_what_Law_13_2022_calls_so(RelationAnswer relation, bool? domestic) => Assert.Equal(domestic, Family.IsDomestic(relation));

    [Fact]
    public void Every_answer_has_its_code_and_every_finer_code_the_answer_that_it_makes_precise()
    {
        Assert.All(Enum.GetValues<RelationAnswer>(), a => Assert.Equal(a, FactCodes.AnswerOf(FactCodes.RelationOf(a))));
        Assert.All(Enum.GetValues<PerpetratorRelation>().Skip(1), r => Assert.NotEqual(RelationAnswer.NotStated, FactCodes.AnswerOf(r)));
        Assert.Equal(RelationAnswer.OtherKin, FactCodes.AnswerOf(PerpetratorRelation.InLaw));
    }

    [Fact]
    public void A_boyfriend_is_an_intimate_partner_outside_the_family() => Assert.True(Family.IsIntimatePartner(RelationAnswer.Dating));

    [Theory]
    [InlineData(DomesticViolenceAct.HarmToBodyOrLife, 'a')]
    [InlineData(DomesticViolenceAct.NeglectOfDependants, 'd')]
    [InlineData(DomesticViolenceAct.Discrimination, 'đ')]
    [InlineData(DomesticViolenceAct.BlockingFamilyRights, 'g')]
    [InlineData(DomesticViolenceAct.ForcedSexInMarriage, 'i')]
    [InlineData(DomesticViolenceAct.ForcedPornography, 'k')]
    [InlineData(DomesticViolenceAct.ForcedLabourOrFinancialControl, 'o')]
    [InlineData(DomesticViolenceAct.UnlawfulEviction, 'q')]
    public void Acts_have_the_letters_of_the_law(DomesticViolenceAct act, char letter)
    {
        Assert.Equal(letter, DomesticViolenceActs.Letter(act));
        Assert.Equal(act, DomesticViolenceActs.FromLetter(letter));
    }

    [Fact]
    public void Sixteen_acts_have_sixteen_letters() => Assert.Equal(16, DomesticViolenceActs.All.Select(DomesticViolenceActs.Letter).Distinct().Count());

    [Theory]
    [InlineData(CaseState.Received, false, false, PublicStatus.Received)]
    [InlineData(CaseState.Triage, false, false, PublicStatus.BeingLookedAt)]
    [InlineData(CaseState.Open, false, false, PublicStatus.BeingLookedAt)]
    [InlineData(CaseState.Received, true, false, PublicStatus.HelpArranged)]
    [InlineData(CaseState.Open, true, false, PublicStatus.HelpArranged)]
    [InlineData(CaseState.Closed, true, false, PublicStatus.Closed)]
    [InlineData(CaseState.Received, false, true, PublicStatus.Received)]
    [InlineData(CaseState.Open, true, true, PublicStatus.BeingLookedAt)]
    [InlineData(CaseState.Closed, true, true, PublicStatus.Closed)]
    public void Help_is_arranged_only_once_somebody_accepted_and_never_for_a_third_party(CaseState state, bool accepted, bool thirdParty, PublicStatus expected) =>
        Assert.Equal(expected, PublicStatusRule.Of(state, accepted, thirdParty));

    [Fact]
    public void Every_age_answer_has_its_band() =>
        Assert.Equal(
            [AgeBand.Unknown, AgeBand.Under16, AgeBand.From16To17, AgeBand.From18To24, AgeBand.From25To39, AgeBand.From40To59, AgeBand.From60],
            Enum.GetValues<AgeAnswer>().Select(FactCodes.BandOf));

    [Theory]
    [InlineData(AgeBand.From0To11, AgeAnswer.Under16)]
    [InlineData(AgeBand.From12To15, AgeAnswer.Under16)]
    [InlineData(AgeBand.Under16, AgeAnswer.Under16)]
    [InlineData(AgeBand.From16To17, AgeAnswer.From16To17)]
    [InlineData(AgeBand.From60, AgeAnswer.From60)]
    [InlineData(AgeBand.Unknown, null)]
    public void A_refined_band_tells_the_rules_how_old_somebody_is(AgeBand band, AgeAnswer? age) => Assert.Equal(age, FactCodes.AnswerOf(band));

    [Fact]
    public void Forms_are_proposed_from_what_happened() =>
        Assert.Equal(
            [ViolenceForm.Mental, ViolenceForm.Physical, ViolenceForm.Sexual, ViolenceForm.Economic],
            FactCodes.SuggestForms([Happening.Beaten, Happening.ForcedSex, Happening.ThreatsAndControl, Happening.MoneyPapersSchoolWork, Happening.SomethingElse]));
}
