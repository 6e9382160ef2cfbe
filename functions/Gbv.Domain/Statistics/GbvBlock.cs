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
        ("female", f => f.Sex == Sex.Female), ("male", f => f.Sex == Sex.Male), ("sex-other", f => f.Sex is Sex.Other or Sex.NotStated),
    ];

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
        Enum.GetValues<CoreType>().Select(t => (t.Code(), "CoreType." + t.Code(), input.Incidents.Where(x => x.Incident.CoreType == t).Select(x => x.Incident))))
        with
    { Note = "reporting.note.core-type" };

    private static ReportTable AgesOfPersons(ReportInput input) => Crossed("gbv.age", "reporting.table.gbv.age", "reporting.row.persons.counted-total", [("persons", _ => true), .. Sexes],
        Enum.GetValues<AgeBand>().Select(a => (a.Code(), "AgeBand." + a.Code(), input.Counted.Where(c => c.First.Age == a).Select(c => c.First))));

    private static ReportTable Places(ReportInput input) =>
        Tables.OneWay("gbv.place", "reporting.table.gbv.place", "reporting.column.incidents", "reporting.row.counted-incidents",
            [.. Enum.GetValues<IncidentPlace>().Select(p => new Tables.Line(p.Code(), "IncidentPlace." + p.Code(), input.Incidents.Count(x => x.Incident.Place == p)))])
            with
        { Chart = ChartKind.Bars };

    /// <summary>Several at once, so without a total. The first three follow from relation, age and type and are stored nowhere.</summary>
    private static ReportTable Contexts(ReportInput input)
    {
        var all = input.Incidents.Select(x => x.Incident).ToList();
        return new("gbv.context", "reporting.table.gbv.context", ["reporting.column.incidents"],
        [
            Tables.Single("gbv.context", "intimate-partner", "reporting.row.gbv.context.intimate-partner", all.Count(f => Family.IsIntimatePartner(FactCodes.AnswerOf(f.Relation)) == true)),
            Tables.Single("gbv.context", "child-sexual-abuse", "reporting.row.gbv.context.child-sexual-abuse", all.Count(f => IsChild(f.Age) && IsSexual(f))),
            Tables.Single("gbv.context", "domestic", "reporting.row.gbv.context.domestic", all.Count(f => f.Domestic == true)),
            .. Enum.GetValues<IncidentContext>().Select(c => Tables.Single("gbv.context", c.Code(), "IncidentContext." + c.Code(), all.Count(f => f.Context.Contains(c)))),
        ])
        { Note = "reporting.note.gbv.context" };
    }

    private static ReportTable Delays(ReportInput input) => Crossed("gbv.delay", "reporting.table.gbv.delay", "reporting.row.counted-incidents",
        [("incidents", _ => true), ("rape", f => f.CoreType == CoreType.Rape)],
        Enum.GetValues<ReportDelay>().Select(d => (d.Code(), "reporting.row.gbv.delay." + d.Code(), input.Incidents.Where(x => x.Incident.Delay == d).Select(x => x.Incident))));

    private static ReportTable Perpetrators(ReportInput input) =>
        Tables.OneWay("gbv.relation", "reporting.table.gbv.relation", "reporting.column.incidents", "reporting.row.counted-incidents",
            [.. Enum.GetValues<PerpetratorRelation>().Select(r => new Tables.Line(r.Code(), "PerpetratorRelation." + r.Code(), input.Incidents.Count(x => x.Incident.Relation == r)))]);

    private static ReportTable PerpetratorSexes(ReportInput input) =>
        Tables.OneWay("gbv.perpetrator", "reporting.table.gbv.perpetrator", "reporting.column.incidents", "reporting.row.counted-incidents",
            [.. Sexes.Select(s => new Tables.Line(s.Key, "reporting.column.gbv." + s.Key, input.Incidents.Count(x => s.Counts(x.Incident with { Sex = x.Incident.PerpetratorSex }))))]);

    /// <summary>Incidents by one of the details of triage; "not stated" stands first, as in every table of answers.</summary>
    private static ReportTable Of<T>(ReportInput input, string key, Func<IncidentDetails, T> detail)
        where T : struct, Enum => ByDetail(key, "reporting.column.incidents", "reporting.row.counted-incidents", input.Incidents.Select(x => x.Incident), detail);

    private static ReportTable Persons<T>(ReportInput input, string key, Func<IncidentDetails, T> detail)
        where T : struct, Enum => ByDetail(key, "reporting.column.persons", "reporting.row.persons.counted-total", input.Counted.Select(c => c.First), detail);

    private static ReportTable ByDetail<T>(string key, string column, string totalLabel, IEnumerable<CaseFact> facts, Func<IncidentDetails, T> detail)
        where T : struct, Enum
    {
        var counts = facts.CountBy(f => detail(f.Details ?? IncidentDetails.Unknown)).ToDictionary();
        return Tables.OneWay(key, "reporting.table." + key, column, totalLabel,
            [.. Enum.GetValues<T>().Select(v => new Tables.Line(v.Code(), $"{typeof(T).Name}.{v.Code()}", counts.GetValueOrDefault(v)))]);
    }

    private static ReportTable Vulnerable(ReportInput input) => new("gbv.vulnerable", "reporting.table.gbv.vulnerable", ["reporting.column.persons"],
        [.. Enum.GetValues<PersonFlag>().Select(f => Tables.Single("gbv.vulnerable", f.Code(), "reporting.row.gbv.vulnerable." + f.Code(), input.Counted.Count(c => c.First.Flags.Contains(f))))])
    {
        Note = "reporting.note.gbv.vulnerable",
    };

    private static ReportTable Reporters(ReportInput input) =>
        Tables.OneWay("gbv.reporter", "reporting.table.gbv.reporter", "reporting.column.persons", "reporting.row.persons.counted-total",
            [.. Enum.GetValues<ReporterRole>().Select(r => new Tables.Line(r.Code(), "ReporterRole." + r.Code(), input.Counted.Count(c => c.First.Reporter == r)))]);

    /// <summary>Persons, not referrals: somebody who was referred twice to the same service counts once.</summary>
    private static ReportTable Services(ReportInput input) => new("gbv.service", "reporting.table.gbv.service",
        ["reporting.column.gbv.referred", "reporting.column.gbv.given", "reporting.column.gbv.not-given"],
        [.. Enum.GetValues<Service>().Select(s => new ReportRow(s.Code(), "Service." + s.Code(),
        [
            new($"gbv.service.{s.Code()}.referred", input.Counted.Count(c => c.Referrals.Any(r => r.Service == s))),
            new($"gbv.service.{s.Code()}.given", input.Counted.Count(c => c.WasGiven(s))),
            new($"gbv.service.{s.Code()}.not-given", input.Counted.Count(c => !c.WasGiven(s) && c.Referrals.Any(r => r.Service == s && r.State is ItemState.Declined or ItemState.NotPossible or ItemState.Withdrawn))),
        ]))])
    {
        Note = "reporting.note.gbv.service",
    };

    /// <summary>Rows that exclude each other, columns that may overlap, each column summed by itself.</summary>
    private static ReportTable Crossed(
        string key, string label, string totalLabel, (string Key, Func<CaseFact, bool> Counts)[] columns, IEnumerable<(string Key, string Label, IEnumerable<CaseFact> Facts)> lines)
    {
        List<ReportRow> rows = [.. lines.Select(line =>
        {
            var facts = line.Facts.ToList();
            return new ReportRow(line.Key, line.Label, [.. columns.Select(c => new ReportCell($"{key}.{line.Key}.{c.Key}", facts.Count(c.Counts)))]) { Level = 1 };
        })];
        var total = new ReportRow("total", totalLabel, [.. columns.Select((c, n) =>
            new ReportCell($"{key}.total.{c.Key}", rows.Sum(r => r.Cells[n].Value)) { SumOf = [.. rows.Select(r => r.Cells[n].Key)] })])
        { IsTotal = true };
        return new ReportTable(key, label, [.. columns.Select(c => c.Key is "incidents" or "persons" ? "reporting.column." + c.Key : "reporting.column.gbv." + c.Key)], [.. rows, total]);
    }

    private static bool IsSexual(CaseFact fact) => fact.CoreType is CoreType.Rape or CoreType.SexualAssault;

    /// <summary>Under 18, as GBVIMS has it; the Vietnamese form draws its line at 16.</summary>
    private static bool IsChild(AgeBand age) => age.IsUnder16() || age == AgeBand.From16To17;
}
