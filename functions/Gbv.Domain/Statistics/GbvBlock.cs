using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// Block 2 (domain §4): the figures that GBVIMS users know, counted over all incidents of the period, in the family and outside.
/// It crosses figures, so a commune has it from half a year on and only the province always.
/// </summary>
public static class GbvBlock
{
    private static readonly (string Key, Func<CaseFact, bool> Counts)[] Sexes =
    [
        ("female", f => f.Sex == Sex.Female), ("male", f => f.Sex == Sex.Male), (OtherSex, f => f.Sex is Sex.Other or Sex.NotStated),
    ];

    private const string OtherSex = "sex-other";

    private static readonly (string Key, Func<CaseFact, bool> Counts)[] Ages =
    [
        ("child", f => IsChild(f.Age)), ("adult", f => f.Age != AgeBand.Unknown && !IsChild(f.Age)), ("age-unknown", f => f.Age == AgeBand.Unknown),
    ];

    public static bool BelongsTo(ReportInput input) => input.Area.IsProvince || input.Period.IsHalfYearOrLonger;

    public static ReportBlock Block(ReportInput input) => new("gbv", "reporting.block.gbv",
    [
        Incidents(input), Types(input), AgesOfPersons(input), Persons(input, "gbv.marital", d => d.Marital), Persons(input, "gbv.displacement", d => d.Displacement),
        Of(input, "gbv.time", d => d.Time), Places(input), Contexts(input), Delays(input),
        Perpetrators(input), PerpetratorSexes(input), Of(input, "gbv.perpetrator-number", d => d.Perpetrators),
        Of(input, "gbv.perpetrator-age", d => d.PerpetratorAge) with { Note = "reporting.note.gbv.main-perpetrator" },
        Of(input, "gbv.perpetrator-occupation", d => d.PerpetratorOccupation) with { Note = "reporting.note.gbv.main-perpetrator" },
        Vulnerable(input), Reporters(input), Services(input),
    ]);

    private static ReportTable Incidents(ReportInput input)
    {
        var (all, rape) = (input.Incidents, input.Incidents.Where(x => x.Incident.CoreType == CoreType.Rape).ToList());
        return new("gbv.incidents", "reporting.table.gbv.incidents", ["reporting.column.incidents"],
        [
            One("total", all.Count),
            One("sexual", all.Count(x => IsSexual(x.Incident))),
            One("earlier", all.Count(x => x.Incident.EarlierIncidents)),
            One("rape", rape.Count),
            One("rape-health", rape.Count(x => x.Case.Referrals.Any(r => r.Service == Service.Health))),
            One("rape-72", rape.Count(x => x.Incident.DaysToHealth <= 3)),
            One("rape-120", rape.Count(x => x.Incident.DaysToHealth <= 5)),
        ])
        { Note = "reporting.note.gbv.incidents" };

        static ReportRow One(string key, int value) => Tables.Single("gbv.incidents", key, "reporting.row.gbv.incidents." + key, value);
    }

    private static ReportTable Types(ReportInput input) => Crossed("gbv.type", "reporting.table.gbv.type", "reporting.row.counted-incidents", [("incidents", _ => true), .. Sexes, .. Ages],
        input.Incidents.Select(x => x.Incident), f => f.CoreType, t => "CoreType." + t.Code())
        with
    { Note = "reporting.note.core-type" };

    private static ReportTable AgesOfPersons(ReportInput input) => Crossed("gbv.age", "reporting.table.gbv.age", "reporting.row.persons.counted-total", [("persons", _ => true), .. Sexes],
        input.Counted.Select(c => c.First), f => f.Age, a => "AgeBand." + a.Code());

    private static ReportTable Places(ReportInput input) =>
        Tables.OneWay("gbv.place", "reporting.table.gbv.place", "reporting.column.incidents", "reporting.row.counted-incidents",
            Tables.Lines(input.Incidents, x => x.Incident.Place, p => "IncidentPlace." + p.Code()))
            with
        { Chart = ChartKind.Bars };

    /// <summary>Several at once, so without a total. The first three follow from relation, age and type and are stored nowhere.</summary>
    private static ReportTable Contexts(ReportInput input)
    {
        var all = input.Incidents.Select(x => x.Incident);
        return new("gbv.context", "reporting.table.gbv.context", ["reporting.column.incidents"],
        [
            Tables.Single("gbv.context", "intimate-partner", "reporting.row.gbv.context.intimate-partner", all.Count(f => Family.IsIntimatePartner(FactCodes.AnswerOf(f.Relation)) == true)),
            Tables.Single("gbv.context", "child-sexual-abuse", "reporting.row.gbv.context.child-sexual-abuse", all.Count(f => IsChild(f.Age) && IsSexual(f))),
            Tables.Single("gbv.context", "domestic", "reporting.row.gbv.context.domestic", all.Count(f => f.Domestic == true)),
            .. Several("gbv.context", all.Select(f => f.Context), c => "IncidentContext." + c.Code()),
        ])
        { Note = "reporting.note.gbv.context" };
    }

    private static ReportTable Delays(ReportInput input) => Crossed("gbv.delay", "reporting.table.gbv.delay", "reporting.row.counted-incidents",
        [("incidents", _ => true), ("rape", f => f.CoreType == CoreType.Rape)],
        input.Incidents.Select(x => x.Incident), f => f.Delay, d => "reporting.row.gbv.delay." + d.Code());

    private static ReportTable Perpetrators(ReportInput input) =>
        Tables.OneWay("gbv.relation", "reporting.table.gbv.relation", "reporting.column.incidents", "reporting.row.counted-incidents",
            Tables.Lines(input.Incidents, x => x.Incident.Relation, r => "PerpetratorRelation." + r.Code()));

    private static ReportTable PerpetratorSexes(ReportInput input) =>
        Tables.OneWay("gbv.perpetrator", "reporting.table.gbv.perpetrator", "reporting.column.incidents", "reporting.row.counted-incidents",
            [
                new("female", "reporting.column.gbv.female", input.Incidents.Count(x => x.Incident.PerpetratorSex == Sex.Female)),
                new("male", "reporting.column.gbv.male", input.Incidents.Count(x => x.Incident.PerpetratorSex == Sex.Male)),
                new(OtherSex, "reporting.column.gbv." + OtherSex, input.Incidents.Count(x => x.Incident.PerpetratorSex is Sex.Other or Sex.NotStated)),
            ]);

    /// <summary>Incidents by one of the details of triage; "not stated" stands first, as in every table of answers.</summary>
    private static ReportTable Of<T>(ReportInput input, string key, Func<IncidentDetails, T> detail)
        where T : struct, Enum => ByDetail(key, "reporting.column.incidents", "reporting.row.counted-incidents", input.Incidents.Select(x => x.Incident), detail);

    private static ReportTable Persons<T>(ReportInput input, string key, Func<IncidentDetails, T> detail)
        where T : struct, Enum => ByDetail(key, "reporting.column.persons", "reporting.row.persons.counted-total", input.Counted.Select(c => c.First), detail);

    private static ReportTable ByDetail<T>(string key, string column, string totalLabel, IEnumerable<CaseFact> facts, Func<IncidentDetails, T> detail)
        where T : struct, Enum =>
        Tables.OneWay(key, "reporting.table." + key, column, totalLabel, Tables.Lines(facts, f => detail(f.Details ?? IncidentDetails.Unknown), v => $"{typeof(T).Name}.{v.Code()}"));

    private static ReportTable Vulnerable(ReportInput input) => new("gbv.vulnerable", "reporting.table.gbv.vulnerable", ["reporting.column.persons"],
        Several("gbv.vulnerable", input.Counted.Select(c => c.First.Flags), f => "reporting.row.gbv.vulnerable." + f.Code()))
    {
        Note = "reporting.note.gbv.vulnerable",
    };

    private static ReportTable Reporters(ReportInput input) =>
        Tables.OneWay("gbv.reporter", "reporting.table.gbv.reporter", "reporting.column.persons", "reporting.row.persons.counted-total",
            Tables.Lines(input.Counted, c => c.First.Reporter, r => "ReporterRole." + r.Code()));

    /// <summary>Persons, not referrals: somebody who was referred twice to the same service counts once.</summary>
    private static ReportTable Services(ReportInput input)
    {
        var services = Enum.GetValues<Service>();
        var (referred, given, notGiven) = (new int[services.Length], new int[services.Length], new int[services.Length]);
        foreach (var person in input.Counted)
            for (var n = 0; n < services.Length; n++)
            {
                var (was, refused) = (false, false);
                if (!IsReferred(person, services[n], ref was, ref refused)) continue;
                referred[n]++;
                if (was) given[n]++;
                else if (refused) notGiven[n]++;
            }

        return new("gbv.service", "reporting.table.gbv.service",
            ["reporting.column.gbv.referred", "reporting.column.gbv.given", "reporting.column.gbv.not-given"],
            [.. services.Select((s, n) => new ReportRow(s.Code(), "Service." + s.Code(),
            [
                new($"gbv.service.{s.Code()}.referred", referred[n]),
                new($"gbv.service.{s.Code()}.given", given[n]),
                new($"gbv.service.{s.Code()}.not-given", notGiven[n]),
            ]))])
        {
            Note = "reporting.note.gbv.service",
        };
    }

    private static bool IsReferred(FactCase person, Service service, ref bool given, ref bool refused)
    {
        var any = false;
        for (var i = 0; i < person.Referrals.Count; i++)
        {
            if (person.Referrals[i] is var referral && referral.Service != service) continue;
            any = true;
            given |= referral.ServiceGiven;
            refused |= referral.State is ItemState.Declined or ItemState.NotPossible or ItemState.Withdrawn;
        }

        return any;
    }

    /// <summary>Lines of which several may be true at once, so without a total.</summary>
    private static IReadOnlyList<ReportRow> Several<T>(string table, IEnumerable<IReadOnlyList<T>> each, Func<T, string> label) where T : struct, Enum =>
        [.. Tables.Lines(each.SelectMany(Different), m => m, label).Select(l => Tables.Single(table, l.Key, l.Label, l.Value))];

    /// <summary>Each once; most have none or one, and cost nothing.</summary>
    private static IReadOnlyList<T> Different<T>(IReadOnlyList<T> all) => all.Count < 2 ? all : [.. all.Distinct()];

    /// <summary>Rows that exclude each other, columns that may overlap, each column summed by itself; all counted in one walk.</summary>
    private static ReportTable Crossed<T>(
        string key, string label, string totalLabel, (string Key, Func<CaseFact, bool> Counts)[] columns, IEnumerable<CaseFact> facts, Func<CaseFact, T> line, Func<T, string> lineLabel)
        where T : struct, Enum
    {
        var lines = Enum.GetValues<T>();
        var counts = new int[lines.Length, columns.Length];
        foreach (var fact in facts)
            for (var n = 0; n < columns.Length; n++)
                if (columns[n].Counts(fact)) counts[Tables.Place(line(fact)), n]++;
        List<ReportRow> rows = [.. lines.Select((l, m) => new ReportRow(l.Code(), lineLabel(l), [.. columns.Select((c, n) => new ReportCell($"{key}.{l.Code()}.{c.Key}", counts[m, n]))]) { Level = 1 })];
        var total = new ReportRow("total", totalLabel, [.. columns.Select((c, n) =>
            new ReportCell($"{key}.total.{c.Key}", rows.Sum(r => r.Cells[n].Value)) { SumOf = [.. rows.Select(r => r.Cells[n].Key)] })])
        { IsTotal = true };
        return new ReportTable(key, label, [.. columns.Select(c => c.Key is "incidents" or "persons" ? "reporting.column." + c.Key : "reporting.column.gbv." + c.Key)], [.. rows, total]);
    }

    private static bool IsSexual(CaseFact fact) => fact.CoreType is CoreType.Rape or CoreType.SexualAssault;

    /// <summary>Under 18, as GBVIMS has it; the Vietnamese form draws its line at 16.</summary>
    private static bool IsChild(AgeBand age) => age.IsUnder16() || age == AgeBand.From16To17;
}
