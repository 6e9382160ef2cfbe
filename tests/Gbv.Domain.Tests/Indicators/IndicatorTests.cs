using Gbv.Domain.Indicators;
using Gbv.Domain.Registers;
using Gbv.Domain.Tests.Registers;
using static Gbv.Domain.Tests.Registers.Rows;

namespace Gbv.Domain.Tests.Indicators;

public sealed class IndicatorTests
{
    private static readonly IndicatorTable Table = IndicatorDefinitions.Versions[0];

    /// <summary>Row, change, and whether the row then counts as reached and stands in the denominator.</summary>
    public static TheoryData<IndicatorKey, string, string, int, int> OneRow => new()
    {
        { IndicatorKey.A2, "", "", 1, 5 },
        { IndicatorKey.A2, "inUse", "no", 0, 5 },
        { IndicatorKey.A2, "passed", "no", 0, 5 },
        { IndicatorKey.A2, "passedOn", "2026-11-20", 0, 5 },
        { IndicatorKey.A2, "inspector", "", 0, 5 },
        { IndicatorKey.A2, "reviewed", "2025-11-19", 1, 5 },
        { IndicatorKey.B, "", "", 1, 1 },
        { IndicatorKey.B, "kind", "plan", 0, 1 },
        { IndicatorKey.B, "lead", "", 0, 1 },
        { IndicatorKey.B, "partners", "", 0, 1 },
        { IndicatorKey.B, "duties", "no", 0, 1 },
        { IndicatorKey.B, "until", "2026-11-19", 0, 1 },
        { IndicatorKey.B, "until", "2026-11-20", 1, 1 },
        { IndicatorKey.B, "issued", "2026-11-20", 0, 1 },
        { IndicatorKey.C, "", "", 1, 1 },
        { IndicatorKey.C, "forms", "", 0, 1 },
        { IndicatorKey.C, "person", "", 0, 1 },
        { IndicatorKey.C, "trained", "", 0, 1 },
        { IndicatorKey.C, "since", "2026-11-20", 0, 1 },
        { IndicatorKey.C, "since", "2026-11-19", 1, 1 },
        { IndicatorKey.C, "until", "2026-07-01", 0, 0 },
        { IndicatorKey.D1, "", "", 1, 1 },
        { IndicatorKey.D1, "number", "", 0, 1 },
        { IndicatorKey.D1, "issued", "", 0, 1 },
        { IndicatorKey.D1, "applied", "no", 0, 1 },
        { IndicatorKey.D1, "until", "2026-01-01", 0, 0 },
        { IndicatorKey.D2, "", "", 1, 1 },
        { IndicatorKey.D2, "rule", "", 0, 1 },
        { IndicatorKey.D2, "issued", "2026-11-20", 0, 1 },
        { IndicatorKey.D2, "operating", "no", 0, 0 },
        { IndicatorKey.D2, "kind", "household", 0, 0 },
        { IndicatorKey.D2, "listed", "2026-11-20", 0, 0 },
        { IndicatorKey.Dd, "", "", 1, 1 },
        { IndicatorKey.Dd, "until", "2026-11-19", 0, 0 },
        { IndicatorKey.Dd, "until", "2026-11-20", 1, 1 },
        { IndicatorKey.Dd, "from", "2026-11-20", 0, 0 },
    };

    [Theory, MemberData(nameof(OneRow))]
    public void A_row_counts_exactly_when_nothing_is_missing(IndicatorKey key, string column, string value, int numerator, int denominator)
    {
        var row = key switch
        {
            IndicatorKey.A2 => Shelter(),
            IndicatorKey.B => Document(),
            IndicatorKey.C => Hamlet(),
            IndicatorKey.D1 => School(),
            IndicatorKey.D2 => Enterprise(),
            _ => Person(),
        };

        var result = Of(key, column.Length == 0 ? row : row.With((column, value)), Course(), Attended());

        Assert.Equal((numerator, denominator), (result.Numerator, result.Denominator));
    }

    [Theory]
    [InlineData("completed", "no", 0)]
    [InlineData("course", "L9", 0)]
    [InlineData("person", "VH-02", 0)]
    [InlineData("completed", "yes", 1)]
    public void Only_a_completed_known_course_of_the_person_trains(string column, string value, int trained) =>
        Assert.Equal(trained, Of(IndicatorKey.Dd, Person(), Course(), Attended().With((column, value))).Numerator);

    [Theory]
    [InlineData("counts", "no", 0)]
    [InlineData("to", "2025-12-31", 0)]
    [InlineData("to", "2026-11-20", 0)]
    [InlineData("to", "2026-01-01", 1)]
    public void Only_qualifying_courses_since_2026_count(string column, string value, int trained) =>
        Assert.Equal(trained, Of(IndicatorKey.Dd, Person(), Course().With((column, value)), Attended()).Numerator);

    [Fact]
    public void Two_courses_train_one_person_once() =>
        Assert.Equal(1, Of(IndicatorKey.Dd, Person(), Course("L1"), Course("L2"), Attended(course: "L1"), Attended(course: "L2")).Numerator);

    [Fact]
    public void What_is_missing_is_said_by_name()
    {
        var result = Of(IndicatorKey.C, Hamlet("Ấp 1"), Hamlet("Ấp 2").With(("person", ""), ("trained", "")));

        var missing = Assert.Single(result.Missing);
        Assert.Equal("Ấp 2", missing.Name);
        Assert.Equal(["người phụ trách", "ngày được hướng dẫn"], missing.Lacks.Select(l => l.Vi));
    }

    [Fact]
    public void Household_businesses_and_social_workers_stand_apart()
    {
        var enterprises = Of(IndicatorKey.D2, Enterprise("1500000001"), Enterprise("1500000002").With(("kind", "household")), Enterprise("1500000003").With(("kind", "household"), ("rule", ""), ("issued", "")));
        var staff = Of(IndicatorKey.Dd, Person("A-1"), Person("A-2").With(("socialWorker", "yes")), Course(), Attended("A-2"));

        Assert.Equal([2, 1], enterprises.Parts.Select(p => p.Value));
        Assert.Equal([1, 1], staff.Parts.Select(p => p.Value));
        Assert.Equal(50m, staff.Percent);
    }

    [Fact]
    public void Nothing_entered_is_no_data_and_not_zero() => Assert.All(IndicatorBuilder.Commune(new(In(), [], ProgrammeYear.First(2026), Today), Table), r =>
    {
        Assert.False(r.HasData);
        Assert.Null(r.Percent);
        Assert.Null(r.IsAhead);
    });

    [Theory]
    [InlineData(IndicatorKey.C, 20, 40, 60, 80, 100)]
    [InlineData(IndicatorKey.Dd, 16, 32, 48, 64, 80)]
    [InlineData(IndicatorKey.A2, 1, 2, 3, 4, 5)]
    [InlineData(IndicatorKey.A1, 100, 100, 100, 100, 100)]
    public void The_straight_path_ends_at_the_target(IndicatorKey key, params int[] expected) =>
        Assert.Equal(expected.Select(e => (decimal)e), StraightPath.Years(Table[key]).Select(y => y.Expected), (a, b) => Math.Abs(a - b) <= 0.1m);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    public void Ahead_or_behind_is_told_against_the_path_of_the_day(int good, bool ahead)
    {
        var rows = Enumerable.Range(1, 10).Select(i => i <= good ? Hamlet($"Ấp {i}") : Hamlet($"Ấp {i}").With(("person", ""))).ToArray();

        Assert.Equal(ahead, Of(IndicatorKey.C, rows).IsAhead);
    }

    [Fact]
    public void An_old_report_keeps_its_definition() => Assert.Same(Table, IndicatorDefinitions.Of("2026-1"));

    [Fact]
    public void Each_indicator_names_its_source_in_the_plan() => Assert.All(Table.All, d => Assert.Contains("mục II.2, điểm " + d.Letter[..1], d.Source.Vi, StringComparison.Ordinal));

    internal static IndicatorResult Of(IndicatorKey key, params RegisterRow[] rows) =>
        IndicatorBuilder.Commune(new(In(rows), [], ProgrammeYear.First(2026), Today), Table).Single(r => r.Key == key);
}
