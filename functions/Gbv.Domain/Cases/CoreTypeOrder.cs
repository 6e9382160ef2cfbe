namespace Gbv.Domain.Cases;

/// <summary>
/// The guided questions of the GBVIMS classification: asked in this order, the first that applies is the type.
/// Only a "no" to the last one ("is it gender-based violence at all?") gives <see cref="CoreType.NotGbv"/>.
/// </summary>
public static class CoreTypeOrder
{
    public static readonly IReadOnlyList<CoreType> Questions =
    [
        CoreType.Rape, CoreType.SexualAssault, CoreType.PhysicalAssault, CoreType.ForcedMarriage,
        CoreType.DenialOfResources, CoreType.PsychologicalAbuse,
    ];

    /// <param name="yes">The questions answered with yes.</param>
    /// <param name="isGbv">The seventh question; null while it is not answered.</param>
    public static CoreType Classify(IReadOnlySet<CoreType> yes, bool? isGbv)
    {
        foreach (var type in Questions)
            if (yes.Contains(type)) return type;
        return isGbv == false ? CoreType.NotGbv : CoreType.Unclassified;
    }
}
