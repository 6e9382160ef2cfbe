using Gbv.Domain.Cases;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>The few figures by which a period is compared with an earlier one. All are sums over facts, so that years need no memory.</summary>
public sealed record Headline(int Reports, int Persons, int Incidents, int Domestic, int Outside, int Sexual, int Helped)
{
    public IEnumerable<(string Key, int Value)> Figures =>
    [
        ("reports", Reports), ("persons", Persons), ("incidents", Incidents), ("domestic", Domestic), ("outside", Outside), ("sexual", Sexual), ("helped", Helped),
    ];
}

/// <summary>Counts the headline of one period while facts of an area stream by; each is seen once, and added where it counts.</summary>
public sealed class HeadlineTally(Period period, CommuneCode area)
{
    private readonly DateTimeOffset from = period.From;
    private readonly DateTimeOffset until = period.Until;
    private bool knowsAny;
    private int reports, persons, incidents, domestic, outside, sexual, helped;

    /// <summary>Null where nothing at all had come by the end of the period: then there was nobody to count, which is not the same as none.</summary>
    public Headline? Result => knowsAny ? new Headline(reports, persons, incidents, domestic, outside, sexual, helped) : null;

    /// <summary>Whether the fact has to be read whole and added.</summary>
    public bool Counts(FactGlance fact) => fact.ReceivedAt >= from && fact.ReceivedAt < until;

    /// <summary>Somebody was there to be counted, also where the fact itself came before the period.</summary>
    public void See(FactGlance fact) => knowsAny |= fact.ReceivedAt < until;

    public void Add(CaseFact fact)
    {
        if ((!area.IsProvince && fact.Commune != area) || fact.ReceivedAt >= until) return;
        knowsAny = true;
        if (fact.ReceivedAt < from) return;
        var first = fact.Incident == 1;
        if (first) reports++;
        if (fact.IsLeftOut) return;
        if (first) persons++;
        incidents++;
        if (fact.Domestic == true) domestic++;
        if (fact.Domestic == false) outside++;
        if (fact.CoreType is CoreType.Rape or CoreType.SexualAssault) sexual++;
        if (fact.WasServed()) helped++;
    }

    /// <summary>The tally of facts that are at hand, each of them once.</summary>
    public static Headline? Of(Period? period, CommuneCode area, IEnumerable<CaseFact> facts)
    {
        if (period is null) return null;
        var tally = new HeadlineTally(period, area);
        foreach (var fact in facts) tally.Add(fact);
        return tally.Result;
    }
}

/// <summary>What a period is compared with; null where there is nothing before it.</summary>
public sealed record Comparison(Headline? Before, Headline? YearBefore)
{
    public static readonly Comparison None = new(null, null);
}
