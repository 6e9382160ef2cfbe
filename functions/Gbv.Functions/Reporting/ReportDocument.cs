using System.Globalization;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

/// <summary>A report with the words that its files share: the three writers differ in form only.</summary>
internal sealed record ReportDocument(PeriodReport Report, string AreaName, Texts T) : FigureWords(T)
{
    /// <summary>The case of at least one fact is no longer known by day.</summary>
    public bool FromCoarseFacts { get; init; }

    /// <summary>Who issues it.</summary>
    public required Letterhead Letter { get; init; }

    /// <summary>"What changed and why" where it replaces a released version; empty for the first.</summary>
    public IReadOnlyList<string> Changed { get; init; } = [];

    /// <summary>How many facts it was counted from, and the newest moment in them.</summary>
    public string Inputs { get; init; } = "";

    /// <summary>The day is left to whoever signs.</summary>
    public string Dated => T["reporting.letter.undated", Report.AsOf.ToVietnam().Year];

    public string Subject => $"{T["reporting.title.commune"]}, {Name(Report.Period, T)}";

    public string Title => $"{Subject} – {AreaName}";

    /// <summary>Who may have it.</summary>
    public string Internal => T[Report.Variant == ReportVariant.Shareable ? "reporting.mark.shareable" : "reporting.mark.internal"];

    /// <summary>The same year for everybody, where it is one that is told; written to files of their own.</summary>
    public ReportDocument? Shareable { get; init; }

    /// <summary>Null once the period is over.</summary>
    public string? Provisional => Report.Provisional ? T["reporting.mark.provisional-long"] : null;

    public string Caution => T["reporting.caution"];

    public string Range => T["reporting.range", Report.Period.FirstDay.Written(), Report.Period.LastDay.Written()];

    public string AsOf => T["reporting.as-of", Report.AsOf.Written()];

    public IEnumerable<(string Term, string Meaning)> Definitions => Meanings(Report);

    public static string Name(Period period, Texts t)
    {
        var index = period.Kind == PeriodKind.HalfYear ? t[$"reporting.period.half.{period.Index}"] : period.Index.ToString(CultureInfo.InvariantCulture);
        var name = t["reporting.period." + period.Kind.Code(), index, period.Year, period.FirstDay.Written(), period.LastDay.Written()];
        return period.Calendar == PeriodCalendar.CutOff ? t["reporting.period.cut-off", name] : name;
    }

    /// <summary>Numbers as Vietnamese documents write them: 1.234,5.</summary>
    public static string Number(decimal value) => value.ToString("#,##0.#", Vietnamese);

    private static readonly NumberFormatInfo Vietnamese = new() { NumberDecimalSeparator = ",", NumberGroupSeparator = "." };
}
