using Gbv.Domain.Cases;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// Everything a report is counted from, read once. Facts of earlier months belong to it too: their cases may still be open
/// or be closed in this period.
/// </summary>
public sealed class ReportInput
{
    private readonly IReadOnlyList<FactCase> _cases;

    /// <summary>Area is a commune, or the province for the sum of all; areas are the lines of the province's list by commune, in their order.</summary>
    public ReportInput(Period period, CommuneCode area, IEnumerable<CaseFact> facts, DateTimeOffset now, IReadOnlyList<(CommuneCode Code, string Name)>? areas = null)
    {
        Period = period;
        Area = area;
        Areas = areas ?? [];
        Provisional = !period.IsOver(now);
        AsOf = AsOfIn(period, now);
        _cases = FactCase.Group(facts.Where(f => (area.IsProvince || f.Commune == area) && f.ReceivedAt < AsOf));
        Received = [.. _cases.Where(c => period.Contains(c.First.ReceivedAt))];
        Counted = [.. Received.Where(c => !c.IsLeftOut)];
        var incidents = new List<(FactCase, CaseFact)>(Counted.Sum(c => c.Incidents.Count));
        foreach (var counted in Counted)
            for (var n = 0; n < counted.Incidents.Count; n++) incidents.Add((counted, counted.Incidents[n]));
        Incidents = incidents;
    }

    public Period Period { get; }
    public CommuneCode Area { get; }
    public IReadOnlyList<(CommuneCode Code, string Name)> Areas { get; }

    /// <summary>Communes of which there is no report of this period, by name; only for the province.</summary>
    public IReadOnlyList<string> WithoutReport { get; init; } = [];

    /// <summary>Headlines of earlier periods, counted while the facts were read.</summary>
    public Comparison Earlier { get; init; } = Comparison.None;

    public bool Provisional { get; }
    public DateTimeOffset AsOf { get; }

    /// <summary>All cases known at <see cref="AsOf"/>, whenever they came.</summary>
    public IReadOnlyList<FactCase> Known => _cases;

    /// <summary>Cases that came in during the period.</summary>
    public IReadOnlyList<FactCase> Received { get; }

    /// <summary>The same without those that two persons closed as not GBV, duplicate or transferred.</summary>
    public IReadOnlyList<FactCase> Counted { get; }

    /// <summary>The counted incidents, each with its case.</summary>
    public IReadOnlyList<(FactCase Case, CaseFact Incident)> Incidents { get; }

    /// <summary>
    /// Whether a report of this period can count the fact at all: it was received in the period, or its case was still open at
    /// its end, was closed in it, or was referred or due in it. All else may be let go while reading, so that a month costs no
    /// more memory after years. Of an earlier case only the first incident matters, because the process figures stand there.
    /// </summary>
    public static bool Concerns(CaseFact fact, Period period, DateTimeOffset now)
    {
        var asOf = AsOfIn(period, now);
        if (fact.ReceivedAt >= asOf) return false;
        if (period.Contains(fact.ReceivedAt)) return true;
        if (fact.Incident != 1) return false;
        if (fact.IsOpenAt(asOf) || (fact.ClosedAt is { } closed && period.Contains(closed))) return true;
        for (var n = 0; n < fact.Referrals.Count; n++)
            if (period.Contains(fact.Referrals[n].CreatedAt) || (fact.Referrals[n].DeadlineAt is { } deadline && period.Contains(deadline))) return true;
        return false;
    }

    /// <summary>
    /// The same from a glance, on the safe side: of a closed case of which nothing happened since the period began no report of it can
    /// count anything.
    /// </summary>
    public static bool MayConcern(FactGlance fact, Period period) => !fact.IsClosed || fact.LastMoment >= period.From;

    public bool IsOpen(FactCase fact) => fact.IsOpenAt(AsOf);

    public bool WasClosedInPeriod(FactCase fact) => fact.First is { State: CaseState.Closed, ClosedAt: { } at } && Period.Contains(at) && at < AsOf;

    /// <summary>The moment, where it had come by the time of the report.</summary>
    public DateTimeOffset? Seen(DateTimeOffset? moment) => moment < AsOf ? moment : null;

    private static DateTimeOffset AsOfIn(Period period, DateTimeOffset now) => period.IsOver(now) ? period.Until : now;
}
