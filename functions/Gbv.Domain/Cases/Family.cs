using Gbv.Domain.Reports;

namespace Gbv.Domain.Cases;

/// <summary>What follows from the relation between the two people.</summary>
public static class Family
{
    /// <summary>
    /// Violence in the family under Law 13/2022/QH15 Art. 3 and 4: spouses, former spouses, living as spouses, kin and in-laws.
    /// Somebody with whom she does not live is outside. Null while nobody has said.
    /// </summary>
    public static bool? IsDomestic(RelationAnswer relation) => relation switch
    {
        RelationAnswer.NotStated => null,
        RelationAnswer.Partner or RelationAnswer.FormerSpouse or RelationAnswer.Parent or RelationAnswer.Child or RelationAnswer.OtherKin => true,
        _ => false,
    };

    /// <summary>Intimate partner violence is wider than the family: a boyfriend counts.</summary>
    public static bool? IsIntimatePartner(RelationAnswer relation) => relation switch
    {
        RelationAnswer.NotStated => null,
        RelationAnswer.Partner or RelationAnswer.FormerSpouse or RelationAnswer.Dating => true,
        _ => false,
    };
}
