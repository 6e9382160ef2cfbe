using System.Globalization;
using System.Text.RegularExpressions;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Statistics;

/// <summary>
/// What a period is for. <see cref="Programme"/> is the year of the plan (20 November to 19 November, domain §2), of which the mid-term
/// review and the final report are the sums; <see cref="Fixed"/> is any span of days that somebody asks for by hand.
/// </summary>
public enum PeriodKind { Month, Quarter, HalfYear, Year, Programme, MidTerm, Final, Fixed }

/// <summary>
/// Where the days of a period are cut. <see cref="CutOff"/> is the administrative calendar of Decree 09/2019/NĐ-CP Art. 12:
/// a month runs from the 15th of the month before to the 14th, and longer periods are made of such months. Periods of the programme
/// and fixed spans are in no calendar but their own. Sums are made inside one calendar only.
/// </summary>
public enum PeriodCalendar { Civil, CutOff, Own }

/// <summary>
/// A span of Vietnamese days that a report covers. Written <c>2026-10</c>, <c>2026-Q4</c>, <c>2026-H2</c>, <c>2026</c>,
/// with the prefix <c>cut-</c> in the cut-off calendar, and <c>programme-2026</c>, <c>mid-term-2028</c>, <c>final-2030</c>,
/// <c>fixed-20260301-20260531</c>.
/// </summary>
public sealed partial record Period
{
    /// <summary>Decree 09/2019/NĐ-CP Art. 12: the first day that belongs to the next administrative month.</summary>
    public const int CutOffDay = 15;

    /// <summary>The plan runs from 2026 to 2030; its mid-term review is in 2028 (domain §2).</summary>
    public const int ProgrammeStart = 2026;

    public const int MidTermYear = 2028;
    public const int FinalYear = 2030;

    /// <summary>What is never asked for by the calendar is only built by hand.</summary>
    public static readonly IReadOnlyList<PeriodKind> CalendarKinds =
        [PeriodKind.Month, PeriodKind.Quarter, PeriodKind.HalfYear, PeriodKind.Year, PeriodKind.Programme, PeriodKind.MidTerm, PeriodKind.Final];

    private Period(PeriodKind kind, PeriodCalendar calendar, int year, int index)
    {
        Kind = kind;
        Calendar = calendar;
        Year = year;
        Index = index;
        (FirstDay, LastDay) = Days(kind, calendar, year, index);
        (From, Until) = (FirstDay.StartInVietnam(), LastDay.AddDays(1).StartInVietnam());
    }

    private Period(DateOnly first, DateOnly last)
    {
        Kind = PeriodKind.Fixed;
        Calendar = PeriodCalendar.Own;
        Year = last.Year;
        Index = 1;
        (FirstDay, LastDay) = (first, last);
        (From, Until) = (FirstDay.StartInVietnam(), LastDay.AddDays(1).StartInVietnam());
    }

    public PeriodKind Kind { get; }
    public PeriodCalendar Calendar { get; }
    public int Year { get; }

    /// <summary>1 to 12 for months, 1 to 4 for quarters, 1 or 2 for half-years, 1 for all that is a year or longer.</summary>
    public int Index { get; }

    /// <summary>The first day, in Vietnam.</summary>
    public DateOnly FirstDay { get; }

    /// <summary>The last day, in Vietnam.</summary>
    public DateOnly LastDay { get; }

    /// <summary>The first instant of the period: midnight in Vietnam.</summary>
    public DateTimeOffset From { get; }

    /// <summary>The first instant after the period.</summary>
    public DateTimeOffset Until { get; }

    /// <summary>Half a year or more: only then may a commune's report cross figures (domain §4).</summary>
    public bool IsHalfYearOrLonger => LastDay >= FirstDay.AddMonths(6).AddDays(-1) || Kind == PeriodKind.Programme;

    public bool Contains(DateTimeOffset instant) => instant >= From && instant < Until;

    public bool IsOver(DateTimeOffset now) => now >= Until;

    /// <summary>The period of the same kind that follows; throws where the plan knows none.</summary>
    public Period Next() => Shift(1) ?? throw new InvalidOperationException($"Nothing follows {this}.");

    public Period Previous() => Shift(-1) ?? throw new InvalidOperationException($"Nothing comes before {this}.");

    /// <summary>The one before, where there is one: the programme's first year, its reviews and fixed spans have none.</summary>
    public Period? Before => Shift(-1);

    /// <summary>The one that follows, where there is one.</summary>
    public Period? After => Shift(1);

    /// <summary>The same part of the year before; null for a year itself, whose year before is <see cref="Before"/>.</summary>
    public Period? YearBefore => Kind is PeriodKind.Month or PeriodKind.Quarter or PeriodKind.HalfYear ? Create(Kind, Calendar, Year - 1, Index) : null;

    public static Period Month(int year, int month, PeriodCalendar calendar = PeriodCalendar.Civil) => Create(PeriodKind.Month, calendar, year, month);

    public static Period Programme(int year) => Create(PeriodKind.Programme, PeriodCalendar.Own, year, 1);

    /// <summary>Any days, both included.</summary>
    public static Period Fixed(DateOnly first, DateOnly last)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, last);
        return new Period(first, last);
    }

    /// <summary>The calendar month in which this instant lies, in Vietnam.</summary>
    public static Period MonthOf(DateTimeOffset instant) => Month(instant.ToVietnam().Year, instant.ToVietnam().Month);

    /// <summary>The period of this kind and calendar in which the day lies, or for a review the one that it is part of; null after the plan's end.</summary>
    public static Period? Of(PeriodKind kind, PeriodCalendar calendar, DateOnly day)
    {
        switch (kind)
        {
            case PeriodKind.MidTerm: return day.Year <= MidTermYear ? Create(kind, PeriodCalendar.Own, MidTermYear, 1) : null;
            case PeriodKind.Final: return day.Year <= FinalYear ? Create(kind, PeriodCalendar.Own, FinalYear, 1) : null;
            case PeriodKind.Programme:
                return Programme(Math.Max(ProgrammeStart, day > ProgrammeEnd(day.Year) ? day.Year + 1 : day.Year));
            case PeriodKind.Fixed: return null;
            default:
                // From the cut-off day on it is the next month.
                var shifted = calendar == PeriodCalendar.CutOff && day.Day >= CutOffDay ? day.AddDays(1 - day.Day).AddMonths(1) : day;
                return Create(kind, calendar, shifted.Year, (shifted.Month - 1) / Months(kind) + 1);
        }
    }

    /// <summary>A period of any kind but a fixed one; throws for an index or a year that the kind does not have.</summary>
    public static Period Create(PeriodKind kind, PeriodCalendar calendar, int year, int index)
    {
        ArgumentOutOfRangeException.ThrowIfEqual(kind, PeriodKind.Fixed);
        ArgumentOutOfRangeException.ThrowIfLessThan(year, 2000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(year, 2199);
        ArgumentOutOfRangeException.ThrowIfLessThan(index, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(index, PerYear(kind));
        ArgumentOutOfRangeException.ThrowIfNotEqual(calendar == PeriodCalendar.Own, IsProgramme(kind), nameof(calendar));
        if (!Exists(kind, year)) throw new ArgumentOutOfRangeException(nameof(year), year, "The plan has no such period.");
        return new Period(kind, calendar, year, index);
    }

    public static Period Parse(string text) => TryParse(text) ?? throw new FormatException(
        $"'{text}' is no period; write 2026-10, 2026-Q4, 2026-H2, 2026, with cut- before it for the cut-off calendar, programme-2026, mid-term-2028, final-2030 or fixed-20260301-20260531.");

    public static Period? TryParse(string? text)
    {
        if (text is null) return null;
        if (OwnShape().Match(text) is { Success: true } own) return ParseOwn(own);
        if (Shape().Match(text) is not { Success: true } match) return null;
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
            PeriodKind.Year => Year.ToString(CultureInfo.InvariantCulture),
            PeriodKind.Fixed => string.Create(CultureInfo.InvariantCulture, $"fixed-{FirstDay:yyyyMMdd}-{LastDay:yyyyMMdd}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{Kind.Code()}-{Year}"),
        };
        return Calendar == PeriodCalendar.CutOff ? "cut-" + text : text;
    }

    private static Period? ParseOwn(Match match)
    {
        if (match.Groups["first"].Success)
            return DateOnly.TryParseExact(match.Groups["first"].ValueSpan, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
                && DateOnly.TryParseExact(match.Groups["last"].ValueSpan, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)
                && first <= last ? Fixed(first, last) : null;
        var kind = Codes.Parse<PeriodKind>(match.Groups["kind"].Value)!.Value;
        var year = int.Parse(match.Groups["year"].ValueSpan, CultureInfo.InvariantCulture);
        return Exists(kind, year) ? new Period(kind, PeriodCalendar.Own, year, 1) : null;
    }

    private Period? Shift(int by)
    {
        if (Kind == PeriodKind.Fixed) return null;
        var ordinal = Year * PerYear(Kind) + Index - 1 + by;
        var year = ordinal / PerYear(Kind);
        return Exists(Kind, year) ? Create(Kind, Calendar, year, ordinal % PerYear(Kind) + 1) : null;
    }

    private static (DateOnly First, DateOnly Last) Days(PeriodKind kind, PeriodCalendar calendar, int year, int index)
    {
        if (kind == PeriodKind.Programme && year > ProgrammeStart) return (ProgrammeEnd(year - 1).AddDays(1), ProgrammeEnd(year));
        if (IsProgramme(kind)) return (new DateOnly(ProgrammeStart, 1, 1), ProgrammeEnd(year));
        var first = new DateOnly(year, (index - 1) * Months(kind) + 1, 1);
        if (calendar == PeriodCalendar.CutOff) first = first.AddMonths(-1).AddDays(CutOffDay - 1);
        return (first, first.AddMonths(Months(kind)).AddDays(-1));
    }

    /// <summary>The units return their results before 20 November (domain §2).</summary>
    private static DateOnly ProgrammeEnd(int year) => new(year, 11, 19);

    private static bool IsProgramme(PeriodKind kind) => kind is PeriodKind.Programme or PeriodKind.MidTerm or PeriodKind.Final;

    private static bool Exists(PeriodKind kind, int year) => kind switch
    {
        PeriodKind.Programme => year is >= ProgrammeStart and <= 2199,
        PeriodKind.MidTerm => year == MidTermYear,
        PeriodKind.Final => year == FinalYear,
        _ => year is >= 2000 and <= 2199,
    };

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

    [GeneratedRegex(@"^(?:(?<kind>programme|mid-term|final)-(?<year>2[01]\d\d)|fixed-(?<first>2[01]\d{6})-(?<last>2[01]\d{6}))$", RegexOptions.CultureInvariant)]
    private static partial Regex OwnShape();
}
