using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// The figures of a year for everybody (domain §4, design §5): a fixed list of one-way tables, a commune's counts as bands, the
/// province's rounded, and withheld where they would tell more of a small count than its band.
/// </summary>
/// <remarks>
/// A commune has one table and no total, and only calendar years of one calendar are told: with a second table of the same incidents, a
/// total or an overlapping year, differences would narrow the bands.
/// </remarks>
public sealed class ShareableReport
{
    private static readonly CoreType[] Types = Enum.GetValues<CoreType>();

    private readonly ReportInput input;
    private readonly Func<string, double> chance;
    private readonly IntervalAudit audit = new();
    private readonly Dictionary<string, (int Id, int Count)> published = [];
    private readonly List<(int Id, int Count)> shielded = [];

    private ShareableReport(ReportInput input, Func<string, double> chance) => (this.input, this.chance) = (input, chance);

    /// <summary>Only whole years that are over are told.</summary>
    public static bool BelongsTo(ReportInput input) => BelongsTo(input.Period) && !input.Provisional;

    public static bool BelongsTo(Period period) => period.Kind == PeriodKind.Year;

    /// <param name="chance">From a cell's name to a number from 0 to below 1, under the rounding key.</param>
    /// <param name="withheld">Keys of cells that an earlier version withheld: they stay so.</param>
    public static PeriodReport Build(ReportInput input, Func<string, double> chance, IReadOnlyCollection<string> withheld) =>
        new ShareableReport(input, chance).Build(withheld);

    private PeriodReport Build(IReadOnlyCollection<string> withheld) => new()
    {
        Period = input.Period,
        Area = input.Area,
        AsOf = input.AsOf,
        Provisional = input.Provisional,
        Variant = ReportVariant.Shareable,
        Definitions = $"{ReportBuilder.Version}; shareable-2",
        Blocks = [new ReportBlock("share", "reporting.block.share", input.Area.IsProvince ? Province(withheld) : [Commune()])],
    };

    private ReportTable Commune() => new("share.type", "reporting.table.share.type", ["reporting.column.incidents"],
        [.. Types.Select(t => new ReportRow(t.Code(), "CoreType." + t.Code(), [Band($"share.type.{t.Code()}", OfType(input.Area, t))]) { Level = 1 })])
    {
        Note = "reporting.note.share.bands",
        Chart = ChartKind.Bars,
    };

    private IReadOnlyList<ReportTable> Province(IReadOnlyCollection<string> withheld)
    {
        var byCommune = input.Incidents.ToLookup(i => i.Case.First.Commune);
        List<(string Key, string? Name, int[] Counts)> communes = [.. input.Areas.Select(a => (a.Code.Value, (string?)a.Name, Counts(byCommune[a.Code])))];
        var listed = input.Areas.Select(a => a.Code).ToHashSet();
        communes.Add(("elsewhere", null, Counts(byCommune.Where(c => !listed.Contains(c.Key)).SelectMany(c => c))));

        // Types are the sums of their communes; all tables of incidents have one total, all tables of persons another.
        var incidents = Count("share.incidents", input.Incidents.Count);
        var persons = Count("share.persons", input.Counted.Count);
        audit.IsAtMost(persons, incidents);
        List<ReportTable> tables =
        [
            Rounded("share.type", incidents, Types.Select((t, n) => (t.Code(), "CoreType." + t.Code(), communes.Sum(c => c.Counts[n])))),
            Rounded("share.relation", incidents,
            [
                ("domestic", "reporting.row.received.domestic", input.Incidents.Count(x => x.Incident.Domestic == true)),
                ("outside", "reporting.row.received.outside", input.Incidents.Count(x => x.Incident.Domestic == false)),
                ("unknown", "reporting.row.received.relation-unknown", input.Incidents.Count(x => x.Incident.Domestic is null)),
            ]),
            Rounded("share.age", persons,
            [
                ("under-16", "reporting.form.persons.under-16", input.Counted.Count(c => c.First.Age.IsUnder16())),
                ("16-59", "reporting.row.share.age.16-59", input.Counted.Count(c => c.First.Age.Is16To59())),
                ("from-60", "reporting.form.persons.from-60", input.Counted.Count(c => c.First.Age == AgeBand.From60)),
                ("unknown", "AgeBand.unknown", input.Counted.Count(c => c.First.Age == AgeBand.Unknown)),
            ]),
            Rounded("share.sex", persons,
            [
                ("female", "reporting.form.persons.female", input.Counted.Count(c => c.First.Sex == Sex.Female)),
                ("male", "reporting.form.persons.male", input.Counted.Count(c => c.First.Sex == Sex.Male)),
                ("other", "reporting.column.gbv.sex-other", input.Counted.Count(c => c.First.Sex is Sex.Other or Sex.NotStated)),
            ]),
            Totals(),
        ];
        for (var n = 0; n < Types.Length; n++)
        {
            var type = published[$"share.type.{Types[n].Code()}"].Id;
            audit.IsSum(type, [.. communes.Select(c => Shielded(audit.Add(Disclosure.BandOf(c.Counts[n])), c.Counts[n]))]);
        }

        var silent = Withhold(withheld);
        return
        [
            .. tables.Select(t => t with { Rows = [.. t.Rows.Select(r => r with { Cells = [.. r.Cells.Select(c => silent.Contains(c.Key) ? c with { Value = null, Suppressed = true } : c)] })] }),
            new("share.area", "reporting.table.share.area", [.. Types.Select(t => "CoreType." + t.Code())],
                [.. communes.Select(c => new ReportRow(c.Key, "reporting.row.area.elsewhere", [.. Types.Select((t, n) => Band($"share.area.{c.Key}.{t.Code()}", c.Counts[n]))]) { Name = c.Name, Level = 1 })])
            {
                Note = "reporting.note.share.area",
            },
        ];
    }

    private ReportTable Totals() => new("share", "reporting.table.share.totals", ["reporting.column.number"],
        [Total("incidents", "reporting.row.counted-incidents"), Total("persons", "reporting.row.persons.counted-total")])
    { Note = "reporting.note.share.rounded" };

    private ReportRow Total(string key, string label) =>
        new(key, label, [new ReportCell($"share.{key}", Rounding($"share.{key}", published[$"share.{key}"].Count))]) { IsTotal = true };

    private ReportTable Rounded(string key, int total, IEnumerable<(string Key, string Label, int Count)> lines)
    {
        List<(string Key, string Label, int Count)> list = [.. lines];
        audit.IsSum(total, [.. list.Select(l => Count($"{key}.{l.Key}", l.Count))]);
        return new(key, "reporting.table." + key, ["reporting.column.number"],
            [.. list.Select(l => new ReportRow(l.Key, l.Label, [new ReportCell($"{key}.{l.Key}", Rounding($"{key}.{l.Key}", l.Count))]) { Level = 1 })])
        {
            Chart = ChartKind.Bars,
        };
    }

    /// <summary>A count that is to be published.</summary>
    private int Count(string key, int count)
    {
        var id = audit.Add(Interval.Any);
        published.Add(key, (id, count));
        return Shielded(id, count);
    }

    private int Shielded(int id, int count)
    {
        if (count < Disclosure.Protected) shielded.Add((id, count));
        return id;
    }

    /// <summary>Withholds cells one after another, each time the one that leaves the fewest small counts too well known, until none is.</summary>
    private HashSet<string> Withhold(IReadOnlyCollection<string> withheld)
    {
        var silent = withheld.Where(published.ContainsKey).ToHashSet(StringComparer.Ordinal);
        for (var bad = TooWellKnown(silent); bad > 0; bad = TooWellKnown(silent))
            silent.Add(published.Keys.Where(k => !silent.Contains(k)).MinBy(k => TooWellKnown([.. silent, k]))!);
        return silent;
    }

    private int TooWellKnown(HashSet<string> silent)
    {
        var known = audit.Known(published.Where(p => !silent.Contains(p.Key)).Select(p => (p.Value.Id, Disclosure.Behind(Rounding(p.Key, p.Value.Count)))));
        return shielded.Count(s => known[s.Id] != Disclosure.Smallest && known[s.Id].IsInside(Disclosure.Smallest));
    }

    private int Rounding(string key, int count) => Disclosure.Round(count, chance($"{input.Period}|{key}"));

    private static ReportCell Band(string key, int count) => new(key, null) { Band = Disclosure.Text(Disclosure.BandOf(count)) };

    private int OfType(CommuneCode area, CoreType type) => input.Incidents.Count(x => x.Case.First.Commune == area && x.Incident.CoreType == type);

    private static int[] Counts(IEnumerable<(FactCase Case, CaseFact Incident)> incidents)
    {
        var counts = new int[Types.Length];
        foreach (var x in incidents) counts[(int)x.Incident.CoreType]++;
        return counts;
    }
}
