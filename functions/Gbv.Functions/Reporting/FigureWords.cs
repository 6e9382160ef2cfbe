using System.Globalization;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

/// <summary>How lines and figures of a report are written in a language; the same in its files and on pages.</summary>
internal record FigureWords(Texts T)
{
    private static readonly string[] ShareableKeys = ["incident", "person", "received", "unclassified", "band", "rounded", "withheld", "definitions"];

    private static readonly string[] DefinitionKeys =
    [
        "incident", "person", "household", "received", "domestic", "unclassified", "handled", "measure", "median", "p90", "in-time", "child", "empty", "version", "definitions",
    ];

    public string Label(ReportRow row) => row.Name ?? T[row.Label];

    /// <summary>The figure of a cell; a change has its sign.</summary>
    public string Shown(ReportCell cell) => cell.Value switch
    {
        _ when cell.Suppressed => T["reporting.suppressed"],
        _ when cell.Band is not null => cell.Band,
        > 0 when cell.IsChange => "+" + Written(cell.Value.Value),
        { } value => Written(value),
        null => T["reporting.not-available"],
    };

    /// <summary>What is meant by the words of this report.</summary>
    public IEnumerable<(string Term, string Meaning)> Meanings(PeriodReport report) =>
        (report.Variant == ReportVariant.Shareable ? ShareableKeys : DefinitionKeys).Select(k => T["reporting.definition." + k, report.Definitions].Split('|')).Select(p => (p[0], p[1]));

    private string Written(decimal value) => T.Language == Texts.English ? value.ToString("#,##0.#", CultureInfo.InvariantCulture) : ReportDocument.Number(value);
}
