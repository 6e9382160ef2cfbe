using Gbv.Domain.Reports;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Cases;

/// <summary>From the words of the journeys to the codes of the facts, in one table (domain §3 "From answers to codes"). Triage refines.</summary>
public static class FactCodes
{
    public static AgeBand BandOf(AgeAnswer age) => age switch
    {
        AgeAnswer.Under16 => AgeBand.Under16,
        AgeAnswer.From16To17 => AgeBand.From16To17,
        AgeAnswer.From18To24 => AgeBand.From18To24,
        AgeAnswer.From25To39 => AgeBand.From25To39,
        AgeAnswer.From40To59 => AgeBand.From40To59,
        AgeAnswer.From60 => AgeBand.From60,
        _ => AgeBand.Unknown,
    };

    /// <summary>The other way, for rules that ask how old somebody is; null where the band does not tell.</summary>
    public static AgeAnswer? AnswerOf(AgeBand band) => band switch
    {
        AgeBand.From0To11 or AgeBand.From12To15 or AgeBand.Under16 => AgeAnswer.Under16,
        AgeBand.From16To17 => AgeAnswer.From16To17,
        AgeBand.From18To24 => AgeAnswer.From18To24,
        AgeBand.From25To39 => AgeAnswer.From25To39,
        AgeBand.From40To59 => AgeAnswer.From40To59,
        AgeBand.From60 => AgeAnswer.From60,
        _ => null,
    };

    /// <summary>Every answer of the pages has its code; where they do not tell relations apart, one of its own.</summary>
    public static PerpetratorRelation RelationOf(RelationAnswer relation) => relation switch
    {
        RelationAnswer.Partner => PerpetratorRelation.Partner,
        RelationAnswer.FormerSpouse => PerpetratorRelation.FormerSpouse,
        RelationAnswer.Dating => PerpetratorRelation.Dating,
        RelationAnswer.Parent => PerpetratorRelation.Parent,
        RelationAnswer.Child => PerpetratorRelation.Child,
        RelationAnswer.OtherKin => PerpetratorRelation.OtherKin,
        RelationAnswer.SchoolStaff => PerpetratorRelation.SchoolStaff,
        RelationAnswer.FellowPupil => PerpetratorRelation.FellowPupil,
        RelationAnswer.SuperiorOrColleague => PerpetratorRelation.SuperiorOrColleague,
        RelationAnswer.NeighbourOrAcquaintance => PerpetratorRelation.NeighbourOrAcquaintance,
        RelationAnswer.OnlineAcquaintance => PerpetratorRelation.OnlineAcquaintance,
        RelationAnswer.Stranger => PerpetratorRelation.Stranger,
        RelationAnswer.Other => PerpetratorRelation.Other,
        _ => PerpetratorRelation.NotStated,
    };

    /// <summary>The other way: as coarse as the pages ask.</summary>
    public static RelationAnswer AnswerOf(PerpetratorRelation relation) => relation switch
    {
        PerpetratorRelation.Partner or PerpetratorRelation.Spouse or PerpetratorRelation.LivingTogether => RelationAnswer.Partner,
        PerpetratorRelation.FormerSpouse => RelationAnswer.FormerSpouse,
        PerpetratorRelation.Dating or PerpetratorRelation.DatingPartner or PerpetratorRelation.FormerDatingPartner => RelationAnswer.Dating,
        PerpetratorRelation.Parent or PerpetratorRelation.OwnParent or PerpetratorRelation.StepParent => RelationAnswer.Parent,
        PerpetratorRelation.Child => RelationAnswer.Child,
        PerpetratorRelation.OtherKin or PerpetratorRelation.Sibling or PerpetratorRelation.InLaw or PerpetratorRelation.OtherRelative => RelationAnswer.OtherKin,
        PerpetratorRelation.SchoolStaff => RelationAnswer.SchoolStaff,
        PerpetratorRelation.FellowPupil => RelationAnswer.FellowPupil,
        PerpetratorRelation.SuperiorOrColleague => RelationAnswer.SuperiorOrColleague,
        PerpetratorRelation.NeighbourOrAcquaintance or PerpetratorRelation.Neighbour or PerpetratorRelation.Acquaintance => RelationAnswer.NeighbourOrAcquaintance,
        PerpetratorRelation.OnlineAcquaintance => RelationAnswer.OnlineAcquaintance,
        PerpetratorRelation.Stranger => RelationAnswer.Stranger,
        PerpetratorRelation.Official or PerpetratorRelation.Other => RelationAnswer.Other,
        _ => RelationAnswer.NotStated,
    };

    /// <summary>Forms that the coordinator sees proposed; nothing is counted before a person has confirmed them.</summary>
    public static IReadOnlyList<ViolenceForm> SuggestForms(IEnumerable<Happening> happenings) =>
        [.. happenings.SelectMany(FormsOf).Distinct().Order()];

    private static IEnumerable<ViolenceForm> FormsOf(Happening happening) => happening switch
    {
        Happening.Beaten => [ViolenceForm.Physical],
        Happening.ForcedSex or Happening.UnwantedTouch => [ViolenceForm.Sexual],
        Happening.VerbalSexualHarassment => [ViolenceForm.Sexual, ViolenceForm.Mental],
        Happening.ThreatsAndControl or Happening.ConfinedOrEvicted or Happening.ForcedOrEarlyMarriage or Happening.OnlineAbuse => [ViolenceForm.Mental],
        Happening.MoneyPapersSchoolWork => [ViolenceForm.Economic],
        _ => [],
    };
}
