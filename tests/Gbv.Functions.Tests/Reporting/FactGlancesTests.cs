using System.Globalization;
using System.Reflection;
using CsCheck;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Directory;
using Gbv.Functions.Reporting;
using Gbv.Functions.Storage;
using static Gbv.Functions.Tests.Reporting.Facts;

namespace Gbv.Functions.Tests.Reporting;

public sealed class FactGlancesTests(AzuriteFixture azurite)
{
    private static readonly CommuneCode NhonPhu = new("nhon-phu");

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>From August to December, to the second or finer, in UTC or in Vietnamese time.</summary>
    private static readonly Gen<DateTimeOffset> Moment =
        from ticks in Gen.Long[0, 150 * TimeSpan.TicksPerDay]
        from whole in Gen.Bool
        from there in Gen.Bool
        let at = new DateTimeOffset(2026, 8, 1, 0, 0, 0, TimeSpan.Zero).AddTicks(whole ? ticks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond : ticks)
        select there ? at.ToOffset(VietnamTime.Offset) : at;

    private static readonly Gen<ReferralFact> AnyReferral =
        from created in Moment
        from accepted in Gen.Nullable(Moment)
        from deadline in Gen.Nullable(Moment)
        select new ReferralFact(Service.Health, ItemState.Sent, created, accepted, deadline, false);

    private static readonly Gen<CaseFact> AnyFact =
        from received in Moment
        from state in Gen.Enum<CaseState>()
        from incident in Gen.Int[1, 2]
        from triaged in Gen.Nullable(Moment)
        from closed in Gen.Nullable(Moment)
        from referrals in AnyReferral.List[0, 3]
        select AFact("k", received) with { State = state, Incident = incident, TriagedAt = triaged, ClosedAt = closed, Referrals = referrals };

    [Fact]
    public void A_glance_tells_when_a_fact_came_whether_it_is_closed_and_its_last_moment() => AnyFact.Sample(fact =>
    {
        DateTimeOffset?[] moments = [fact.ReceivedAt, fact.TriagedAt, fact.ClosedAt, .. fact.Referrals.SelectMany(r => new[] { r.CreatedAt, r.AcceptedAt, r.DeadlineAt })];
        return Glance(fact) == new FactGlance(fact.ReceivedAt, fact.State == CaseState.Closed, moments.Max()!.Value);
    });

    [Fact]
    public void What_is_let_go_after_a_glance_no_report_of_the_period_counts() => AnyFact.Sample(fact =>
        ReportInput.MayConcern(Glance(fact), October) || !ReportInput.Concerns(fact, October, InNovember));

    [Fact]
    public void A_case_that_was_closed_with_all_its_referrals_before_the_period_is_let_go() => Assert.False(ReportInput.MayConcern(
        Glance(AFact("a", October.From.AddDays(-40)) with
        {
            State = CaseState.Closed,
            ClosedAt = October.From.AddDays(-9),
            Referrals = [new(Service.Health, ItemState.Completed, October.From.AddDays(-39), null, October.From.AddDays(-38), true)],
        }),
        October));

    [Theory]
    [InlineData(typeof(CaseFact))]
    [InlineData(typeof(ReferralFact))]
    public void Every_moment_has_a_name_by_which_a_glance_finds_it(Type type) => Assert.All(
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => (Nullable.GetUnderlyingType(p.PropertyType) ?? p.PropertyType) == typeof(DateTimeOffset)),
        p => Assert.EndsWith("At", p.Name));

    [Fact]
    public async Task The_report_is_the_one_of_all_facts()
    {
        await using var world = await ReportingWorld.StartAsync(azurite.NewAccount(), InNovember);
        // Sixty persons in each of sixteen months, some of them open ever since.
        IReadOnlyList<CaseFact> facts = [.. Enumerable.Range(0, 16).SelectMany(months => AMonth().Select((f, n) => Earlier(f, months, n)))];
        await world.Facts.UpsertAsync(facts, Ct);
        (CommuneCode, string)[] communes = [.. (await world.Get<DirectoryCache>().AreasAsync(Ct)).Select(a => (a.Code, a.Name))];

        foreach (var area in new[] { CaiNhum, CommuneCode.Province })
        {
            var made = await world.Get<ReportMaker>().DocumentAsync(October, area, Ct);
            var all = ReportBuilder.Build(new ReportInput(October, area, facts, InNovember, area.IsProvince ? communes : [])
            {
                Earlier = new Comparison(HeadlineTally.Of(October.Before, area, facts), HeadlineTally.Of(October.YearBefore, area, facts)),
            });

            Assert.Equal(all.Cells.Select(c => (c.Key, c.Value)), made.Report.Cells.Select(c => (c.Key, c.Value)));
            List<CaseFact> read = [.. facts.Where(f => area.IsProvince || f.Commune == area)];
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{read.Count}; {read.Max(f => f.ReceivedAt).UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}"), made.Inputs);
        }
    }

    private static CaseFact Earlier(CaseFact fact, int months, int n) => fact with
    {
        Key = $"{fact.Key}-{months}",
        CaseKey = $"{fact.CaseKey}-{months}",
        Commune = n % 3 == 0 ? NhonPhu : CaiNhum,
        State = months > 0 && n % 20 > 0 ? CaseState.Closed : fact.State,
        ReceivedAt = fact.ReceivedAt.AddMonths(-months),
        ClosedAt = fact.ClosedAt?.AddMonths(-months),
        TriagedAt = fact.TriagedAt?.AddMonths(-months),
        FirstAcceptedAt = fact.FirstAcceptedAt?.AddMonths(-months),
        FirstServiceAt = fact.FirstServiceAt?.AddMonths(-months),
        Referrals = [.. fact.Referrals.Select(r => r with { CreatedAt = r.CreatedAt.AddMonths(-months), AcceptedAt = r.AcceptedAt?.AddMonths(-months), DeadlineAt = r.DeadlineAt?.AddMonths(-months) })],
    };

    private static FactGlance Glance(CaseFact fact) => FactGlances.Read(Json.Text(fact), _ => false).Glance;
}
