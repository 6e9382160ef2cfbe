using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;

namespace Gbv.Domain.Statistics;

/// <summary>The facts of one person: all incidents, with the process figures that stand on the first one's row (design §4).</summary>
public sealed class FactCase
{
    private FactCase(IReadOnlyList<CaseFact> incidents)
    {
        Incidents = incidents;
        First = incidents[0];
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
        foreach (var referral in Referrals)
            if (referral.ServiceGiven && services.Contains(referral.Service)) return true;
        return false;
    }

    public bool HasMeasure(Measure measure) => Incidents.Any(i => i.Measures.Contains(measure));

    /// <summary>Somebody gave a service, or a measure was decided.</summary>
    public bool IsHandled => Referrals.Any(r => r.ServiceGiven) || Incidents.Any(i => i.Measures.Count > 0);

    public bool IsOpenAt(DateTimeOffset moment) => First.IsOpenAt(moment);

    /// <summary>Groups facts by person. A fact that was delivered twice (same key) counts once.</summary>
    public static IReadOnlyList<FactCase> Group(IEnumerable<CaseFact> facts) =>
        [.. facts.DistinctBy(f => f.Key).GroupBy(f => f.CaseKey).Select(g => new FactCase([.. g.OrderBy(f => f.Incident)]))];
}
