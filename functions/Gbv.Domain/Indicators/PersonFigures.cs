using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Indicators;

/// <summary>The four printed numbers of a1: together they are all persons found.</summary>
public sealed record PersonFigures(int GotService, int Declined, int NotReachable, int Waiting)
{
    private const int WorkingDaysInTriage = 5;

    public int Found => GotService + Declined + NotReachable + Waiting;

    public static PersonFigures operator +(PersonFigures a, PersonFigures b) =>
        new(a.GotService + b.GotService, a.Declined + b.Declined, a.NotReachable + b.NotReachable, a.Waiting + b.Waiting);

    /// <summary>
    /// Persons received from <paramref name="from"/> to <paramref name="to"/>, as they stood at the end. Found is who was looked at,
    /// or has waited to be for more than five working days; out are only cases that two persons closed as not of this record.
    /// </summary>
    public static PersonFigures Of(IEnumerable<CaseFact> facts, DateOnly from, DateOnly to)
    {
        var (start, end) = (from.StartInVietnam(), to.AddDays(1).StartInVietnam());
        return FactCase.Group(facts)
            .Where(c => c.First.ReceivedAt >= start && c.First.ReceivedAt < end && !IsOut(c, end) && IsFound(c.First, end))
            .Aggregate(new PersonFigures(0, 0, 0, 0), (sum, c) => sum + Of(c, end));
    }

    /// <summary>The paper book's persons who are not in the system as well.</summary>
    public static PersonFigures Of(CommuneRegisters registers, DateOnly from, DateOnly to) => registers.Of(WorkRegisters.PaperCases)
        .Where(r => !r.Is("online") && !r.Is("type", CoreType.NotGbv.Code()) && r.Date("received") >= from && r.Date("received") <= to)
        .Aggregate(new PersonFigures(0, 0, 0, 0), (sum, r) => sum + r switch
        {
            _ when r.By("served", to) => new(1, 0, 0, 0),
            _ when r.Is("declined") => new(0, 1, 0, 0),
            _ when r.Is("unreachable") => new(0, 0, 1, 0),
            _ => new(0, 0, 0, 1),
        });

    /// <summary>Closed before the end as no case of this record; until the second person agrees it is still open.</summary>
    private static bool IsOut(FactCase person, DateTimeOffset end) => person.IsLeftOut && !(person.First.ClosedAt >= end);

    private static bool IsFound(CaseFact first, DateTimeOffset end) =>
        first.TriagedAt < end || WorkCalendar.Default.AddWorkingDays(first.ReceivedAt, WorkingDaysInTriage) < end;

    /// <summary>A referral alone is no service, and a wish to be left alone counts as declined only where no service was given.</summary>
    private static PersonFigures Of(FactCase person, DateTimeOffset end)
    {
        var given = person.First.WasServed() && !(person.First.FirstServiceAt >= end);
        var closed = person.IsClosed && !(person.First.ClosedAt >= end) ? person.First.Closure : null;
        return (given, closed) switch
        {
            (true, _) => new(1, 0, 0, 0),
            (_, ClosureReason.HerWish) => new(0, 1, 0, 0),
            (_, ClosureReason.Unreachable) => new(0, 0, 1, 0),
            _ => new(0, 0, 0, 1),
        };
    }
}
