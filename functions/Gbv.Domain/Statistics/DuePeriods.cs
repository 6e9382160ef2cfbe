namespace Gbv.Domain.Statistics;

/// <summary>
/// Which periods an area owes by the calendar. It looks at what is over rather than at what day it is, so that months without a timer
/// are caught up: each period once, in the order in which they ended, a month before the quarter that ends with it.
/// </summary>
public static class DuePeriods
{
    /// <param name="first">The area's first month. A programme year that ended in the middle of it is built by hand only: for most areas it ended before anything had come.</param>
    public static IReadOnlyList<Period> Of(Period first, IEnumerable<PeriodKind> kinds, PeriodCalendar calendar, DateTimeOffset now) =>
        [.. kinds.SelectMany(kind => Of(first, kind, calendar, now)).OrderBy(p => p.Until).ThenBy(p => p.Kind)];

    private static IEnumerable<Period> Of(Period first, PeriodKind kind, PeriodCalendar calendar, DateTimeOffset now)
    {
        for (var period = Period.Of(kind, calendar, first.FirstDay); period?.IsOver(now) == true; period = period.After)
            if (kind != PeriodKind.Programme || period.LastDay >= first.LastDay) yield return period;
    }
}
