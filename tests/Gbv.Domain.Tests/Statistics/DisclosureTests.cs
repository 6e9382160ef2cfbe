using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Gbv.Domain.Cases;
using Gbv.Domain.Indicators;
using Gbv.Domain.Registers;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using static Gbv.Domain.Tests.Statistics.FactBuilder;

namespace Gbv.Domain.Tests.Statistics;

/// <summary>
/// Somebody has all that is published of small data sets, knows every rule but not the rounding key, and tries which counts are possible.
/// The attacker tries values one by one, where the product passes bounds to and fro.
/// </summary>
public sealed class DisclosureTests
{
    private static readonly (CommuneCode Code, string Name)[] Areas = [(CaiNhum, "xã Cái Nhum"), (new CommuneCode("nhon-phu"), "xã Nhơn Phú"), (new CommuneCode("song-phu"), "xã Song Phú")];
    private static readonly Period Year = Period.Parse("2026");
    private static readonly DateTimeOffset After = new(2027, 2, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly Gen<CaseFact> AnyFact =
        from number in Gen.Int[0, 30]
        from incident in Gen.Int[1, 2]
        from area in Gen.Frequency((5, Gen.Const(0)), (3, Gen.Const(1)), (2, Gen.Const(2)), (1, Gen.Const(3)))
        from type in Gen.Int[0, 7]
        from domestic in Gen.Nullable(Gen.Bool)
        from sex in Gen.Enum<Sex>()
        from age in Gen.Enum<AgeBand>()
        select AFact($"{number}-{incident}", number.ToString(null, null), incident) with
        {
            // All rows of a case stand in one commune; few types make cells of more than four.
            Commune = number % 7 == 6 ? new CommuneCode("elsewhere-xa") : Areas[number % 3].Code,
            CoreType = (CoreType)(type < 5 ? 3 : type),
            Domestic = domestic,
            Sex = sex,
            Age = age,
        };

    private static readonly Gen<(List<CaseFact> Facts, List<CaseFact> Late, int Key)> AnyYear = Gen.Select(AnyFact.List[0, 60], AnyFact.List[0, 15], Gen.Int[0, 1000]);

    [Fact]
    public void No_small_count_is_known_more_narrowly_than_its_band_in_any_version() => AnyYear.Sample(year =>
    {
        var (first, withheld) = Publish(year.Facts, year.Key, []);
        var (second, still) = Publish([.. year.Facts, .. year.Late], year.Key, withheld);
        Assert.Superset(withheld.ToHashSet(), still.ToHashSet());
        return Holds(first, year.Facts) && Holds(second, [.. year.Facts, .. year.Late]);
    }, iter: 300);

    /// <summary>All that the page for everybody can ever have shown: the province and each commune, the version before and the one now, last year.</summary>
    [Fact]
    public void No_small_count_is_known_from_all_areas_years_and_versions_together() => Gen.Select(AnyYear, AnyFact.List[0, 40]).Sample((year, last) =>
    {
        var known = year.Facts.Select(f => f.CaseKey).ToHashSet();
        List<CaseFact> now = [.. year.Facts, .. year.Late.Where(f => !known.Contains(f.CaseKey))];
        List<CaseFact> before = [.. last.Select(f => f with { Key = "last-" + f.Key, CaseKey = "last-" + f.CaseKey, ReceivedAt = f.ReceivedAt.AddYears(-1) })];
        var (first, withheld) = Publish(year.Facts, year.Key, []);
        var second = Publish(now, year.Key, withheld).Report;
        var earlier = Period.Parse("2025");
        var told = ShareableReport.Build(new ReportInput(earlier, CommuneCode.Province, [.. before, .. now], After, Areas), cell => Chance(year.Key, cell), []);

        // Reports only come in: whoever kept the older version knows that no count of it is larger than now, and none of now smaller than then.
        return Holds([.. Attacker.Told(first.Cells), .. Communes(Year, year.Facts), .. AtMost(Communes(Year, now))], year.Facts)
            && Holds([.. Attacker.Told(second.Cells), .. Communes(Year, now), .. AtLeast(Communes(Year, year.Facts))], now)
            && Holds([.. Attacker.Told(told.Cells), .. Communes(earlier, [.. before, .. now])], before, earlier);
    }, iter: 150);

    [Fact]
    public void Of_the_indicators_for_everybody_the_one_that_is_counted_from_cases_tells_nothing()
    {
        var (without, with) = (Indicators([]), Indicators([AFact("a") with { FirstServiceAt = After }, AFact("b")]));

        Assert.Equal(without.Cells.Select(c => (c.Key, c.Value, c.Suppressed)), with.Cells.Select(c => (c.Key, c.Value, c.Suppressed)));
        Assert.Equal(["numerator", "denominator", "percent", "ahead"], with.Cells.Where(c => c.Suppressed).Select(c => c.Key.Split('.')[^1]));
        Assert.All(with.Cells.Where(c => c.Suppressed), c => Assert.StartsWith("share.indicator.a1.", c.Key));
        Assert.NotNull(with.Value("share.indicator.a1.target"));

        static PeriodReport Indicators(IReadOnlyList<CaseFact> facts)
        {
            var empty = ShareableReport.Build(new ReportInput(Year, CaiNhum, [], After), _ => 0.5, []) with { Blocks = [] };
            return PlanBlock.AddShareable(empty, PlanModels.Commune(new IndicatorInput(new CommuneRegisters(CaiNhum, "xã Cái Nhum", []), facts, Year.FirstDay, Year.LastDay)));
        }
    }

    [Fact]
    public void A_band_is_read_as_it_was_written() =>
        Gen.Int[0, 2000].Sample(count => Disclosure.Read(Disclosure.Text(Disclosure.BandOf(count))) == Disclosure.BandOf(count));

    [Fact]
    public void The_same_count_is_told_in_the_same_way_in_every_version() => AnyYear.Sample(year =>
    {
        var facts = year.Facts.DistinctBy(f => f.Key).ToList();
        var first = Publish(facts, year.Key, []).Report;
        var again = Publish(facts.AsEnumerable().Reverse(), year.Key, []).Report;
        return first.Cells.Select(c => (c.Key, c.Value, c.Band, c.Suppressed)).SequenceEqual(again.Cells.Select(c => (c.Key, c.Value, c.Band, c.Suppressed)));
    }, iter: 50);

    [Fact]
    public void What_is_withheld_would_have_given_something_away()
    {
        var seen = 0;
        for (var key = 0; key < 60; key++)
        {
            // Small communes of which one stands out: there a rounded sum tells of the others.
            List<CaseFact> facts = [.. Enumerable.Range(0, 8 + key % 13).Select(n => AFact($"{n}") with
            {
                Commune = n % 5 == 0 ? Areas[1].Code : CaiNhum,
                CoreType = n % 7 == 0 ? CoreType.Rape : CoreType.PhysicalAssault,
                Domestic = n % 3 == 0 ? null : n % 2 == 0,
                Sex = n % 4 == 0 ? Sex.Male : Sex.Female,
                Age = (AgeBand)(n % 9),
            })];
            var (report, withheld) = Publish(facts, key, []);
            Assert.True(Holds(report, facts));
            if (withheld.Count == 0) continue;
            seen++;
            Assert.False(Holds(Told(report, facts, key), facts));
        }

        Assert.True(seen > 0);
    }

    [Theory]
    [InlineData(0, "0–4")]
    [InlineData(4, "0–4")]
    [InlineData(5, "5–9")]
    [InlineData(19, "10–19")]
    [InlineData(20, "20–49")]
    [InlineData(500, "500+")]
    public void Counts_of_a_commune_are_told_as_bands(int count, string band) => Assert.Equal(band, Disclosure.Text(Disclosure.BandOf(count)));

    [Fact]
    public void A_rounded_count_gives_away_nine_values_at_least_or_the_smallest_band() =>
        Gen.Select(Gen.Int[0, 2000], Gen.Double[0, 0.999999]).Sample((count, chance) =>
        {
            var rounded = Disclosure.Round(count, chance);
            var behind = Disclosure.Behind(rounded);
            return rounded % 5 == 0 && behind.Low <= count && count <= behind.High && (behind == Disclosure.Smallest || behind.High - behind.Low == 8);
        });

    [Fact]
    public void A_commune_has_one_table_of_bands_and_no_total()
    {
        var report = ShareableReport.Build(new ReportInput(Year, CaiNhum, [AFact("a"), AFact("b")], After), _ => 0.5, []);

        Assert.All(Assert.Single(Assert.Single(report.Blocks).Tables).Rows, r => Assert.False(r.IsTotal));
        Assert.All(report.Cells, c => Assert.True(c.Value is null && c.Band is not null));
    }

    [Theory]
    [InlineData("2026", true)]
    [InlineData("2026-H2", false)]
    [InlineData("2026-12", false)]
    [InlineData("programme-2026", false)]
    public void Only_calendar_years_are_told_because_years_that_overlap_give_their_difference_away(string period, bool told) =>
        Assert.Equal(told, ShareableReport.BelongsTo(new ReportInput(Period.Parse(period), CommuneCode.Province, [], After)));

    private static List<(string Key, Interval Told)> Communes(Period period, IEnumerable<CaseFact> facts)
    {
        List<CaseFact> all = [.. facts];
        return [.. Areas.SelectMany(a => Attacker.ToldOf(a.Code, ShareableReport.Build(new ReportInput(period, a.Code, all.Where(f => f.Commune == a.Code), After), _ => 0.5, []).Cells))];
    }

    private static IEnumerable<(string, Interval)> AtMost(IEnumerable<(string Key, Interval Told)> told) => told.Select(t => (t.Key, t.Told with { Low = 0 }));

    private static IEnumerable<(string, Interval)> AtLeast(IEnumerable<(string Key, Interval Told)> told) => told.Select(t => (t.Key, t.Told with { High = int.MaxValue }));

    private static (PeriodReport Report, List<string> Withheld) Publish(IEnumerable<CaseFact> facts, int key, IReadOnlyCollection<string> withheld)
    {
        var report = ShareableReport.Build(new ReportInput(Year, CommuneCode.Province, facts, After, Areas), cell => Chance(key, cell), withheld);
        return (report, [.. report.Cells.Where(c => c.Suppressed).Select(c => c.Key)]);
    }

    /// <summary>The same report with nothing withheld.</summary>
    private static PeriodReport Told(PeriodReport report, IEnumerable<CaseFact> facts, int key)
    {
        var counts = Attacker.Truth(new ReportInput(Year, CommuneCode.Province, facts, After, Areas), [.. Areas.Select(a => a.Code)]).ToDictionary(t => t.Key, t => t.Count);
        ReportCell Tell(ReportCell c) => c.Suppressed ? c with { Suppressed = false, Value = Disclosure.Round(counts[c.Key], Chance(key, $"{Year}|{c.Key}")) } : c;
        return report with
        {
            Blocks = [.. report.Blocks.Select(b => b with { Tables = [.. b.Tables.Select(t => t with { Rows = [.. t.Rows.Select(r => r with { Cells = [.. r.Cells.Select(Tell)] })] })] })],
        };
    }

    private static double Chance(int key, string cell) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}|{cell}"))) / (uint.MaxValue + 1.0);

    private static bool Holds(PeriodReport published, IEnumerable<CaseFact> facts) => Holds(Attacker.Told(published.Cells), facts);

    private static bool Holds(IEnumerable<(string Key, Interval Told)> told, IEnumerable<CaseFact> facts, Period? period = null) =>
        new Attacker(told, [.. Areas.Select(a => a.Code)]).KnowsNoSmallCount(new ReportInput(period ?? Year, CommuneCode.Province, facts, After, Areas));
}
