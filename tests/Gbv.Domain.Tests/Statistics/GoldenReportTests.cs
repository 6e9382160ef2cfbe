using System.Globalization;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using static Gbv.Domain.Tests.Statistics.FactBuilder;

namespace Gbv.Domain.Tests.Statistics;

/// <summary>
/// Sixty cases (<c>Golden/cases.csv</c>) and every cell of every block of five reports of them (<c>Golden/expected.csv</c>), counted
/// by <c>Golden/compute.py</c>, which knows nothing of the product.
/// </summary>
public sealed class GoldenReportTests
{
    private static readonly DateTimeOffset Now = new(2027, 1, 5, 8, 0, 0, VietnamTime.Offset);
    private static readonly IReadOnlyList<CaseFact> Facts = [.. GoldenFile.Lines("cases.csv").Select(Read)];
    private static readonly ILookup<string, (string Key, string Value)> Expected =
        GoldenFile.Lines("expected.csv").Select(f => (Report: f["report"], f["key"], f["value"])).ToLookup(f => f.Report, f => (f.Item2, f.Item3));

    public static TheoryData<string, string> Reports => [.. Expected.Select(r => (r.Key.Split(' ')[0], r.Key.Split(' ')[1]))];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Every_cell_is_what_was_counted_by_other_means(string area, string period)
    {
        var report = Build(new CommuneCode(area), Period.Parse(period));

        Assert.Equal(
            Expected[$"{area} {period}"].Select(c => $"{c.Key} = {GoldenFile.Figure(c.Value)}").Order(StringComparer.Ordinal),
            report.Cells.Select(c => $"{c.Key} = {c.Value?.ToString("0.#", CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_table_holds_some_sixty_cases_and_five_reports()
    {
        Assert.Equal(60, Facts.Select(f => f.CaseKey).Distinct().Count());
        Assert.Equal(5, Expected.Count);
    }

    private static PeriodReport Build(CommuneCode area, Period period) => ReportBuilder.Build(
        new ReportInput(period, area, Facts, Now, [(CaiNhum, "xã Cái Nhum"), (new CommuneCode("nhon-phu"), "xã Nhơn Phú")])
        {
            Earlier = new Comparison(HeadlineTally.Of(period.Before, area, Facts.DistinctBy(f => f.Key)), HeadlineTally.Of(period.YearBefore, area, Facts.DistinctBy(f => f.Key))),
        });

    private static CaseFact Read(Dictionary<string, string> f) => new()
    {
        Key = f["key"],
        CaseKey = f["case"],
        HouseholdKey = f["household"].Length == 0 ? null : f["household"],
        Commune = new CommuneCode(f["commune"]),
        Incident = int.Parse(f["incident"], CultureInfo.InvariantCulture),
        ReceivedAt = Time(f["received"])!.Value,
        Journey = Journey.Person,
        Urgency = Urgency.Normal,
        Reporter = Code<ReporterRole>(f["reporter"]),
        Channel = Code<Channel>(f["channel"]),
        CoreType = Code<CoreType>(f["type"]),
        Forms = Several<ViolenceForm>(f["forms"]),
        Domestic = f["domestic"] switch { "y" => true, "n" => false, _ => null },
        Context = Several<IncidentContext>(f["context"]),
        Place = Code<IncidentPlace>(f["place"]),
        Relation = Code<PerpetratorRelation>(f["relation"]),
        Delay = Code<ReportDelay>(f["delay"]),
        EarlierIncidents = f["earlier"] == "y",
        DaysToHealth = f["days-to-health"].Length == 0 ? null : int.Parse(f["days-to-health"], CultureInfo.InvariantCulture),
        Flags = Several<PersonFlag>(f["flags"]),
        Sex = Code<Sex>(f["sex"]),
        Age = Code<AgeBand>(f["age"]),
        PerpetratorSex = Code<Sex>(f["perpetrator"]),
        Details = Details(f),
        Measures = Several<Measure>(f["measures"]),
        State = Code<CaseState>(f["state"]),
        Closure = Codes.Parse<ClosureReason>(f["closure"]),
        TriagedAt = Time(f["triaged"]),
        FirstAcceptedAt = Time(f["accepted"]),
        FirstServiceAt = Time(f["service"]),
        ClosedAt = Time(f["closed"]),
        Referrals = [.. Split(f["referrals"], '|').Select(Referral)],
    };

    /// <summary>As the projection writes it: nothing at all where nothing is known.</summary>
    private static IncidentDetails? Details(Dictionary<string, string> f) => new IncidentDetails
    {
        Time = Codes.Parse<TimeOfDay>(f["time"]) ?? default,
        Marital = Codes.Parse<MaritalStatus>(f["marital"]) ?? default,
        Displacement = Codes.Parse<Displacement>(f["displacement"]) ?? default,
        Perpetrators = Codes.Parse<PerpetratorCount>(f["perpetrators"]) ?? default,
        PerpetratorAge = Codes.Parse<PerpetratorAge>(f["perpetrator-age"]) ?? default,
        PerpetratorOccupation = Codes.Parse<PerpetratorOccupation>(f["occupation"]) ?? default,
    } is var told && told == IncidentDetails.Unknown ? null : told;

    private static ReferralFact Referral(string text)
    {
        var f = text.Split('/');
        return new(Code<Service>(f[0]), Code<ItemState>(f[1]), Time(f[2])!.Value, Time(f[3]), Time(f[4]), f[5] == "y");
    }

    private static T Code<T>(string code) where T : struct, Enum => Codes.Parse<T>(code) ?? throw new FormatException(code);

    private static IReadOnlyList<T> Several<T>(string codes) where T : struct, Enum => [.. Split(codes, '+').Select(Code<T>)];

    private static string[] Split(string text, char by) => text.Split(by, StringSplitOptions.RemoveEmptyEntries);

    private static DateTimeOffset? Time(string text) =>
        text.Length == 0 ? null : new DateTimeOffset(DateTime.ParseExact(text, "yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture), VietnamTime.Offset);
}
