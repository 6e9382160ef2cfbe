using System.Globalization;
using System.Xml;
using Gbv.Domain.Statistics;
using Gbv.Functions.Documents;

namespace Gbv.Functions.Reporting;

/// <summary>Horizontal bars as a drawing that Word and LibreOffice paint themselves: the figures are in the drawing, no workbook hangs on it.</summary>
internal static class DocxChart
{
    private const string C = "http://schemas.openxmlformats.org/drawingml/2006/chart";
    private const string A = "http://schemas.openxmlformats.org/drawingml/2006/main";
    private const string Wp = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing";

    /// <summary>English metric units: 914,400 an inch, 360,000 a centimetre.</summary>
    private const int Width = 5_650_000;

    private const int RowHeight = 250_000;
    private const int Margins = 450_000;

    public static OfficePart Part(int number) =>
        new(string.Create(CultureInfo.InvariantCulture, $"word/charts/chart{number}.xml"), "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", "chart");

    public static void Anchor(XmlWriter to, string part, int number, string title, ReportTable table)
    {
        var height = Margins + Rows(table).Count * RowHeight * (table.Columns.Count > 1 ? 3 : 2) / 2;
        to.WriteRaw(string.Create(CultureInfo.InvariantCulture, $"""
            <w:drawing xmlns:w="{DocxBody.W}"><wp:inline xmlns:wp="{Wp}" distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{Width}" cy="{height}"/><wp:docPr id="{number}" name="Chart {number}" descr="{HtmlWriter.E(title)}"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{A}"><a:graphicData uri="{C}"><c:chart xmlns:c="{C}" xmlns:r="{DocxBody.R}" r:id="{part}"/></a:graphicData></a:graphic></wp:inline></w:drawing>
            """));
    }

    public static void Write(XmlWriter to, ReportDocument document, ReportTable table)
    {
        to.WriteStartElement("c", "chartSpace", C);
        to.WriteAttributeString("xmlns", "a", null, A);
        Empty(to, "roundedCorners", "0");
        to.WriteStartElement("chart", C);
        Empty(to, "autoTitleDeleted", "1");
        to.WriteStartElement("plotArea", C);
        to.WriteStartElement("layout", C);
        to.WriteEndElement();
        to.WriteStartElement("barChart", C);
        Empty(to, "barDir", "bar");
        Empty(to, "grouping", "clustered");
        Empty(to, "varyColors", "0");
        for (var s = 0; s < table.Columns.Count; s++) Series(to, document, table, s);
        Empty(to, "gapWidth", "45");
        Empty(to, "axId", "1");
        Empty(to, "axId", "2");
        to.WriteEndElement();
        to.WriteRaw($"""
            <c:catAx xmlns:c="{C}"><c:axId val="1"/><c:scaling><c:orientation val="maxMin"/></c:scaling><c:delete val="0"/><c:axPos val="l"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/><c:spPr>{Line}</c:spPr>{Letters}<c:crossAx val="2"/></c:catAx><c:valAx xmlns:c="{C}"><c:axId val="2"/><c:scaling><c:orientation val="minMax"/><c:min val="0"/></c:scaling><c:delete val="1"/><c:axPos val="t"/><c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="none"/><c:crossAx val="1"/></c:valAx>
            """);
        to.WriteEndElement();
        if (table.Columns.Count > 1) to.WriteRaw($"<c:legend xmlns:c=\"{C}\"><c:legendPos val=\"b\"/><c:overlay val=\"0\"/>{Letters}</c:legend>");
        Empty(to, "plotVisOnly", "1");
        to.WriteEndElement();
        to.WriteRaw($"<c:spPr xmlns:c=\"{C}\"><a:noFill xmlns:a=\"{A}\"/><a:ln xmlns:a=\"{A}\"><a:noFill/></a:ln></c:spPr>");
        to.WriteEndElement();
    }

    private static void Series(XmlWriter to, ReportDocument document, ReportTable table, int column)
    {
        var rows = Rows(table);
        to.WriteStartElement("ser", C);
        Empty(to, "idx", column.ToString(CultureInfo.InvariantCulture));
        Empty(to, "order", column.ToString(CultureInfo.InvariantCulture));
        to.WriteStartElement("tx", C);
        to.WriteElementString("v", C, document.T[table.Columns[column]]);
        to.WriteEndElement();
        to.WriteRaw($"<c:spPr xmlns:c=\"{C}\">{(column == 0 ? Solid : Hatched)}{Line}</c:spPr><c:invertIfNegative xmlns:c=\"{C}\" val=\"0\"/>");
        to.WriteRaw($"<c:dLbls xmlns:c=\"{C}\">{Letters}<c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/><c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize val=\"0\"/></c:dLbls>");
        Points(to, "cat", "strLit", rows.Select(document.Label));
        Points(to, "val", "numLit", rows.Select(r => (r.Cells[column].Value ?? 0).ToString(CultureInfo.InvariantCulture)));
        to.WriteEndElement();
    }

    private static void Points(XmlWriter to, string role, string kind, IEnumerable<string> values)
    {
        to.WriteStartElement(role, C);
        to.WriteStartElement(kind, C);
        var list = values.ToList();
        Empty(to, "ptCount", list.Count.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < list.Count; i++)
        {
            to.WriteStartElement("pt", C);
            to.WriteAttributeString("idx", i.ToString(CultureInfo.InvariantCulture));
            to.WriteElementString("v", C, list[i]);
            to.WriteEndElement();
        }

        to.WriteEndElement();
        to.WriteEndElement();
    }

    /// <summary>A chart of totals beside their parts would show nothing but the total.</summary>
    private static IReadOnlyList<ReportRow> Rows(ReportTable table) => [.. table.Rows.Where(r => !r.IsTotal)];

    private static void Empty(XmlWriter to, string name, string value)
    {
        to.WriteStartElement(name, C);
        to.WriteAttributeString("val", value);
        to.WriteEndElement();
    }

    private const string Solid = $"<a:solidFill xmlns:a=\"{A}\"><a:srgbClr val=\"444444\"/></a:solidFill>";
    private const string Hatched = $"<a:pattFill xmlns:a=\"{A}\" prst=\"wdUpDiag\"><a:fgClr><a:srgbClr val=\"111111\"/></a:fgClr><a:bgClr><a:srgbClr val=\"FFFFFF\"/></a:bgClr></a:pattFill>";
    private const string Line = $"<a:ln xmlns:a=\"{A}\" w=\"6350\"><a:solidFill><a:srgbClr val=\"111111\"/></a:solidFill></a:ln>";
    private const string Letters = $"<c:txPr xmlns:c=\"{C}\"><a:bodyPr xmlns:a=\"{A}\"/><a:p xmlns:a=\"{A}\"><a:pPr><a:defRPr sz=\"1000\"><a:solidFill><a:srgbClr val=\"000000\"/></a:solidFill><a:latin typeface=\"Times New Roman\"/></a:defRPr></a:pPr><a:endParaRPr lang=\"vi-VN\"/></a:p></c:txPr>";
}
