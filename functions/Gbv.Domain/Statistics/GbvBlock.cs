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
    private const string MainPerpetrator = "reporting.note.gbv.main-perpetrator";

    private static readonly (string Key, Func<CaseFact, bool> Counts)[] Ages =
    [
        ("child", f => IsChild(f.Age)), ("adult", f => f.Age != AgeBand.Unknown && !IsChild(f.Age)), ("age-unknown", f => f.Age == AgeBand.Unknown),
    ];

    public static bool BelongsTo(ReportInput input) => input.Area.IsProvince || input.Period.IsHalfYearOrLonger;

    public static ReportBlock Block(ReportInput input) => new("gbv", "reporting.block.gbv", Tally.Tables(input.Counted,
    [
        Incidents(), Types(), AgesOfPersons(), Persons("gbv.marital", d => d.Marital), Persons("gbv.displacement", d => d.Displacement),
        Of("gbv.time", d => d.Time), Places(), Contexts(), Delays(),
        Relations(), PerpetratorSexes(), Of("gbv.perpetrator-number", d => d.Perpetrators),
        Of("gbv.perpetrator-age", d => d.PerpetratorAge, MainPerpetrator), Of("gbv.perpetrator-occupation", d => d.PerpetratorOccupation, MainPerpetrator),
        Vulnerable(), Reporters(), Services(),
    ]));

    private static Tally Incidents()
    {
        var (all, sexual, earlier, rape, toHealth, within72Hours, within120Hours) = (0, 0, 0, 0, 0, 0, 0);
        return new(TallyUnit.Incidents, (person, incident) =>
        {
            all++;
            if (IsSexual(incident)) sexual++;
            if (incident.EarlierIncidents) earlier++;
            if (incident.CoreType != CoreType.Rape) return;
            rape++;
            if (person.Referrals.Any(r => r.Service == Service.Health)) toHealth++;
            if (incident.DaysToHealth <= 3) within72Hours++;
            if (incident.DaysToHealth <= 5) within120Hours++;
        }, () => new("gbv.incidents", "reporting.table.gbv.incidents", ["reporting.column.incidents"],
        [
            One("total", all), One("sexual", sexual), One("earlier", earlier),
            One("rape", rape), One("rape-health", toHealth), One("rape-72", within72Hours), One("rape-120", within120Hours),
        ])
        { Note = "reporting.note.gbv.incidents" });

        static ReportRow One(string key, int value) => Tables.Single("gbv.incidents", key, "reporting.row.gbv.incidents." + key, value);
    }

    private static Tally Types() => Crossed(TallyUnit.Incidents, "gbv.type", "reporting.row.counted-incidents", [("incidents", _ => true), .. Sexes, .. Ages],
        f => f.CoreType, t => "CoreType." + t.Code(), "reporting.note.core-type");

    private static Tally AgesOfPersons() => Crossed(TallyUnit.Persons, "gbv.age", "reporting.row.persons.counted-total", [("persons", _ => true), .. Sexes],
        f => f.Age, a => "AgeBand." + a.Code());

    private static Tally Delays() => Crossed(TallyUnit.Incidents, "gbv.delay", "reporting.row.counted-incidents", [("incidents", _ => true), ("rape", f => f.CoreType == CoreType.Rape)],
        f => f.Delay, d => "reporting.row.gbv.delay." + d.Code());

    private static Tally Places() => OneWay(TallyUnit.Incidents, "gbv.place", f => f.Place, p => "IncidentPlace." + p.Code(), chart: ChartKind.Bars);

    private static Tally Relations() => OneWay(TallyUnit.Incidents, "gbv.relation", f => f.Relation, r => "PerpetratorRelation." + r.Code());

    private static Tally Reporters() => OneWay(TallyUnit.Persons, "gbv.reporter", f => f.Reporter, r => "ReporterRole." + r.Code());

    /// <summary>Incidents by one of the details of triage; "not stated" stands first, as in every table of answers.</summary>
    private static Tally Of<T>(string key, Func<IncidentDetails, T> detail, string? note = null) where T : struct, Enum => Detail(TallyUnit.Incidents, key, detail, note);

    private static Tally Persons<T>(string key, Func<IncidentDetails, T> detail) where T : struct, Enum => Detail(TallyUnit.Persons, key, detail);

    private static Tally Detail<T>(TallyUnit unit, string key, Func<IncidentDetails, T> detail, string? note = null) where T : struct, Enum =>
        OneWay(unit, key, f => detail(f.Details ?? IncidentDetails.Unknown), v => $"{typeof(T).Name}.{v.Code()}", note);

    /// <summary>Several at once, so without a total. The first three follow from relation, age and type and are stored nowhere.</summary>
    private static Tally Contexts()
    {
        var (intimatePartner, childSexualAbuse, domestic) = (0, 0, 0);
        var told = new CodeCounts<IncidentContext>();
        return new(TallyUnit.Incidents, (_, incident) =>
        {
            if (Family.IsIntimatePartner(FactCodes.AnswerOf(incident.Relation)) == true) intimatePartner++;
            if (IsChild(incident.Age) && IsSexual(incident)) childSexualAbuse++;
            if (incident.Domestic == true) domestic++;
            told.AddEach(incident.Context);
        }, () => new("gbv.context", "reporting.table.gbv.context", ["reporting.column.incidents"],
        [
            Tables.Single("gbv.context", "intimate-partner", "reporting.row.gbv.context.intimate-partner", intimatePartner),
            Tables.Single("gbv.context", "child-sexual-abuse", "reporting.row.gbv.context.child-sexual-abuse", childSexualAbuse),
            Tables.Single("gbv.context", "domestic", "reporting.row.gbv.context.domestic", domestic),
            .. Rows("gbv.context", told.Lines(c => "IncidentContext." + c.Code())),
        ])
        { Note = "reporting.note.gbv.context" });
    }

    private static Tally PerpetratorSexes()
    {
        var sexes = new CodeCounts<Sex>();
        return new(TallyUnit.Incidents, (_, incident) => sexes.Add(incident.PerpetratorSex),
            () => Tables.OneWay("gbv.perpetrator", "reporting.table.gbv.perpetrator", "reporting.column.incidents", "reporting.row.counted-incidents",
            [
                new("female", "reporting.column.gbv.female", sexes[Sex.Female]),
                new("male", "reporting.column.gbv.male", sexes[Sex.Male]),
                new(OtherSex, "reporting.column.gbv." + OtherSex, sexes[Sex.Other] + sexes[Sex.NotStated]),
            ]));
    }

    private static Tally Vulnerable()
    {
        var flags = new CodeCounts<PersonFlag>();
        return new(TallyUnit.Persons, (_, first) => flags.AddEach(first.Flags),
            () => new("gbv.vulnerable", "reporting.table.gbv.vulnerable", ["reporting.column.persons"],
                [.. Rows("gbv.vulnerable", flags.Lines(f => "reporting.row.gbv.vulnerable." + f.Code()))])
            { Note = "reporting.note.gbv.vulnerable" });
    }

    /// <summary>Persons, not referrals: somebody who was referred twice to the same service counts once.</summary>
    private static Tally Services()
    {
        var (referred, given, notGiven) = (new CodeCounts<Service>(), new CodeCounts<Service>(), new CodeCounts<Service>());
        var services = Enum.GetValues<Service>();
        return new(TallyUnit.Persons, (person, _) =>
        {
            foreach (var service in services)
            {
                var (was, refused) = (false, false);
                if (!IsReferred(person, service, ref was, ref refused)) continue;
                referred.Add(service);
                if (was) given.Add(service);
                else if (refused) notGiven.Add(service);
            }
        }, () => new("gbv.service", "reporting.table.gbv.service",
            ["reporting.column.gbv.referred", "reporting.column.gbv.given", "reporting.column.gbv.not-given"],
            [.. services.Select(s => new ReportRow(s.Code(), "Service." + s.Code(),
            [
                new($"gbv.service.{s.Code()}.referred", referred[s]),
                new($"gbv.service.{s.Code()}.given", given[s]),
                new($"gbv.service.{s.Code()}.not-given", notGiven[s]),
            ]))])
        { Note = "reporting.note.gbv.service" });
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
    private static IEnumerable<ReportRow> Rows(string table, IEnumerable<Tables.Line> lines) => lines.Select(l => Tables.Single(table, l.Key, l.Label, l.Value));

    /// <summary>Lines that exclude each other, and their sum.</summary>
    private static Tally OneWay<T>(TallyUnit unit, string key, Func<CaseFact, T> line, Func<T, string> label, string? note = null, ChartKind chart = ChartKind.None) where T : struct, Enum
    {
        var counts = new CodeCounts<T>();
        var (column, total) = unit == TallyUnit.Incidents
            ? ("reporting.column.incidents", "reporting.row.counted-incidents")
            : ("reporting.column.persons", "reporting.row.persons.counted-total");
        return new(unit, (_, fact) => counts.Add(line(fact)), () => Tables.OneWay(key, "reporting.table." + key, column, total, counts.Lines(label)) with { Note = note, Chart = chart });
    }

    /// <summary>Rows that exclude each other, columns that may overlap, each column summed by itself.</summary>
    private static Tally Crossed<T>(
        TallyUnit unit, string key, string totalLabel, (string Key, Func<CaseFact, bool> Counts)[] columns, Func<CaseFact, T> line, Func<T, string> lineLabel, string? note = null)
        where T : struct, Enum
    {
        CodeCounts<T>[] counts = [.. columns.Select(_ => new CodeCounts<T>())];
        return new(unit, (_, fact) =>
        {
            for (var n = 0; n < columns.Length; n++)
                if (columns[n].Counts(fact)) counts[n].Add(line(fact));
        }, () =>
        {
            List<ReportRow> rows = [.. Enum.GetValues<T>().Select(l => new ReportRow(l.Code(), lineLabel(l), [.. columns.Select((c, n) => new ReportCell($"{key}.{l.Code()}.{c.Key}", counts[n][l]))]) { Level = 1 })];
            var total = new ReportRow("total", totalLabel, [.. columns.Select((c, n) =>
                new ReportCell($"{key}.total.{c.Key}", counts[n].Sum) { SumOf = [.. rows.Select(r => r.Cells[n].Key)] })])
            { IsTotal = true };
            return new ReportTable(key, "reporting.table." + key, [.. columns.Select(c => c.Key is "incidents" or "persons" ? "reporting.column." + c.Key : "reporting.column.gbv." + c.Key)], [.. rows, total]) { Note = note };
        });
    }

    private static bool IsSexual(CaseFact fact) => fact.CoreType is CoreType.Rape or CoreType.SexualAssault;

    /// <summary>Under 18, as GBVIMS has it; the Vietnamese form draws its line at 16.</summary>
    private static bool IsChild(AgeBand age) => age.IsUnder16() || age == AgeBand.From16To17;
}
