using System.IO.Packaging;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using Gbv.Domain.Statistics;

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

    public static byte[] Write(ReportDocument document)
    {
        using var stream = new MemoryStream();
        using (var file = WordprocessingDocument.Create(stream, WordprocessingDocumentType.Document))
        {
            file.CompressionOption = CompressionOption.Fast;
            var main = file.AddMainDocumentPart();
            Fill(main.AddNewPart<StyleDefinitionsPart>(), DocxFrame.Styles);
            Fill(main.AddNewPart<HeaderPart>(Header), to => DocxFrame.Header(to, numbered: true));
            Fill(main.AddNewPart<HeaderPart>(TitleHeader), to => DocxFrame.Header(to, numbered: false));
            Fill(main, to => Body(new DocxBody(to, document, main), document));
            file.PackageProperties.Title = document.Title;
            file.PackageProperties.Language = document.T.Language;
        }

        return stream.ToArray();
    }

    /// <summary>The same letter with a mark across each of its pages; only its headers are written anew.</summary>
    public static byte[] Mark(byte[] letter, string mark)
    {
        using var stream = new MemoryStream();
        stream.Write(letter);
        using (var file = WordprocessingDocument.Open(stream, isEditable: true))
        {
            var main = file.MainDocumentPart!;
            Fill(main.GetPartById(Header), to => DocxFrame.Header(to, numbered: true, mark));
            Fill(main.GetPartById(TitleHeader), to => DocxFrame.Header(to, numbered: false, mark));
        }

        return stream.ToArray();
    }

    internal static void Fill(OpenXmlPart part, Action<XmlWriter> write)
    {
        using var stream = part.GetStream(FileMode.Create, FileAccess.Write);
        using var to = XmlWriter.Create(stream);
        to.WriteStartDocument(standalone: true);
        write(to);
    }

    private static void Body(DocxBody body, ReportDocument document)
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
