using System.Globalization;
using System.Text.RegularExpressions;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>How long a period is.</summary>
public enum PeriodKind { Month, Quarter, HalfYear, Year }

/// <summary>
/// Where the days of a period are cut. <see cref="CutOff"/> is the administrative calendar of Decree 09/2019/NĐ-CP Art. 12:
/// a month runs from the 15th of the month before to the 14th, and longer periods are made of such months.
/// Sums are made inside one calendar only.
/// </summary>
public enum PeriodCalendar { Civil, CutOff }

/// <summary>
/// A span of Vietnamese days that a report covers. Written <c>2026-10</c>, <c>2026-Q4</c>, <c>2026-H2</c>, <c>2026</c>,
/// and with the prefix <c>cut-</c> in the cut-off calendar.
/// </summary>
public sealed partial record Period
{
    /// <summary>Decree 09/2019/NĐ-CP Art. 12: the first day that belongs to the next administrative month.</summary>
    public const int CutOffDay = 15;

    private Period(PeriodKind kind, PeriodCalendar calendar, int year, int index)
    {
        Kind = kind;
        Calendar = calendar;
        Year = year;
        Index = index;
    }

    public PeriodKind Kind { get; }
    public PeriodCalendar Calendar { get; }
    public int Year { get; }

    /// <summary>1 to 12 for months, 1 to 4 for quarters, 1 or 2 for half-years, 1 for a year.</summary>
    public int Index { get; }

    /// <summary>The first day, in Vietnam.</summary>
    public DateOnly FirstDay
    {
        get
        {
            var first = new DateOnly(Year, (Index - 1) * Months(Kind) + 1, 1);
            return Calendar == PeriodCalendar.Civil ? first : first.AddMonths(-1).AddDays(CutOffDay - 1);
        }
    }

    /// <summary>The last day, in Vietnam.</summary>
    public DateOnly LastDay => FirstDay.AddMonths(Months(Kind)).AddDays(-1);

    /// <summary>The first instant of the period: midnight in Vietnam.</summary>
    public DateTimeOffset From => FirstDay.StartInVietnam();

    /// <summary>The first instant after the period.</summary>
    public DateTimeOffset Until => LastDay.AddDays(1).StartInVietnam();

    public bool Contains(DateTimeOffset instant) => instant >= From && instant < Until;

    public bool IsOver(DateTimeOffset now) => now >= Until;

    public Period Next() => Shift(1);

    public Period Previous() => Shift(-1);

    public static Period Month(int year, int month, PeriodCalendar calendar = PeriodCalendar.Civil) => Create(PeriodKind.Month, calendar, year, month);

    /// <summary>The calendar month in which this instant lies, in Vietnam.</summary>
    public static Period MonthOf(DateTimeOffset instant) => Month(instant.ToVietnam().Year, instant.ToVietnam().Month);

    /// <summary>A period of any kind; throws for an index that the kind does not have.</summary>
    public static Period Create(PeriodKind kind, PeriodCalendar calendar, int year, int index)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 2000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 2199);
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, PerYear(kind));
        return new Period(kind, calendar, year, index);
    }

    public static Period Parse(string text) => TryParse(text) ?? throw new FormatException($"'{text}' is no period; write 2026-10, 2026-Q4, 2026-H2 or 2026.");

    public static Period? TryParse(string? text)
    {
        if (text is null || Shape().Match(text) is not { Success: true } match) return null;
        var calendar = match.Groups["cut"].Success ? PeriodCalendar.CutOff : PeriodCalendar.Civil;
        var kind = match switch
        {
            _ when match.Groups["month"].Success => PeriodKind.Month,
            _ when match.Groups["quarter"].Success => PeriodKind.Quarter,
            _ when match.Groups["half"].Success => PeriodKind.HalfYear,
            _ => PeriodKind.Year,
        };
        var index = kind == PeriodKind.Year ? 1 : int.Parse(match.Groups["index"].ValueSpan, CultureInfo.InvariantCulture);
        var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        return index >= 1 && index <= PerYear(kind) ? new Period(kind, calendar, year, index) : null;
    }

    public override string ToString()
    {
        var text = Kind switch
        {
            PeriodKind.Month => string.Create(CultureInfo.InvariantCulture, $"{Year}-{Index:00}"),
            PeriodKind.Quarter => string.Create(CultureInfo.InvariantCulture, $"{Year}-Q{Index}"),
            PeriodKind.HalfYear => string.Create(CultureInfo.InvariantCulture, $"{Year}-H{Index}"),
            _ => Year.ToString(CultureInfo.InvariantCulture),
        };
        return Calendar == PeriodCalendar.CutOff ? "cut-" + text : text;
    }

    private Period Shift(int by)
    {
        var ordinal = Year * PerYear(Kind) + Index - 1 + by;
        return Create(Kind, Calendar, ordinal / PerYear(Kind), ordinal % PerYear(Kind) + 1);
    }

    private static int PerYear(PeriodKind kind) => 12 / Months(kind);

    private static int Months(PeriodKind kind) => kind switch
    {
        PeriodKind.Month => 1,
        PeriodKind.Quarter => 3,
        PeriodKind.HalfYear => 6,
        _ => 12,
    };

    [GeneratedRegex(@"^(?<cut>cut-)?(?<year>2[01]\d\d)(?:-(?:(?<month>)(?<index>\d\d)|(?<quarter>Q)(?<index>\d)|(?<half>H)(?<index>\d)))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Shape();
}
