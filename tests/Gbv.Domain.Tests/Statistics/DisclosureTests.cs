using System.Security.Cryptography;
using System.Text;
using CsCheck;
using Gbv.Domain.Cases;
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

    private static (PeriodReport Report, List<string> Withheld) Publish(IEnumerable<CaseFact> facts, int key, IReadOnlyCollection<string> withheld)
    {
        var report = ShareableReport.Build(new ReportInput(Year, CommuneCode.Province, facts, After, Areas), cell => Chance(key, cell), withheld);
        return (report, [.. report.Cells.Where(c => c.Suppressed).Select(c => c.Key)]);
    }

    /// <summary>The same report with nothing withheld.</summary>
    private static PeriodReport Told(PeriodReport report, IEnumerable<CaseFact> facts, int key)
    {
        var counts = Attacker.Truth(new ReportInput(Year, CommuneCode.Province, facts, After, Areas)).ToDictionary(t => t.Key, t => t.Count);
        ReportCell Tell(ReportCell c) => c.Suppressed ? c with { Suppressed = false, Value = Disclosure.Round(counts[c.Key], Chance(key, $"{Year}|{c.Key}")) } : c;
        return report with
        {
            Blocks = [.. report.Blocks.Select(b => b with { Tables = [.. b.Tables.Select(t => t with { Rows = [.. t.Rows.Select(r => r with { Cells = [.. r.Cells.Select(Tell)] })] })] })],
        };
    }

    private static double Chance(int key, string cell) =>
        BitConverter.ToUInt32(SHA256.HashData(Encoding.UTF8.GetBytes($"{key}|{cell}"))) / (uint.MaxValue + 1.0);

    /// <summary>Every count below five may still be anything from zero to four, or something above four too.</summary>
    private static bool Holds(PeriodReport published, IEnumerable<CaseFact> facts)
    {
        var attacker = new Attacker(published);
        return Attacker.Truth(new ReportInput(Year, CommuneCode.Province, facts, After, Areas)).Where(t => t.Count < 5).All(t =>
        {
            var possible = Enumerable.Range(0, 5).Count(v => attacker.Possible(t.Key, v));
            return possible == 5 || attacker.PossibleAbove(t.Key);
        });
    }

    /// <summary>Tries a value for one count and looks whether the whole can still be true. All counts and their sums form a tree.</summary>
    private sealed class Attacker(PeriodReport published)
    {
        private readonly Dictionary<string, ReportCell> cells = published.Cells.ToDictionary(c => c.Key);
        private static readonly string[] Types = [.. Enum.GetValues<CoreType>().Select(t => t.Code())];
        private static readonly string[] Places = [.. Areas.Select(a => a.Code.Value), "elsewhere"];
        private static readonly string[] Relations = ["domestic", "outside", "unknown"];
        private static readonly string[] Ages = ["under-16", "16-59", "from-60", "unknown"];
        private static readonly string[] Sexes = ["female", "male", "other"];

        public bool Possible(string key, int value) => Fits(key, new Interval(value, value));

        public bool PossibleAbove(string key) => Fits(key, new Interval(5, 1000));

        private bool Fits(string key, Interval tried)
        {
            var types = Types.Select(t => Meet(Told($"share.type.{t}", key, tried), Sum(Places.Select(p => Told($"share.area.{p}.{t}", key, tried)))));
            var incidents = Meet(Told("share.incidents", key, tried), Meet(Sum(types), Sum(Relations.Select(r => Told($"share.relation.{r}", key, tried)))));
            var persons = Meet(Told("share.persons", key, tried), Meet(Sum(Ages.Select(a => Told($"share.age.{a}", key, tried))), Sum(Sexes.Select(s => Told($"share.sex.{s}", key, tried)))));
            return incidents is { } i && persons is { } p && p.Low <= i.High;
        }

        private Interval? Told(string cell, string key, Interval tried)
        {
            var told = cells[cell] switch
            {
                { Value: { } value } => Disclosure.Behind((int)value),
                { Band: { } band } => BandOf(band),
                _ => new Interval(0, 1000),
            };
            return cell == key ? Meet(told, tried) : told;
        }

        private static Interval BandOf(string text) => text.EndsWith('+')
            ? new Interval(int.Parse(text[..^1], null), 1000)
            : new Interval(int.Parse(text.Split('–')[0], null), int.Parse(text.Split('–')[1], null));

        private static Interval? Sum(IEnumerable<Interval?> parts)
        {
            var sum = new Interval(0, 0);
            foreach (var part in parts)
            {
                if (part is not { } p) return null;
                sum = new Interval(sum.Low + p.Low, sum.High + p.High);
            }

            return sum;
        }

        private static Interval? Meet(Interval? a, Interval? b)
        {
            if (a is not { } x || b is not { } y) return null;
            var both = x.With(y);
            return both.Low <= both.High ? both : null;
        }

        /// <summary>All counts behind the cells, counted here for themselves.</summary>
        public static IEnumerable<(string Key, int Count)> Truth(ReportInput input)
        {
            var listed = Areas.Select(a => a.Code).ToHashSet();
            foreach (var t in Enum.GetValues<CoreType>())
            {
                yield return ($"share.type.{t.Code()}", input.Incidents.Count(x => x.Incident.CoreType == t));
                foreach (var (code, _) in Areas) yield return ($"share.area.{code}.{t.Code()}", input.Incidents.Count(x => x.Incident.CoreType == t && x.Case.First.Commune == code));
                yield return ($"share.area.elsewhere.{t.Code()}", input.Incidents.Count(x => x.Incident.CoreType == t && !listed.Contains(x.Case.First.Commune)));
            }

            yield return ("share.relation.domestic", input.Incidents.Count(x => x.Incident.Domestic == true));
            yield return ("share.relation.outside", input.Incidents.Count(x => x.Incident.Domestic == false));
            yield return ("share.relation.unknown", input.Incidents.Count(x => x.Incident.Domestic is null));
            yield return ("share.age.under-16", input.Counted.Count(c => c.First.Age is AgeBand.From0To11 or AgeBand.From12To15 or AgeBand.Under16));
            yield return ("share.age.16-59", input.Counted.Count(c => c.First.Age is AgeBand.From16To17 or AgeBand.From18To24 or AgeBand.From25To39 or AgeBand.From40To59));
            yield return ("share.age.from-60", input.Counted.Count(c => c.First.Age == AgeBand.From60));
            yield return ("share.age.unknown", input.Counted.Count(c => c.First.Age == AgeBand.Unknown));
            yield return ("share.sex.female", input.Counted.Count(c => c.First.Sex == Sex.Female));
            yield return ("share.sex.male", input.Counted.Count(c => c.First.Sex == Sex.Male));
            yield return ("share.sex.other", input.Counted.Count(c => c.First.Sex is Sex.Other or Sex.NotStated));
            yield return ("share.incidents", input.Incidents.Count);
            yield return ("share.persons", input.Counted.Count);
        }
    }
}
