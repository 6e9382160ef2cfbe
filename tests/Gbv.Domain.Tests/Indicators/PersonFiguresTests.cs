using Gbv.Domain.Cases;
using Gbv.Domain.Indicators;
using Gbv.Domain.Referrals;
using Gbv.Domain.Statistics;
using Gbv.Domain.Tests.Registers;
using static Gbv.Domain.Tests.Statistics.FactBuilder;

namespace Gbv.Domain.Tests.Indicators;

public sealed class PersonFiguresTests
{
    private static readonly DateOnly From = new(2026, 1, 1);
    private static readonly DateOnly To = new(2026, 11, 19);

    /// <summary>What became of a person, and where it counts: got a service, declined, not reachable, waiting.</summary>
    public static TheoryData<string, int, int, int, int> Ways => new()
    {
        { "served", 1, 0, 0, 0 },
        { "referred only", 0, 0, 0, 1 },
        { "served, then closed by her wish", 1, 0, 0, 0 },
        { "closed by her wish", 0, 1, 0, 0 },
        { "unreachable", 0, 0, 1, 0 },
        { "moved", 0, 0, 0, 1 },
        { "not gbv, two persons agreed", 0, 0, 0, 0 },
        { "not gbv, second person not yet asked", 0, 0, 0, 1 },
        { "in triage for three days", 0, 0, 0, 0 },
        { "in triage for weeks", 0, 0, 0, 1 },
        { "served after the end", 0, 0, 0, 1 },
        { "received after the end", 0, 0, 0, 0 },
    };

    [Theory, MemberData(nameof(Ways))]
    public void Each_person_found_stands_in_exactly_one_number(string way, int got, int declined, int notReachable, int waiting) =>
        Assert.Equal(new PersonFigures(got, declined, notReachable, waiting), PersonFigures.Of([Fact(way)], From, To));

    [Fact]
    public void Two_incidents_of_one_person_count_once()
    {
        var first = Fact("served");
        Assert.Equal(1, PersonFigures.Of([first, first with { Key = "x2", Incident = 2, Referrals = [] }, first], From, To).Found);
    }

    [Theory]
    [InlineData("", "", 0, 0, 0, 1)]
    [InlineData("served", "2026-05-01", 1, 0, 0, 0)]
    [InlineData("declined", "yes", 0, 1, 0, 0)]
    [InlineData("unreachable", "yes", 0, 0, 1, 0)]
    [InlineData("online", "yes", 0, 0, 0, 0)]
    [InlineData("type", "not-gbv", 0, 0, 0, 0)]
    [InlineData("received", "2025-12-31", 0, 0, 0, 0)]
    public void The_paper_book_adds_who_is_not_in_the_system(string column, string value, int got, int declined, int notReachable, int waiting)
    {
        var row = Rows.PaperCase();

        Assert.Equal(new PersonFigures(got, declined, notReachable, waiting), PersonFigures.Of(Rows.In(column.Length == 0 ? row : row.With((column, value))), From, To));
    }

    [Fact]
    public void Whoever_declined_is_no_failure()
    {
        var input = new IndicatorInput(Rows.In(), [Fact("served"), Fact("closed by her wish"), Fact("unreachable"), Fact("in triage for weeks")], From, To);

        var a1 = IndicatorBuilder.Commune(input, IndicatorDefinitions.Versions[0]).Single(r => r.Key == IndicatorKey.A1);

        Assert.Equal((1, 3, 33.3m), (a1.Numerator, a1.Denominator, a1.Percent));
        Assert.Equal([1, 1, 1, 1], a1.Parts.Select(p => p.Value));
        Assert.Empty(a1.Missing);
    }

    private static CaseFact Fact(string way)
    {
        var given = AReferral(Service.Health, ItemState.Completed, given: true);
        var triaged = AFact(way) with { TriagedAt = Vn(10, 11), State = CaseState.Open };
        return way switch
        {
            "served" => triaged with { Referrals = [given], FirstServiceAt = Vn(10, 12) },
            "served after the end" => triaged with { Referrals = [given], FirstServiceAt = Vn(11, 21) },
            "referred only" => triaged with { Referrals = [AReferral(Service.Health, ItemState.Accepted, Vn(10, 12))] },
            "served, then closed by her wish" => triaged with { Referrals = [given], FirstServiceAt = Vn(10, 12), State = CaseState.Closed, Closure = ClosureReason.HerWish, ClosedAt = Vn(10, 20) },
            "closed by her wish" => Closed(triaged, ClosureReason.HerWish),
            "unreachable" => Closed(triaged, ClosureReason.Unreachable),
            "moved" => Closed(triaged, ClosureReason.Moved),
            "not gbv, two persons agreed" => Closed(triaged, ClosureReason.NotGbv),
            "not gbv, second person not yet asked" => triaged with { Closure = ClosureReason.NotGbv },
            "in triage for three days" => AFact(way) with { ReceivedAt = Vn(11, 17), State = CaseState.Triage },
            "in triage for weeks" => AFact(way) with { ReceivedAt = Vn(10, 1), State = CaseState.Triage },
            "received after the end" => triaged with { ReceivedAt = Vn(11, 20), TriagedAt = Vn(11, 20) },
            _ => throw new ArgumentException(way),
        };
    }

    private static CaseFact Closed(CaseFact fact, ClosureReason reason) => fact with { State = CaseState.Closed, Closure = reason, ClosedAt = Vn(10, 20) };
}
