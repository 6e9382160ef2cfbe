using System.Globalization;
using Gbv.Domain.Directory;
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

    public required string Post { get; init; }
    public string? Signer { get; init; }
    public required IReadOnlyList<string> Recipients { get; init; }

    public static Letterhead For(CommuneDirectory directory, Period period, Texts t)
    {
        var area = directory.Commune;
        var chairman = directory.Entries.FirstOrDefault(e => e.Commune == area.Code && e.Roles.Contains(DirectoryRole.Chairman))?.Name;
        return area.Code.IsProvince ? OfProvince(area, period, t) : OfCommune(area, chairman, period, t);
    }

    internal static Letterhead OfCommune(Area area, string? chairman, Period period, Texts t) => new()
    {
        Above = t["reporting.letter.committee"],
        Issuer = area.Name.ToUpper(Vietnamese),
        OneName = true,
        Symbol = t["reporting.letter.symbol.commune"],
        Place = PlaceOf(area.Name),
        OnBehalf = t["reporting.letter.on-behalf"],
        Post = t["reporting.letter.post.commune"],
        Signer = chairman,
        Recipients = [.. Departments(period, t), t["reporting.letter.to.commune"], t["reporting.letter.to.archive"]],
    };

    internal static Letterhead OfProvince(Area area, Period period, Texts t) => new()
    {
        Above = t["reporting.letter.province", area.Name.ToUpper(Vietnamese)],
        Issuer = t["reporting.letter.department"],
        OneName = false,
        Symbol = t["reporting.letter.symbol.province"],
        Place = PlaceOf(area.Name),
        Post = t["reporting.letter.post.province"],
        Recipients = [t["reporting.letter.to.province"], .. Departments(period, t).Skip(1), t["reporting.letter.to.archive"]],
    };

    /// <summary>The programme's results go to the department of home affairs; the domestic-violence form also to that of culture (domain §4).</summary>
    private static IEnumerable<string> Departments(Period period, Texts t)
    {
        yield return t["reporting.letter.to.home-affairs"];
        if (period.Kind is not (PeriodKind.Programme or PeriodKind.MidTerm or PeriodKind.Final)) yield return t["reporting.letter.to.culture"];
    }

    /// <summary>The name without what it is: <c>xã Cái Nhum</c> is signed in Cái Nhum.</summary>
    private static string PlaceOf(string name)
    {
        foreach (var kind in new[] { "xã ", "phường ", "đặc khu ", "thị trấn ", "tỉnh ", "thành phố " })
            if (name.StartsWith(kind, StringComparison.OrdinalIgnoreCase)) return name[kind.Length..];
        return name;
    }

    /// <summary>Days below 10 and the months 1 and 2 with a zero (Decree 30/2020/NĐ-CP, Annex I).</summary>
    public static string Date(DateOnly day, Texts t) => t["reporting.letter.date",
        day.Day.ToString("00", CultureInfo.InvariantCulture),
        day.Month <= 2 ? day.Month.ToString("00", CultureInfo.InvariantCulture) : day.Month.ToString(CultureInfo.InvariantCulture), day.Year];

    private static readonly CultureInfo Vietnamese = CultureInfo.InvariantCulture;
}
