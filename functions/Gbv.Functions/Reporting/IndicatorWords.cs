using Gbv.Domain.Indicators;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

/// <summary>An indicator at a glance: what was reached, and what it is held against.</summary>
public sealed record TileView(string Title, string Figure, IReadOnlyList<string> Lines);

/// <summary>The indicators of a report in the words of a language; the same on its page and on the one for everybody.</summary>
/// <param name="table">The table whose rows are the indicators.</param>
/// <param name="definitions">Those that were in force in its period.</param>
internal sealed class IndicatorWords(string table, IndicatorTable definitions, FigureWords words)
{
    private readonly Texts t = words.T;

    public IndicatorDefinition DefinitionOf(ReportRow row) => definitions[Codes.Parse<IndicatorKey>(row.Key)!.Value];

    public string Title(IndicatorDefinition definition) => $"{definition.Letter}. {In(definition.Title)}";

    public string In(Words text) => text.In(t.Language);

    public TileView Tile(ReportRow row)
    {
        var definition = DefinitionOf(row);
        return new(Title(definition), Reached(row, definition), [.. HeldAgainst(row, definition)]);
    }

    private string Reached(ReportRow row, IndicatorDefinition definition) => Cell(row, "percent") switch
    {
        { Suppressed: true } => t["reporting.suppressed"],
        { Value: null } => t["reporting.tile.no-data"],
        var percent => definition.Kind == IndicatorKind.Share ? words.Shown(percent) + " %" : Counts(row),
    };

    private IEnumerable<string> HeldAgainst(ReportRow row, IndicatorDefinition definition)
    {
        var percent = Cell(row, "percent");
        if (percent.Suppressed) yield return t["reporting.tile.withheld"];
        else if (percent.Value is not null && definition.Kind == IndicatorKind.Share) yield return Counts(row);
        yield return t["reporting.tile.target", words.Shown(Cell(row, "target"))];
        yield return t["reporting.tile.expected", words.Shown(Cell(row, "expected"))];
        if (Cell(row, "ahead") is { Value: { } ahead } cell) yield return t[ahead >= 0 ? "reporting.tile.ahead" : "reporting.tile.behind", words.Shown(cell with { IsChange = false, Value = Math.Abs(ahead) })];
    }

    private string Counts(ReportRow row) => t["reporting.tile.of", words.Shown(Cell(row, "numerator")), words.Shown(Cell(row, "denominator"))];

    private ReportCell Cell(ReportRow row, string name) => row.Cells.First(c => c.Key == $"{table}.{row.Key}.{name}");
}
