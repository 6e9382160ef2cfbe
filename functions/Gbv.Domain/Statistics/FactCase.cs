using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;

namespace Gbv.Domain.Statistics;

/// <summary>The facts of one person: all incidents, with the process figures that stand on the first one's row (design §4).</summary>
public sealed class FactCase
{
    private FactCase(CaseFact[] incidents)
    {
        Incidents = incidents;
        First = incidents[0];
        IsHandled = First.WasServed() || Array.Exists(incidents, i => i.Measures.Count > 0);
    }

    public CaseFact First { get; }
    public IReadOnlyList<CaseFact> Incidents { get; }
    public string Key => First.CaseKey;
    public IReadOnlyList<ReferralFact> Referrals => First.Referrals;

    /// <summary>A closing that still waits for its second person leaves the state open, and so does this.</summary>
    public bool IsClosed => First.State == CaseState.Closed;

    /// <summary>Closed by two persons as no case of this record: it leaves the counts and stands on a line of its own.</summary>
    public bool IsLeftOut => First.IsLeftOut;

    public bool WasGiven(params ReadOnlySpan<Service> services)
    {
        for (var n = 0; n < Referrals.Count; n++)
            if (Referrals[n].ServiceGiven && services.Contains(Referrals[n].Service)) return true;
        return false;
    }

    /// <summary>Somebody gave a service, or a measure was decided.</summary>
    public bool IsHandled { get; }

    public bool IsOpenAt(DateTimeOffset moment) => First.IsOpenAt(moment);

    /// <summary>Groups facts by person. A fact that was delivered twice (same key) counts once.</summary>
    public static IReadOnlyList<FactCase> Group(IEnumerable<CaseFact> facts)
    {
        List<FactCase> cases = [];
        Dictionary<string, int> places = [];
        foreach (var fact in facts)
            if (places.TryAdd(fact.CaseKey, cases.Count)) cases.Add(new([fact]));
            else if (places[fact.CaseKey] is var place && cases[place].Incidents.All(i => i.Key != fact.Key))
                cases[place] = new([.. cases[place].Incidents.Append(fact).OrderBy(i => i.Incident)]);
        return cases;
    }
}
