using CsCheck;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using static Gbv.Domain.Tests.Statistics.FactBuilder;

namespace Gbv.Domain.Tests.Statistics;

public sealed class ReportPropertiesTests
{
    private static readonly Gen<DateTimeOffset> Moment = Gen.Int[0, 74 * 24 * 60].Select(minutes => Vn(8, 20).AddMinutes(minutes));

    private static readonly Gen<ReferralFact> AnyReferral =
        from service in Gen.Enum<Service>()
        from state in Gen.Enum<ItemState>()
        from created in Moment
        from accepted in Gen.Nullable(Moment)
        from deadline in Gen.Nullable(Moment)
        from given in Gen.Bool
        select new ReferralFact(service, state, created, accepted, deadline, given);

    private static readonly Gen<IncidentDetails> AnyDetails =
        from time in Gen.Enum<TimeOfDay>()
        from marital in Gen.Enum<MaritalStatus>()
        from displacement in Gen.Enum<Displacement>()
        from perpetrators in Gen.Enum<PerpetratorCount>()
        from age in Gen.Enum<PerpetratorAge>()
        from occupation in Gen.Enum<PerpetratorOccupation>()
        select new IncidentDetails { Time = time, Marital = marital, Displacement = displacement, Perpetrators = perpetrators, PerpetratorAge = age, PerpetratorOccupation = occupation };

    private static readonly Gen<CaseFact> AnyFact =
        from number in Gen.Int[0, 40]
        from incident in Gen.Int[1, 3]
        from channel in Gen.Enum<Channel>()
        from type in Gen.Enum<CoreType>()
        from forms in Gen.Enum<ViolenceForm>().List[0, 3]
        from domestic in Gen.Nullable(Gen.Bool)
        from sexes in Gen.Select(Gen.Enum<Sex>(), Gen.Enum<Sex>())
        from age in Gen.Enum<AgeBand>()
        from measures in Gen.Enum<Measure>().List[0, 2]
        from state in Gen.Enum<CaseState>()
        from closure in Gen.Nullable(Gen.Enum<ClosureReason>())
        from closed in Gen.Nullable(Moment)
        from referrals in AnyReferral.List[0, 3]
        from known in Gen.Bool
        from details in AnyDetails
        select AFact($"{number}-{incident}", number.ToString(null, null), incident) with
        {
            ReceivedAt = ReceivedAt(number),
            Commune = number % 2 == 0 ? CaiNhum : new CommuneCode("song-phu"),
            Channel = channel,
            CoreType = type,
            Forms = [.. forms.Distinct()],
            Domestic = domestic,
            Sex = sexes.Item1,
            PerpetratorSex = sexes.Item2,
            Details = known ? details : null,
            Age = age,
            Measures = [.. measures.Distinct()],
            State = state,
            Closure = closure,
            ClosedAt = closed,
            TriagedAt = closed,
            Referrals = incident == 1 ? [.. referrals] : [],
            Context = [.. closure is null ? [] : new[] { IncidentContext.Online }],
            Place = (IncidentPlace)(number % 12),
            Relation = (PerpetratorRelation)(number % 26),
            Delay = (ReportDelay)(number % 5),
        };

    /// <summary>All rows of one case have the day and the commune of its receipt.</summary>
    private static DateTimeOffset ReceivedAt(int number) => Vn(8, 20).AddMinutes(number * 2593);

    private static readonly Gen<(List<CaseFact> Facts, bool Province)> AnyMonth = Gen.Select(AnyFact.List[0, 60], Gen.Bool);

    private static PeriodReport Report(IEnumerable<CaseFact> facts, bool province, DateTimeOffset? now = null) => ReportBuilder.Build(
        new ReportInput(October, province ? CommuneCode.Province : CaiNhum, facts, now ?? InNovember, [(CaiNhum, "xã Cái Nhum"), (new CommuneCode("song-phu"), "xã Song Phú")]));

    [Fact]
    public void The_parts_of_every_total_add_up_to_it() => AnyMonth.Sample(month =>
    {
        var values = Report(month.Facts, month.Province).Cells.ToDictionary(c => c.Key);
        return values.Values.Where(c => c.SumOf.Count > 0).All(c => c.Value == c.SumOf.Sum(k => values[k].Value));
    });

    [Fact]
    public void Every_cell_has_a_key_of_its_own_and_rows_fill_their_columns() => AnyMonth.Sample(month =>
    {
        var report = Report(month.Facts, month.Province);
        return report.Cells.Select(c => c.Key).Distinct().Count() == report.Cells.Count()
            && report.Blocks.SelectMany(b => b.Tables).All(t => t.Rows.All(r => r.Cells.Count <= t.Columns.Count));
    });

    [Fact]
    public void Facts_delivered_twice_and_in_any_order_change_nothing() => AnyMonth.Sample(month =>
    {
        var once = month.Facts.DistinctBy(f => f.Key).ToList();
        return Report(once, month.Province).Cells.Select(c => c.Value)
            .SequenceEqual(Report(once.AsEnumerable().Reverse().Concat(once), month.Province).Cells.Select(c => c.Value));
    });

    [Fact]
    public void The_totals_table_tells_every_incident_received_once() => AnyMonth.Sample(month =>
    {
        var report = Report(month.Facts, province: true);
        var cases = FactCase.Group(month.Facts).Where(c => October.Contains(c.First.ReceivedAt));
        return report.Value("received.total") == cases.Sum(c => c.Incidents.Count)
            && report.Value("core-type.total") + report.Value("received.left-out") == report.Value("received.total")
            && report.Value("form.domestic.incidents") == report.Value("received.domestic");
    });

    [Fact]
    public void Every_table_of_the_block_tells_each_incident_or_person_once_whether_or_not_the_details_are_known() => AnyMonth.Sample(month =>
    {
        var report = Report(month.Facts, province: true);
        return new[] { "time", "place", "relation", "perpetrator", "perpetrator-number", "perpetrator-age", "perpetrator-occupation" }.All(t => report.Value($"gbv.{t}.total") == report.Value("core-type.total"))
            && new[] { "marital", "displacement", "reporter" }.All(t => report.Value($"gbv.{t}.total") == report.Value("persons.counted"));
    });

    /// <summary>Tables whose figures are those of the reports that came in the period: what came in three months came in their quarter.</summary>
    private static readonly string[] Additive = ["received.", "persons.", "core-type.", "channel.", "closed.", "service.", "state.", "gbv.type.", "gbv.place.", "gbv.relation.", "gbv.delay.", "gbv.context.", "gbv.time.", "gbv.marital.", "gbv.displacement.", "gbv.perpetrator", "form.domestic.form.", "form.outside.form."];

    [Fact]
    public void Months_add_up_to_quarters_and_quarters_to_the_year_where_the_cell_is_a_sum() => AnyMonth.Sample(month =>
    {
        var late = new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero);
        // As it really goes: nothing is referred or closed before the report came.
        List<CaseFact> facts = [.. month.Facts.Select(f => f with { ClosedAt = f.ClosedAt >= f.ReceivedAt ? f.ClosedAt : null, Referrals = [.. f.Referrals.Where(r => r.CreatedAt >= f.ReceivedAt)] })];
        return Adds("2026-Q3", "2026-07", "2026-08", "2026-09") && Adds("2026-Q4", "2026-10", "2026-11", "2026-12")
            && Adds("2026", "2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4") && Adds("cut-2026-Q4", "cut-2026-10", "cut-2026-11", "cut-2026-12");

        bool Adds(string whole, params string[] parts)
        {
            var sums = parts.SelectMany(p => Sums(Of(p))).GroupBy(c => c.Key).ToDictionary(g => g.Key, g => g.Sum(c => c.Value ?? 0));
            return Sums(Of(whole)).All(c => c.Value == sums[c.Key]);
        }

        PeriodReport Of(string period) => ReportBuilder.Build(new ReportInput(Period.Parse(period), CommuneCode.Province, facts, late));
        static IEnumerable<ReportCell> Sums(PeriodReport report) =>
            report.Cells.Where(c => c.Unit == CellUnit.Count && c.Key != "closed.unconfirmed" && Additive.Any(a => c.Key.StartsWith(a, StringComparison.Ordinal)));
    }, iter: 60);

    [Fact]
    public void Communes_add_up_to_the_province() => AnyMonth.Sample(month =>
    {
        var period = Period.Parse("2026-H2");
        var parts = new[] { CaiNhum, new CommuneCode("song-phu") }.Select(Of).SelectMany(r => r.Cells).ToLookup(c => c.Key);
        return Of(CommuneCode.Province).Cells
            .Where(c => c.Unit == CellUnit.Count && !c.Key.StartsWith("area.", StringComparison.Ordinal) && !c.IsChange && !c.Key.EndsWith("before", StringComparison.Ordinal))
            .All(c => c.Value == parts[c.Key].Sum(p => p.Value));

        PeriodReport Of(CommuneCode area) => ReportBuilder.Build(new ReportInput(period, area, month.Facts, new DateTimeOffset(2027, 3, 1, 0, 0, 0, TimeSpan.Zero)));
    }, iter: 60);

    [Fact]
    public void Facts_let_go_while_reading_change_nothing() => AnyMonth.Sample(month =>
    {
        // As the projection writes them: every case has its first incident.
        var facts = month.Facts.DistinctBy(f => f.Key).GroupBy(f => f.CaseKey).Where(c => c.Any(f => f.Incident == 1)).SelectMany(c => c).ToList();
        return new[] { InNovember, Vn(10, 20) }.All(now =>
            Report(facts, month.Province, now).Cells.Select(c => c.Value)
                .SequenceEqual(Report(facts.Where(f => ReportInput.Concerns(f, October, now)), month.Province, now).Cells.Select(c => c.Value)));
    });

    [Fact]
    public void Of_a_case_closed_before_the_period_nothing_is_kept() => Assert.False(ReportInput.Concerns(
        AFact("a") with { ReceivedAt = Vn(8, 20), State = CaseState.Closed, ClosedAt = Vn(9, 1), Referrals = [new(Service.Health, ItemState.Completed, Vn(8, 20), Vn(8, 20), Vn(8, 21), true)] },
        October,
        InNovember));
}
