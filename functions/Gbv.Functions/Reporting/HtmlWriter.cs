using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Gbv.Domain.Indicators;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

/// <summary>
/// One page that needs nothing else: no script, no other file. Charts are SVG, readable in black and white and by ear,
/// each with its table right behind it. Made to be printed on A4.
/// </summary>
internal sealed class HtmlWriter
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style = """
        @page { size: A4; margin: 20mm 15mm 20mm 20mm; }
        :root { color: #111; background: #fff; font: 16px/1.5 "Times New Roman", "Liberation Serif", Tinos, serif; }
        body { max-width: 60rem; margin: 0 auto; padding: 1rem; }
        @media print { body { padding: 0; } }
        header { border-bottom: 2px solid #111; margin-bottom: 1.5rem; }
        h1 { font-size: 1.5rem; line-height: 1.25; margin: .5rem 0; }
        h2 { font-size: 1.25rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #111; break-after: avoid; }
        h3 { font-size: 1.05rem; margin: 1.5rem 0 .5rem; break-after: avoid; }
        p { margin: .25rem 0; }
        .mark { font-weight: bold; }
        .provisional { display: inline-block; border: 2px dashed #111; padding: .25rem .75rem; font-weight: bold; }
        table { border-collapse: collapse; width: 100%; margin: .5rem 0; }
        th, td { border: 1px solid #666; padding: .25rem .5rem; text-align: left; vertical-align: top; font-weight: normal; }
        thead th { background: #eee; font-weight: bold; }
        td.n, thead th.n { text-align: right; font-variant-numeric: tabular-nums; }
        td.n { white-space: nowrap; }
        @media screen and (max-width: 40rem) { :root { font-size: 14px; } body { padding: .5rem; } th, td { padding: .2rem .25rem; } thead th { font-size: .9em; } tr.l1 > th { padding-left: .75rem; } }
        tr.total > * { font-weight: bold; border-top: 2px solid #111; }
        tr.l1 > th { padding-left: 1.5rem; }
        tr { break-inside: avoid; }
        section { break-inside: auto; }
        figure { margin: .75rem 0; break-inside: avoid; }
        svg { width: 100%; height: auto; max-width: 27rem; }
        .tiles { list-style: none; padding: 0; margin: 1rem 0; display: grid; grid-template-columns: repeat(auto-fill, minmax(9.5rem, 1fr)); gap: .5rem; }
        .indicators { grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); }
        .tiles li { border: 1px solid #111; padding: .5rem .75rem; break-inside: avoid; }
        .tiles .figure { display: block; font-size: 1.75rem; font-weight: bold; line-height: 1.2; }
        .tiles small { display: block; font-style: italic; }
        .note { font-size: .9rem; font-style: italic; }
        dt { font-weight: bold; } dd { margin: 0 0 .5rem 1.5rem; }
        footer { border-top: 1px solid #111; margin-top: 2rem; font-size: .9rem; }
        """;

    private readonly StringBuilder html = new();
    private readonly ReportDocument document;

    private HtmlWriter(ReportDocument document) => this.document = document;

    public static byte[] Write(ReportDocument document)
    {
        var writer = new HtmlWriter(document);
        writer.Page();
        return Encoding.UTF8.GetBytes(writer.html.ToString());
    }

    private void Page()
    {
        html.Append(CultureInfo.InvariantCulture, $"<!doctype html>\n<html lang=\"{document.T.Language}\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"robots\" content=\"noindex\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{E(document.Title)}</title>\n<style>\n{Style}\n</style>\n</head>\n<body>\n<header>\n");
        P(document.Internal, "mark");
        html.Append(CultureInfo.InvariantCulture, $"<h1>{E(document.Title)}</h1>\n");
        P(document.Range);
        P(document.AsOf);
        if (document.Provisional is { } provisional) P(provisional, "provisional");
        P(document.Caution, "note");
        html.Append("</header>\n<main>\n");
        if (document.Changed.Count > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{T("reporting.changed.title")}</h2>\n");
            foreach (var change in document.Changed) P(change);
            html.Append("</section>\n");
        }

        Tiles();
        Indicators();
        foreach (var block in document.Report.Blocks) Block(block);
        Definitions();
        html.Append("</main>\n<footer>\n");
        P(document.Internal, "mark");
        P(document.Caution);
        html.Append("</footer>\n</body>\n</html>\n");
    }

    /// <summary>The figures of the table of changes, large, each with its change since the period before.</summary>
    private void Tiles()
    {
        if (document.Report.Blocks.SelectMany(b => b.Tables).FirstOrDefault(t => t.Key == "changes") is not { } changes) return;
        html.Append(CultureInfo.InvariantCulture, $"<section aria-label=\"{T("reporting.tiles")}\">\n<ul class=\"tiles\">\n");
        foreach (var row in changes.Rows)
        {
            var (now, difference) = (row.Cells[0], row.Cells[2]);
            html.Append(CultureInfo.InvariantCulture, $"<li><span class=\"figure\">{E(document.Shown(now))}</span> {E(document.Label(row))}");
            if (difference.Value is { } by) html.Append(CultureInfo.InvariantCulture, $"<small>{E(by == 0 ? document.T["reporting.tile.same"] : document.T["reporting.tile.compared", document.Shown(difference)])}</small>");
            html.Append("</li>\n");
        }

        html.Append("</ul>\n</section>\n");
    }

    /// <summary>The indicators of the plan, each with its target and where its path is; their table has the same figures.</summary>
    private void Indicators()
    {
        if (document.Report.Blocks.SelectMany(b => b.Tables).FirstOrDefault(t => t.Key is "indicator" or "share.indicator") is not { } table) return;
        var words = new IndicatorWords(table.Key, IndicatorDefinitions.On(document.Report.Period.LastDay), document);
        html.Append(CultureInfo.InvariantCulture, $"<section aria-label=\"{T("reporting.tiles.indicators")}\">\n<ul class=\"tiles indicators\">\n");
        foreach (var tile in table.Rows.Select(words.Tile))
        {
            html.Append(CultureInfo.InvariantCulture, $"<li><span class=\"figure\">{E(tile.Figure)}</span> {E(tile.Title)}");
            foreach (var line in tile.Lines) html.Append(CultureInfo.InvariantCulture, $"<small>{E(line)}</small>");
            html.Append("</li>\n");
        }

        html.Append("</ul>\n</section>\n");
    }

    private void Block(ReportBlock block)
    {
        html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{T(block.Label)}</h2>\n");
        foreach (var table in block.Tables)
        {
            html.Append(CultureInfo.InvariantCulture, $"<h3 id=\"{E(table.Key)}\">{T(table.Label)}</h3>\n");
            if (table.Chart == ChartKind.Bars) html.Append(BarChart.Draw(document, table));
            Table(table);
            if (table.Note is { } note) P(document.T[note], "note");
            foreach (var remark in table.Remarks) P("– " + remark);
        }

        html.Append("</section>\n");
    }

    private void Table(ReportTable table)
    {
        var numbered = table.Rows.Any(r => r.Number is not null);
        html.Append(CultureInfo.InvariantCulture, $"<table aria-labelledby=\"{E(table.Key)}\">\n<thead><tr>");
        if (numbered) html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{T("reporting.head.number")}</th>");
        html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\">{T("reporting.head.line")}</th>");
        foreach (var column in table.Columns) html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" class=\"n\">{T(column)}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (var row in table.Rows)
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr class=\"l{row.Level}{(row.IsTotal ? " total" : "")}\">");
            if (numbered) html.Append(CultureInfo.InvariantCulture, $"<td>{E(row.Number ?? "")}</td>");
            html.Append(CultureInfo.InvariantCulture, $"<th scope=\"row\">{E(document.Label(row))}</th>");
            foreach (var cell in row.Cells) html.Append(Cell(cell));
            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
    }

    private string Cell(ReportCell cell) => cell.Value is not null || cell.Band is not null || cell.Suppressed
        ? $"<td class=\"n\">{E(document.Shown(cell))}</td>"
        : $"<td class=\"n\" title=\"{T("reporting.not-available.title")}\">{T("reporting.not-available")}</td>";

    private void Definitions()
    {
        html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{T("reporting.sheet.definitions")}</h2>\n<dl>\n");
        foreach (var (term, meaning) in document.Definitions) html.Append(CultureInfo.InvariantCulture, $"<dt>{E(term)}</dt><dd>{E(meaning)}</dd>\n");
        html.Append("</dl>\n</section>\n");
    }

    private void P(string text, string? css = null) =>
        html.Append(css is null ? "<p>" : $"<p class=\"{css}\">").Append(E(text)).Append("</p>\n");

    private string T(string key) => E(document.T[key]);

    internal static string E(string text) => Html.Encode(text);
}
