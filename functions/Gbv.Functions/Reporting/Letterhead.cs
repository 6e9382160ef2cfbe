using System.Globalization;
using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

/// <summary>
/// Who issues the report, in the form of Decree 30/2020/NĐ-CP, Annex I: a commune's People's Committee, or for the province its
/// department (domain §4 "Document form").
/// </summary>
internal sealed record Letterhead
{
    /// <summary>The body above, in plain capitals, and the issuing body in bold ones.</summary>
    public required string Above { get; init; }

    public required string Issuer { get; init; }

    /// <summary>A commune's committee has its name on two lines, both bold; a department stands under its province in plain letters.</summary>
    public required bool OneName { get; init; }

    /// <summary>The symbol behind the number, for example <c>BC-UBND</c>.</summary>
    public required string Symbol { get; init; }

    /// <summary>Place before the date.</summary>
    public required string Place { get; init; }

    /// <summary>For whom somebody signs; null where the head signs for the own office.</summary>
    public string? OnBehalf { get; init; }

    /// <summary>In whose place a deputy signs; null where the head does.</summary>
    public string? InPlaceOf { get; init; }

    public required string Post { get; init; }
    public string? Signer { get; init; }
    public required IReadOnlyList<string> Recipients { get; init; }

    public static Letterhead For(CommuneDirectory directory, Period period, Texts t)
    {
        var area = directory.Commune;
        if (area.Code.IsProvince) return OfProvince(area, period, t);
        var chairman = directory.Entries.FirstOrDefault(e => e.Commune == area.Code && e.Roles.Contains(DirectoryRole.Chairman));
        return chairman is { OnLeave: true }
            ? ByDeputy(OfCommune(area, directory.Entries.FirstOrDefault(e => e.Id == chairman.BackupId)?.Name, period, t), t)
            : OfCommune(area, chairman?.Name, period, t);
    }

    /// <summary>A chairman who is away is signed for by a vice-chairman.</summary>
    private static Letterhead ByDeputy(Letterhead letter, Texts t) => letter with { InPlaceOf = t["reporting.letter.in-place-of"], Post = t["reporting.letter.post.deputy"] };

    internal static Letterhead OfCommune(Area area, string? signer, Period period, Texts t) => new()
    {
        Above = t["reporting.letter.committee"],
        Issuer = area.Name.ToUpper(Vietnamese),
        OneName = true,
        Symbol = t["reporting.letter.symbol.commune"],
        Place = AreaNames.PlaceOf(area.Name),
        OnBehalf = t["reporting.letter.on-behalf"],
        Post = t["reporting.letter.post.commune"],
        Signer = signer,
        Recipients = [.. Departments(period, t), t["reporting.letter.to.commune", AreaNames.KindOf(area.Name) ?? t["reporting.letter.to.commune.kind"]], t["reporting.letter.to.archive"]],
    };

    internal static Letterhead OfProvince(Area area, Period period, Texts t) => new()
    {
        Above = t["reporting.letter.province", area.Name.ToUpper(Vietnamese)],
        Issuer = t["reporting.letter.department"],
        OneName = false,
        Symbol = t["reporting.letter.symbol.province"],
        Place = AreaNames.PlaceOf(area.Name),
        Post = t["reporting.letter.post.province"],
        Recipients = [t["reporting.letter.to.province"], .. Departments(period, t).Skip(1), t["reporting.letter.to.archive"]],
    };

    /// <summary>The programme's results go to the department of home affairs; the domestic-violence form also to that of culture (domain §4).</summary>
    private static IEnumerable<string> Departments(Period period, Texts t)
    {
        yield return t["reporting.letter.to.home-affairs"];
        if (period.Kind is not (PeriodKind.Programme or PeriodKind.MidTerm or PeriodKind.Final)) yield return t["reporting.letter.to.culture"];
    }

    /// <summary>Days below 10 and the months 1 and 2 with a zero (Decree 30/2020/NĐ-CP, Annex I).</summary>
    public static string Date(DateOnly day, Texts t) => t["reporting.letter.date",
        day.Day.ToString("00", CultureInfo.InvariantCulture),
        day.Month <= 2 ? day.Month.ToString("00", CultureInfo.InvariantCulture) : day.Month.ToString(CultureInfo.InvariantCulture), day.Year];

    private static readonly CultureInfo Vietnamese = CultureInfo.InvariantCulture;
}
