using Gbv.Domain.Statistics;
using Gbv.Functions.Documents;

namespace Gbv.Functions.Reporting;

/// <summary>
/// The report as an official letter, ready to sign (Decree 30/2020/NĐ-CP, Annex I): head, narrative, the figures that changed, place
/// for the signature; all tables in two appendices, the wide ones in landscape.
/// </summary>
/// <remarks>The parts are streamed as XML: an element object for every cell would cost more than all the rest of a small report.</remarks>
internal static class DocxWriter
{
    /// <summary>From so many columns of figures on a table goes into the landscape appendix.</summary>
    private const int Wide = 4;

    /// <summary>How the letter knows its headers: that of every page, and that of the first, which has no number.</summary>
    private const string Header = "header";

    private const string TitleHeader = "titleHeader";

    private const string Word = "application/vnd.openxmlformats-officedocument.wordprocessingml";

    private static readonly OfficePart Letter = new("word/document.xml", $"{Word}.document.main+xml", "officeDocument");
    private static readonly OfficePart Styles = new("word/styles.xml", $"{Word}.styles+xml", "styles");
    private static readonly OfficePart Numbered = new("word/header1.xml", $"{Word}.header+xml", "header");
    private static readonly OfficePart Unnumbered = new("word/header2.xml", $"{Word}.header+xml", "header");

    public static byte[] Write(ReportDocument document)
    {
        IReadOnlyList<ReportTable> charts = [];
        return OfficeFile.Write(document.Title, document.T.Language, Letter, to => charts = Body(new DocxBody(to, document), document), file =>
        {
            file.Add("styles", Styles, DocxFrame.Styles);
            file.Add(Header, Numbered, to => DocxFrame.Header(to, numbered: true));
            file.Add(TitleHeader, Unnumbered, to => DocxFrame.Header(to, numbered: false));
            for (var i = 0; i < charts.Count; i++)
            {
                var table = charts[i];
                file.Add(DocxBody.ChartId(i + 1), DocxChart.Part(i + 1), to => DocxChart.Write(to, document, table));
            }
        });
    }

    /// <summary>The same letter with a mark across each of its pages; only its headers are written anew.</summary>
    public static byte[] Mark(byte[] letter, string mark) => OfficeFile.With(letter,
    [
        (Numbered, to => DocxFrame.Header(to, numbered: true, mark)),
        (Unnumbered, to => DocxFrame.Header(to, numbered: false, mark)),
    ]);

    /// <returns>The tables of which the letter shows a chart, in its order.</returns>
    private static IReadOnlyList<ReportTable> Body(DocxBody body, ReportDocument document)
    {
        var (narrow, wide) = (Tables(document, t => t.Columns.Count < Wide), Tables(document, t => t.Columns.Count >= Wide && t.Key != DocxLetter.InLetter));
        body.Start();
        DocxLetter.Head(body, document);
        DocxLetter.Narrative(body, document);
        DocxLetter.Signature(body, document);
        body.Section(landscape: false, Header, TitleHeader);
        Appendix(body, document, "reporting.letter.appendix.1", narrow);
        Definitions(body, document);
        body.Section(landscape: false, Header);
        Appendix(body, document, "reporting.letter.appendix.2", wide);
        body.LastSection(landscape: true, Header);
        body.End();
        return body.Charts;
    }

    private static IReadOnlyList<(ReportBlock Block, ReportTable Table)> Tables(ReportDocument document, Func<ReportTable, bool> which) =>
        [.. document.Report.Blocks.SelectMany(b => b.Tables.Where(which).Select(t => (b, t)))];

    private static void Appendix(DocxBody body, ReportDocument document, string name, IReadOnlyList<(ReportBlock Block, ReportTable Table)> tables)
    {
        var t = document.T;
        body.Centred(t[name], bold: true, before: 0);
        body.Centred(t["reporting.letter.appendix.of", document.Letter.Symbol, document.Dated], italic: true);
        ReportBlock? last = null;
        foreach (var (block, table) in tables)
        {
            if (block != last) body.Block(t[block.Label]);
            last = block;
            body.Caption(t[table.Label]);
            if (table.Chart == ChartKind.Bars) body.Chart(table);
            body.Table(table);
            if (table.Note is { } note) body.Note(t[note]);
            foreach (var remark in table.Remarks) body.Remark(remark);
        }
    }

    private static void Definitions(DocxBody body, ReportDocument document)
    {
        body.Block(document.T["reporting.sheet.definitions"]);
        foreach (var (term, meaning) in document.Definitions) body.Definition(term, meaning);
    }
}
