using Gbv.Domain.Indicators;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Reporting.OpenData.Pages;

namespace Gbv.Functions.Reporting.OpenData;

/// <summary>A published year in the words of a language: indicators as tiles, everything else as tables.</summary>
internal sealed class YearWords(PublishedEntry entry, PublishedYear year, Texts t)
{
    private const string Indicators = "share.indicator";

    private readonly FigureWords words = new(t);

    /// <summary>The definitions that were in force in this year.</summary>
    private readonly IndicatorTable definitions = IndicatorDefinitions.On(entry.Period.LastDay);

    private IEnumerable<ReportRow> Rows => year.Tables.Where(x => x.Key == Indicators).SelectMany(x => x.Rows);

    public YearView View() => new()
    {
        Path = OpenDataEndpoints.Of(entry),
        Heading = t["opendata.heading", ReportDocument.Name(entry.Period, t), entry.Name],
        Range = t["reporting.range", ReportDocument.Day(entry.Period.FirstDay), ReportDocument.Day(entry.Period.LastDay)],
        Released = t["opendata.released", ReportDocument.Moment(entry.ReleasedAt)],
        Tiles = [.. Rows.Select(Tile)],
        Tables = [.. year.Tables.Where(x => x.Key != Indicators).Select(Table)],
        Files =
        [
            .. OpenDataEndpoints.Formats.Select(entry.File).OfType<PublishedFile>().Select(f => ($"{OpenDataEndpoints.Of(entry)}/{f.Format}", t[$"opendata.files.{f.Format}", Math.Max(1, f.Length / 1024)])),
            ($"{OpenDataEndpoints.Path}/{OpenDataEndpoints.Schema}", t["opendata.files.schema"]),
        ],
        Meanings = [.. words.Meanings(year.Report), .. Rows.Select(DefinitionOf).Select(d => (Title(d), $"{In(d.Counts)}. {In(d.Source)}."))],
    };

    private TileView Tile(ReportRow row)
    {
        var definition = DefinitionOf(row);
        return new(Title(definition), Reached(row, definition), [.. HeldAgainst(row, definition)]);
    }

    private string Reached(ReportRow row, IndicatorDefinition definition) => Cell(row, "percent") switch
    {
        { Suppressed: true } => t["reporting.suppressed"],
        { Value: null } => t["opendata.no-data"],
        var percent => definition.Kind == IndicatorKind.Share ? words.Shown(percent) + " %" : Counts(row),
    };

    private IEnumerable<string> HeldAgainst(ReportRow row, IndicatorDefinition definition)
    {
        var percent = Cell(row, "percent");
        if (percent.Suppressed) yield return t["opendata.withheld"];
        else if (percent.Value is not null && definition.Kind == IndicatorKind.Share) yield return Counts(row);
        yield return t["opendata.target", words.Shown(Cell(row, "target"))];
        yield return t["opendata.expected", words.Shown(Cell(row, "expected"))];
        if (Cell(row, "ahead") is { Value: { } ahead } cell) yield return t[ahead >= 0 ? "opendata.ahead" : "opendata.behind", words.Shown(cell with { IsChange = false, Value = Math.Abs(ahead) })];
    }

    private string Counts(ReportRow row) => t["opendata.of", words.Shown(Cell(row, "numerator")), words.Shown(Cell(row, "denominator"))];

    private TableView Table(ReportTable table) => new(
        table.Key,
        t[table.Label],
        table.Chart == ChartKind.Bars ? BarChart.Draw(words, table) : null,
        [.. table.Columns.Select(c => t[c])],
        [.. table.Rows.Select(r => (table.Key == Indicators + ".path" ? Title(DefinitionOf(r)) : words.Label(r), (IReadOnlyList<string>)[.. r.Cells.Select(words.Shown)]))],
        table.Note is { } note ? t[note] : null);

    private IndicatorDefinition DefinitionOf(ReportRow row) => definitions[Codes.Parse<IndicatorKey>(row.Key)!.Value];

    private string Title(IndicatorDefinition definition) => $"{definition.Letter}. {In(definition.Title)}";

    private string In(Words text) => t.Language == Texts.English ? text.En : text.Vi;

    private static ReportCell Cell(ReportRow row, string name) => row.Cells.First(c => c.Key == $"{Indicators}.{row.Key}.{name}");
}
