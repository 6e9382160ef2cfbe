using System.Globalization;
using System.Text;
using Gbv.Domain.Statistics;

namespace Gbv.Functions.Reporting;

/// <summary>
/// Horizontal bars as SVG, each below its label, so that the chart is as wide as a phone and its letters stay readable there. Every
/// bar has its number beside it, the first series is solid and the second hatched, so that the chart says the same printed in
/// black and white; it is an image with a title for those who listen. A band is solid as far as it begins and hatched as far as it
/// may reach; what is withheld has its word and no bar.
/// </summary>
internal static class BarChart
{
    private const int Width = 360;
    private const int BarsWidth = 315;
    private const int Label = 17;
    private const int Bar = 14;
    private const int Gap = 8;

    public static string Draw(FigureWords words, ReportTable table)
    {
        // A chart of totals beside their parts would show nothing but the total.
        var rows = table.Rows.Where(r => !r.IsTotal).ToList();
        var series = table.Columns.Count;
        var largest = Math.Max(1, rows.SelectMany(r => r.Cells).Max(c => Reach(c).To));
        var top = series > 1 ? 30 : 4;
        var step = Label + Bar * series + Gap;
        var height = top + rows.Count * step;
        var title = HtmlWriter.E(words.T["reporting.chart.title", words.T[table.Label]]);

        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<figure><svg role=\"img\" viewBox=\"0 0 {Width} {height}\" aria-labelledby=\"{table.Key}-t {table.Key}-d\" font-family=\"inherit\" font-size=\"12.5\">")
            .Append(CultureInfo.InvariantCulture, $"<title id=\"{table.Key}-t\">{title}</title><desc id=\"{table.Key}-d\">{HtmlWriter.E(words.T[rows.Exists(r => r.Cells.Any(c => c.Band is not null)) ? "reporting.chart.desc.bands" : "reporting.chart.desc"])}</desc>")
            .Append(CultureInfo.InvariantCulture, $"<defs><pattern id=\"{table.Key}-h\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"6\" height=\"6\" fill=\"#fff\"/><line x1=\"0\" y1=\"0\" x2=\"0\" y2=\"6\" stroke=\"#111\" stroke-width=\"2\"/></pattern></defs>");
        if (series > 1) Legend(svg, words, table);
        for (var i = 0; i < rows.Count; i++) Row(svg, words, table, rows[i], top + i * step, largest);
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"0.5\" y1=\"{top}\" x2=\"0.5\" y2=\"{height}\" stroke=\"#111\"/></svg></figure>\n");
        return svg.ToString();
    }

    private static void Legend(StringBuilder svg, FigureWords words, ReportTable table)
    {
        for (var s = 0; s < table.Columns.Count; s++)
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{s * 130 + 1}\" y=\"4\" width=\"28\" height=\"14\" fill=\"{Fill(table, s)}\" stroke=\"#111\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"{s * 130 + 34}\" y=\"16\">{HtmlWriter.E(words.T[table.Columns[s]])}</text>");
    }

    private static void Row(StringBuilder svg, FigureWords words, ReportTable table, ReportRow row, int y, decimal largest)
    {
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"5\" y=\"{y + Label - 4}\">{HtmlWriter.E(Short(words.Label(row)))}</text>");
        for (var s = 0; s < row.Cells.Count; s++)
        {
            var (from, to) = Reach(row.Cells[s]);
            var (sure, width) = (Length(from), Length(to));
            var at = y + Label + s * Bar;
            if (width > sure) svg.Append(Rectangle(width, at, $"url(#{table.Key}-h)"));
            if (sure > 0) svg.Append(Rectangle(sure, at, Fill(table, s)));
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{width + 6}\" y=\"{at + Bar - 3}\">{HtmlWriter.E(words.Shown(row.Cells[s]))}</text>");
        }

        decimal Length(decimal value) => Math.Round(value / largest * BarsWidth, 1);
    }

    private static string Rectangle(decimal width, int y, string fill) =>
        string.Create(CultureInfo.InvariantCulture, $"<rect x=\"0.5\" y=\"{y}\" width=\"{width}\" height=\"{Bar - 2}\" fill=\"{fill}\" stroke=\"#111\"/>");

    /// <summary>How far a bar reaches for sure, and how far it may.</summary>
    private static (decimal From, decimal To) Reach(ReportCell cell)
    {
        if (cell.Band is null) return (cell.Value ?? 0, cell.Value ?? 0);
        var band = Disclosure.Read(cell.Band);
        // The last band has no end: it is drawn half as long again.
        return (band.Low, band.High == int.MaxValue ? band.Low * 1.5m : band.High);
    }

    private static string Fill(ReportTable table, int series) => series == 0 ? "#444" : $"url(#{table.Key}-h)";

    private static string Short(string label) => label.Length <= 54 ? label : string.Concat(label.AsSpan(0, 53), "…");
}
