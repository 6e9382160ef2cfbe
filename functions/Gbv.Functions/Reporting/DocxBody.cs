using System.Globalization;
using System.Xml;
using Gbv.Domain.Statistics;
using Gbv.Functions.Documents;

namespace Gbv.Functions.Reporting;

/// <summary>Writes paragraphs, tables and charts of a document's body; lengths are twentieths of a point, sizes of letters half points.</summary>
/// <remarks>What is the same in every paragraph and cell is written as it stands: as single elements and attributes it took most of the time of a letter.</remarks>
internal sealed class DocxBody(XmlWriter to, ReportDocument document)
{
    public const string W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
    public const string R = OfficeFile.Relations;

    /// <summary>A4 between 30 mm left and 20 mm right (Decree 30/2020/NĐ-CP, Annex I: 30–35 and 15–20).</summary>
    public const int PortraitWidth = Short - LeftMargin - OtherMargin;

    public const int LandscapeWidth = Long - LeftMargin - OtherMargin;

    private const int Short = 11906;
    private const int Long = 16838;
    private const int LeftMargin = 1701;
    private const int OtherMargin = 1134;
    private const int BodySize = 28;
    private const string CellMargin = "80";
    private const int LongestTogether = 16;

    private readonly Dictionary<Look, string> openings = [];
    private readonly List<ReportTable> charts = [];

    /// <summary>Tables of which a chart was shown; the letter names them in this order.</summary>
    public IReadOnlyList<ReportTable> Charts => charts;

    public static string ChartId(int number) => "chart" + Text(number);

    public void Start()
    {
        to.WriteStartElement("w", "document", W);
        to.WriteAttributeString("xmlns", "r", null, R);
        to.WriteStartElement("body", W);
    }

    public void End()
    {
        to.WriteEndElement();
        to.WriteEndElement();
    }

    public void Heading(string text) => Text(text, "left", bold: true, before: 120, after: 60, keepNext: true, firstLine: 720);

    /// <summary>The same in an appendix, where nothing is indented.</summary>
    public void Block(string text) => Text(text, "left", bold: true, before: 160, after: 60, keepNext: true);

    /// <summary>A paragraph of the letter: 14 points, first line indented, both sides even.</summary>
    public void Paragraph(string text) => Text(text, "both", after: 100, firstLine: 720);

    public void Caption(string text) => Text(text, "left", bold: true, size: 26, before: 160, after: 60, keepNext: true);

    public void Note(string text) => Text(text, "left", italic: true, size: 22, before: 40, after: 80);

    public void Remark(string text) => Text("– " + text, "both", size: 24, after: 40);

    public void Line(string text, int size, bool bold = false, bool italic = false) => Text(text, "left", bold, italic, size, after: 0);

    public void Centred(string text, bool bold = false, bool italic = false, int size = BodySize, int before = 0, int after = 60) =>
        Text(text, "center", bold, italic, size, before, after);

    public void Definition(string term, string meaning)
    {
        Open("p");
        Open("pPr");
        Empty("spacing", ("after", "60"));
        Empty("jc", ("val", "both"));
        Close();
        Run($"{term}: ", 24, bold: true);
        Run(meaning, 24);
        Close();
    }

    /// <summary>A line below what came before, drawn as the border of an empty paragraph.</summary>
    public void Rule(int left, int right)
    {
        Open("p");
        Open("pPr");
        Open("pBdr");
        Empty("top", ("val", "single"), ("sz", "6"), ("space", "1"), ("color", "000000"));
        Close();
        Empty("spacing", ("before", "20"), ("after", "0"), ("line", "120"), ("lineRule", "exact"));
        Empty("ind", ("left", Text(left)), ("right", Text(right)));
        Close();
        Close();
    }

    /// <summary>Columns side by side without lines, for the head and the signature.</summary>
    public void Grid(int[] widths, Action[] columns, int before = 0)
    {
        if (before > 0) Text("", "left", size: 12, before: before, after: 0, keepNext: true);
        Open("tbl");
        TableFrame(widths, lines: false);
        Open("tr");
        Open("trPr");
        Empty("cantSplit");
        Close();
        for (var i = 0; i < columns.Length; i++)
        {
            Open("tc");
            Open("tcPr");
            Empty("tcW", ("w", Text(widths[i])), ("type", "dxa"));
            Close();
            columns[i]();
            Close();
        }

        Close();
        Close();
    }

    /// <summary>A table of the report; its head is repeated on every page and no line is cut.</summary>
    public void Table(ReportTable table)
    {
        var numbered = table.Rows.Any(r => r.Number is not null);
        var widths = Widths(table, numbered);
        var size = table.Columns.Count > 5 ? 22 : 24;
        Open("tbl");
        TableFrame(widths, lines: true);
        Open("tr");
        Open("trPr");
        Empty("cantSplit");
        Empty("tblHeader");
        Close();
        string[] heads = [.. numbered ? (string[])[document.T["reporting.head.number"]] : [], document.T["reporting.head.line"], .. table.Columns.Select(c => document.T[c])];
        for (var i = 0; i < heads.Length; i++) Cell(heads[i], widths[i], size, "center", bold: true, shaded: true);
        Close();
        // A short table stays on one page, and the remark under a table with its last line.
        var together = table.Rows.Count <= LongestTogether;
        for (var i = 0; i < table.Rows.Count; i++)
            Row(table.Rows[i], widths, size, numbered, keepNext: i < table.Rows.Count - 1 ? together : table.Note is not null);
        Close();
    }

    /// <summary>Bars with their figures, in one solid and one hatched series; the table behind it says the same.</summary>
    public void Chart(ReportTable table)
    {
        charts.Add(table);
        Open("p");
        Open("pPr");
        Empty("keepNext");
        Empty("jc", ("val", "center"));
        Close();
        Open("r");
        DocxChart.Anchor(to, ChartId(charts.Count), charts.Count, document.T["reporting.chart.title", document.T[table.Label]], table);
        Close();
        Close();
    }

    /// <summary>Ends a section with the paragraph that carries its page.</summary>
    public void Section(bool landscape, string header, string? titleHeader = null)
    {
        Open("p");
        Open("pPr");
        Empty("spacing", ("after", "0"));
        LastSection(landscape, header, titleHeader);
        Close();
        Close();
    }

    public void LastSection(bool landscape, string header, string? titleHeader = null)
    {
        Open("sectPr");
        Reference("default", header);
        if (titleHeader is not null) Reference("first", titleHeader);
        Empty("type", ("val", "nextPage"));
        if (landscape) Empty("pgSz", ("w", Text(Long)), ("h", Text(Short)), ("orient", "landscape"));
        else Empty("pgSz", ("w", Text(Short)), ("h", Text(Long)));
        Empty("pgMar", ("top", "1134"), ("right", Text(OtherMargin)), ("bottom", "1134"), ("left", Text(LeftMargin)), ("header", "567"), ("footer", "567"), ("gutter", "0"));
        if (titleHeader is not null) Empty("titlePg");
        Close();
    }

    private void Reference(string type, string id)
    {
        Open("headerReference");
        Attribute("type", type);
        to.WriteAttributeString("r", "id", R, id);
        Close();
    }

    private void Row(ReportRow row, int[] widths, int size, bool numbered, bool keepNext)
    {
        to.WriteRaw("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        var column = 0;
        if (numbered) Cell(row.Number ?? "", widths[column++], size, "left", row.IsTotal, keepNext: keepNext);
        Cell(document.Label(row), widths[column++], size, "left", row.IsTotal, indent: row is { Level: > 0, IsTotal: false } ? 200 : 0, keepNext: keepNext);
        foreach (var cell in row.Cells) Cell(document.Shown(cell), widths[column++], size, "right", row.IsTotal);
        for (; column < widths.Length; column++) Cell("", widths[column], size, "right");
        to.WriteRaw("</w:tr>");
    }

    private void Cell(string text, int width, int size, string align, bool bold = false, bool shaded = false, int indent = 0, bool keepNext = false)
    {
        to.WriteRaw("<w:tc><w:tcPr><w:tcW w:w=\"");
        to.WriteRaw(Text(width));
        to.WriteRaw(shaded ? "\" w:type=\"dxa\"/><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"EEEEEE\"/></w:tcPr>" : "\" w:type=\"dxa\"/></w:tcPr>");
        Text(text, align, bold, size: size, before: 20, after: 20, keepNext: keepNext || shaded, left: indent, single: true);
        to.WriteRaw("</w:tc>");
    }

    private static int[] Widths(ReportTable table, bool numbered)
    {
        var count = table.Columns.Count;
        // The table of changes stands in the letter.
        var whole = count >= 4 && table.Key != "changes" ? LandscapeWidth : PortraitWidth;
        var number = numbered ? 1000 : 0;
        var figure = count switch { 1 => 1700, 2 => 1600, 3 => 1500, _ when whole == PortraitWidth => 1180, 4 => 1900, _ => 1350 };
        int[] figures = [.. Enumerable.Repeat(figure, count)];
        return [.. numbered ? (int[])[number] : [], whole - number - figure * count, .. figures];
    }

    private void TableFrame(int[] widths, bool lines)
    {
        Open("tblPr");
        Empty("tblW", ("w", Text(widths.Sum())), ("type", "dxa"));
        if (lines)
        {
            // Else the words of a table, not its lines, would begin at the margin.
            Empty("tblInd", ("w", CellMargin), ("type", "dxa"));
            Open("tblBorders");
            foreach (var side in new[] { "top", "left", "bottom", "right", "insideH", "insideV" }) Empty(side, ("val", "single"), ("sz", "4"), ("space", "0"), ("color", "000000"));
            Close();
        }

        Empty("tblLayout", ("type", "fixed"));
        Open("tblCellMar");
        Empty("left", ("w", lines ? CellMargin : "0"), ("type", "dxa"));
        Empty("right", ("w", lines ? CellMargin : "0"), ("type", "dxa"));
        Close();
        Close();
        Open("tblGrid");
        foreach (var width in widths) Empty("gridCol", ("w", Text(width)));
        Close();
    }

    private void Text(
        string text, string align, bool bold = false, bool italic = false, int size = BodySize, int before = 0, int after = 60, bool keepNext = false, int firstLine = 0, int left = 0, bool single = false)
    {
        to.WriteRaw(Once(new(align, size, before, after, keepNext, firstLine, left, single)));
        if (text.Length > 0) Run(text, size, bold, italic);
        to.WriteRaw("</w:p>");
    }

    private void Run(string text, int size, bool bold = false, bool italic = false)
    {
        to.WriteRaw(bold ? italic ? "<w:r><w:rPr><w:b/><w:i/>" : "<w:r><w:rPr><w:b/>" : italic ? "<w:r><w:rPr><w:i/>" : "<w:r><w:rPr>");
        to.WriteRaw($"<w:sz w:val=\"{Text(size)}\"/></w:rPr><w:t xml:space=\"preserve\">");
        to.WriteString(text);
        to.WriteRaw("</w:t></w:r>");
    }

    /// <summary>How a paragraph stands; of the thousands in a report there are some thirty kinds.</summary>
    private readonly record struct Look(string Align, int Size, int Before, int After, bool KeepNext, int FirstLine, int Left, bool Single);

    private string Once(Look look)
    {
        if (openings.TryGetValue(look, out var known)) return known;
        var indent = look.FirstLine > 0 ? $"<w:ind w:firstLine=\"{Text(look.FirstLine)}\"/>" : look.Left > 0 ? $"<w:ind w:left=\"{Text(look.Left)}\"/>" : "";
        var line = look.Single ? " w:line=\"240\" w:lineRule=\"auto\"" : "";
        // The mark at the end of a paragraph is as high as its letters, also where there are none.
        return openings[look] = $"<w:p><w:pPr>{(look.KeepNext ? "<w:keepNext/>" : "")}<w:spacing w:before=\"{Text(look.Before)}\" w:after=\"{Text(look.After)}\"{line}/>{indent}<w:jc w:val=\"{look.Align}\"/><w:rPr><w:sz w:val=\"{Text(look.Size)}\"/></w:rPr></w:pPr>";
    }

    private void Open(string name) => to.WriteStartElement("w", name, W);

    private void Close() => to.WriteEndElement();

    private void Attribute(string name, string value) => to.WriteAttributeString("w", name, W, value);

    private void Empty(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(name);
        foreach (var (attribute, value) in attributes) Attribute(attribute, value);
        Close();
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
