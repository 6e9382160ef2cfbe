namespace Gbv.Domain.Cases;

/// <summary>The letters of Law 13/2022/QH15 Art. 3.1. The Vietnamese alphabet has đ and lacks f and j, so counting would be wrong.</summary>
public static class DomesticViolenceActs
{
    private const string Letters = "abcdđeghiklmnopq";

    /// <summary>All sixteen in the order of the law.</summary>
    public static readonly IReadOnlyList<DomesticViolenceAct> All = Enum.GetValues<DomesticViolenceAct>();

    public static char Letter(DomesticViolenceAct act) => Letters[(int)act];

    public static DomesticViolenceAct? FromLetter(char letter) => Letters.IndexOf(letter) is >= 0 and var index ? (DomesticViolenceAct)index : null;
}
