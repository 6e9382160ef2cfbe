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
