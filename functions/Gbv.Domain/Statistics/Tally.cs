namespace Gbv.Domain.Statistics;

/// <summary>What a table counts: each incident, or each person once.</summary>
internal enum TallyUnit { Incidents, Persons }

/// <summary>
/// A table that is still being counted. Tables of the same cases are counted side by side in one walk: a province has more cases than stay
/// in the processor's caches from one walk to the next.
/// </summary>
/// <param name="Count">Is shown the person and the incident; where persons are counted, the first incident alone.</param>
internal sealed record Tally(TallyUnit Unit, Action<FactCase, CaseFact> Count, Func<ReportTable> Table)
{
    /// <summary>The tables in the order of their tallies, over all incidents of these cases.</summary>
    public static IReadOnlyList<ReportTable> Tables(IReadOnlyList<FactCase> cases, Tally[] tallies)
    {
        foreach (var one in cases)
            for (var n = 0; n < one.Incidents.Count; n++)
                foreach (var tally in tallies)
                    if (n == 0 || tally.Unit == TallyUnit.Incidents) tally.Count(one, one.Incidents[n]);
        return [.. tallies.Select(t => t.Table())];
    }
}
