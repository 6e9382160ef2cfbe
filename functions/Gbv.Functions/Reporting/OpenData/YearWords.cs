using Gbv.Domain.Indicators;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Reporting.OpenData.Pages;

namespace Gbv.Functions.Reporting.OpenData;

/// <summary>A published year in the words of a language: indicators as tiles, everything else as tables.</summary>
internal sealed class YearWords(PublishedEntry entry, PublishedYear year, Texts t)
{
    private const string Indicators = "share.indicator";

    private readonly FigureWords words = new(t);

    private readonly IndicatorWords indicators = new(Indicators, IndicatorDefinitions.On(entry.Period.LastDay), new FigureWords(t));

    private IEnumerable<ReportRow> Rows => year.Tables.Where(x => x.Key == Indicators).SelectMany(x => x.Rows);

    public YearView View() => new()
    {
        Path = OpenDataEndpoints.Of(entry),
        Heading = t["opendata.heading", ReportDocument.Name(entry.Period, t), entry.Name],
        Range = t["reporting.range", entry.Period.FirstDay.Written(), entry.Period.LastDay.Written()],
        Released = t["opendata.released", entry.ReleasedAt.Written()],
        Tiles = [.. Rows.Select(indicators.Tile)],
        Tables = [.. year.Tables.Where(x => x.Key != Indicators).Select(Table)],
        Files =
        [
            .. OpenDataEndpoints.Formats.Select(entry.File).OfType<PublishedFile>().Select(f => ($"{OpenDataEndpoints.Of(entry)}/{f.Format}", t[$"opendata.files.{f.Format}", Math.Max(1, f.Length / 1024)])),
            ($"{OpenDataEndpoints.Path}/{OpenDataEndpoints.Schema}", t["opendata.files.schema"]),
        ],
        Meanings = [.. words.Meanings(year.Report), .. Rows.Select(indicators.DefinitionOf).Select(d => (indicators.Title(d), $"{indicators.In(d.Counts)}. {indicators.In(d.Source)}."))],
    };

    private TableView Table(ReportTable table) => new(
        table.Key,
        t[table.Label],
        table.Chart == ChartKind.Bars ? BarChart.Draw(words, table) : null,
        [.. table.Columns.Select(c => t[c])],
        [.. table.Rows.Select(r => (table.Key == Indicators + ".path" ? indicators.Title(indicators.DefinitionOf(r)) : words.Label(r), (IReadOnlyList<string>)[.. r.Cells.Select(words.Shown)]))],
        table.Note is { } note ? t[note] : null);
}
