using Gbv.Domain.Cases;
using Gbv.Domain.Shared;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Triage.Actions;

/// <summary>
/// The folded part of the classification: codes that only reports need. No journey asks for them, because a question that helps nobody
/// has no place before somebody in need; the coordinator writes down what was told anyway.
/// </summary>
internal static class ClassifyDetails
{
    /// <param name="key">The name of a field of this incident.</param>
    public static Fold Fold(Texts t, Func<string, string> key, bool ofPerson) => new(t["triage.details.title"], t["triage.details.intro"],
    [
        Ask<TimeOfDay>(t, key, "time"),
        .. ofPerson ? (Field[])[Ask<MaritalStatus>(t, key, "marital"), Ask<Displacement>(t, key, "displacement")] : [],
        Ask<PerpetratorCount>(t, key, "perpetrators"),
        Ask<PerpetratorAge>(t, key, "perpetrator-age") with { Hint = t["triage.details.main"] },
        Ask<PerpetratorOccupation>(t, key, "perpetrator-occupation") with { Hint = t["triage.details.main"] },
    ]);

    /// <summary>Null where nothing was chosen.</summary>
    public static IncidentDetails? Read(FormValues form, Func<string, string> key)
    {
        var told = new IncidentDetails
        {
            Time = form.One<TimeOfDay>(key("time")) ?? TimeOfDay.NotStated,
            Marital = form.One<MaritalStatus>(key("marital")) ?? MaritalStatus.NotStated,
            Displacement = form.One<Displacement>(key("displacement")) ?? Displacement.NotStated,
            Perpetrators = form.One<PerpetratorCount>(key("perpetrators")) ?? PerpetratorCount.NotStated,
            PerpetratorAge = form.One<PerpetratorAge>(key("perpetrator-age")) ?? PerpetratorAge.NotStated,
            PerpetratorOccupation = form.One<PerpetratorOccupation>(key("perpetrator-occupation")) ?? PerpetratorOccupation.NotStated,
        };
        return told == IncidentDetails.Unknown ? null : told;
    }

    /// <summary>What is known, by field.</summary>
    public static IEnumerable<(string Name, string Code)> Values(IncidentDetails known) =>
    [
        ("time", known.Time.Code()), ("marital", known.Marital.Code()), ("displacement", known.Displacement.Code()), ("perpetrators", known.Perpetrators.Code()),
        ("perpetrator-age", known.PerpetratorAge.Code()), ("perpetrator-occupation", known.PerpetratorOccupation.Code()),
    ];

    private static Pick Ask<T>(Texts t, Func<string, string> key, string name)
        where T : struct, Enum =>
        new(key(name), [.. Enum.GetValues<T>().Skip(1).Select(v => new Option(v.Code(), t.Label(v, "triage")))]) { Label = t["triage.details." + name], Empty = t["triage.unknown"] };
}
