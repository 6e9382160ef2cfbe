using System.Xml;

namespace Gbv.Functions.Reporting;

/// <summary>What is the same on every page: the font, the page number at the top from page 2 on, and the mark of a draft.</summary>
internal static class DocxFrame
{
    private const string W = DocxBody.W;

    /// <summary>Times New Roman, 14 points; where it is missing, programs take the font of the same widths.</summary>
    public static void Styles(XmlWriter to) => to.WriteRaw($"""
        <w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/><w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="60" w:line="259" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style></w:styles>
        """);

    /// <param name="mark">Stands across the page until the letter is released.</param>
    public static void Header(XmlWriter to, bool numbered, string? mark = null)
    {
        to.WriteStartElement("w", "hdr", W);
        to.WriteStartElement("p", W);
        to.WriteRaw($"<w:pPr xmlns:w=\"{W}\"><w:spacing w:after=\"0\"/><w:jc w:val=\"center\"/></w:pPr>");
        if (mark is not null) to.WriteRaw(Watermark(HtmlWriter.E(mark)));
        if (numbered)
            to.WriteRaw($"""<w:r xmlns:w="{W}"><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="begin"/></w:r><w:r xmlns:w="{W}"><w:rPr><w:sz w:val="26"/></w:rPr><w:instrText xml:space="preserve"> PAGE </w:instrText></w:r><w:r xmlns:w="{W}"><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="separate"/></w:r><w:r xmlns:w="{W}"><w:rPr><w:sz w:val="26"/></w:rPr><w:t>2</w:t></w:r><w:r xmlns:w="{W}"><w:rPr><w:sz w:val="26"/></w:rPr><w:fldChar w:fldCharType="end"/></w:r>""");
        to.WriteEndElement();
        to.WriteEndElement();
    }

    /// <summary>The form in which Word itself writes a watermark, behind the text of each page.</summary>
    private static string Watermark(string text) => $"""
        <w:r xmlns:w="{W}"><w:pict><v:shapetype xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype><v:shape xmlns:v="urn:schemas-microsoft-com:vml" id="draft" type="#_x0000_t136" style="position:absolute;margin-left:0;margin-top:0;width:420pt;height:105pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin" fillcolor="#ececec" stroked="f"><v:textpath style="font-family:&quot;Times New Roman&quot;;font-size:1pt" string="{text}"/></v:shape></w:pict></w:r>
        """;
}
