using Gbv.Domain.Cases;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Tests.Statistics;

/// <summary>
/// Knows all that was told of a year and every rule but the rounding key; tries a value for one count and looks whether the whole can still
/// be true. All counts and their sums form a tree.
/// </summary>
internal sealed class Attacker(IEnumerable<(string Key, Interval Told)> told, IReadOnlyList<CommuneCode> areas)
{
    private const int Many = 1000;
    private static readonly string[] Types = [.. Enum.GetValues<CoreType>().Select(t => t.Code())];
    private static readonly string[] Relations = ["domestic", "outside", "unknown"];
    private static readonly string[] Ages = ["under-16", "16-59", "from-60", "unknown"];
    private static readonly string[] Sexes = ["female", "male", "other"];

    private readonly ILookup<string, Interval> told = told.ToLookup(t => t.Key, t => t.Told with { High = Math.Min(t.Told.High, Many) });
    private readonly string[] places = [.. areas.Select(a => a.Value), "elsewhere"];

    /// <summary>What the cells of a province's page give away.</summary>
    public static IEnumerable<(string Key, Interval Told)> Told(IEnumerable<ReportCell> cells) => cells.Select(c => (c.Key, c switch
    {
        { Value: { } value } => Disclosure.Behind((int)value),
        { Band: { } band } => BandOf(band),
        _ => Interval.Any,
    }));

    /// <summary>The same of a commune's page, whose counts are cells of the province's.</summary>
    public static IEnumerable<(string Key, Interval Told)> ToldOf(CommuneCode area, IEnumerable<ReportCell> cells) =>
        Told(cells).Select(c => (c.Key.Replace("share.type.", $"share.area.{area}.", StringComparison.Ordinal), c.Told));

    /// <summary>Every count below five may still be anything from zero to four, or something above four too.</summary>
    public bool KnowsNoSmallCount(ReportInput input) => Truth(input, areas).Where(t => t.Count < 5).All(t =>
        Enumerable.Range(0, 5).Count(v => Fits(t.Key, new Interval(v, v))) == 5 || Fits(t.Key, new Interval(5, Many)));

    private bool Fits(string key, Interval tried)
    {
        var types = Types.Select(t => Meet(Of($"share.type.{t}", key, tried), Sum(places.Select(p => Of($"share.area.{p}.{t}", key, tried)))));
        var incidents = Meet(Of("share.incidents", key, tried), Meet(Sum(types), Sum(Relations.Select(r => Of($"share.relation.{r}", key, tried)))));
        var persons = Meet(Of("share.persons", key, tried), Meet(Sum(Ages.Select(a => Of($"share.age.{a}", key, tried))), Sum(Sexes.Select(s => Of($"share.sex.{s}", key, tried)))));
        return incidents is { } i && persons is { } p && p.Low <= i.High;
    }

    private Interval? Of(string cell, string key, Interval tried)
    {
        Interval? known = new Interval(0, Many);
        foreach (var one in told[cell]) known = Meet(known, one);
        return cell == key ? Meet(known, tried) : known;
    }

    private static Interval BandOf(string text) => text.EndsWith('+')
        ? new Interval(int.Parse(text[..^1], null), Many)
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
    public static IEnumerable<(string Key, int Count)> Truth(ReportInput input, IReadOnlyList<CommuneCode> areas)
    {
        var listed = areas.ToHashSet();
        foreach (var t in Enum.GetValues<CoreType>())
        {
            yield return ($"share.type.{t.Code()}", input.Incidents.Count(x => x.Incident.CoreType == t));
            foreach (var code in areas) yield return ($"share.area.{code}.{t.Code()}", input.Incidents.Count(x => x.Incident.CoreType == t && x.Case.First.Commune == code));
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
