namespace Gbv.Functions.Reporting;

/// <summary>The letter itself: what stands above the title, the narrative with its table of changes, and the signature.</summary>
internal static class DocxLetter
{
    private const int Left = 3700;
    private const int Right = DocxBody.PortraitWidth - Left;

    /// <summary>The table that stands in the letter itself and not in an appendix.</summary>
    public const string InLetter = "changes";

    public static void Head(DocxBody body, ReportDocument document)
    {
        var (letter, t) = (document.Letter, document.T);
        body.Grid([Left, Right],
            [
                () =>
                {
                    body.Centred(letter.Above, bold: letter.OneName, size: 26, after: 0);
                    body.Centred(letter.Issuer, bold: true, size: 26, after: 0);
                    body.Rule(1150, 1150);
                    body.Centred(t["reporting.letter.number", letter.Symbol], size: 26, before: 80);
                },
                () =>
                {
                    body.Centred(t["reporting.letter.nation"], bold: true, size: 24, after: 0);
                    body.Centred(t["reporting.letter.motto"], bold: true, size: 26, after: 0);
                    body.Rule(1130, 1130);
                    body.Centred($"{letter.Place}, {document.Dated}", italic: true, size: 26, before: 80);
                },
            ]);
        body.Centred(document.Internal, bold: true, size: 22, before: 120, after: 120);
        body.Centred(t["reporting.letter.kind"], bold: true, after: 0, before: 120);
        body.Centred(document.Subject, bold: true, after: 0);
        body.Centred(document.AreaName, bold: true, after: 0);
        body.Rule(3600, 3600);
        body.Centred(document.Range, italic: true, size: 26, before: 80, after: 0);
        body.Centred($"({document.AsOf})", italic: true, size: 24);
        if (document.Provisional is { } provisional) body.Centred(provisional, bold: true, size: 24);
        Changed(body, document);
    }

    private static void Changed(DocxBody body, ReportDocument document)
    {
        if (document.Changed.Count == 0) return;
        body.Block(document.T["reporting.changed.title"]);
        foreach (var change in document.Changed) body.Paragraph(change);
    }

    public static void Narrative(DocxBody body, ReportDocument document)
    {
        var t = document.T;
        var parts = new ReportNarrative(document).Parts;
        for (var i = 0; i < parts.Count; i++)
        {
            body.Heading($"{Roman[i]}. {parts[i].Heading}");
            var number = 1;
            foreach (var paragraph in parts[i].Paragraphs) body.Paragraph(parts[i].Paragraphs.Count > 1 ? $"{number++}. {paragraph}" : paragraph);
            if (i == 0) Changes(body, document);
        }

        body.Paragraph(t["reporting.narrative.appendices"]);
    }

    public static void Signature(DocxBody body, ReportDocument document)
    {
        var (letter, t) = (document.Letter, document.T);
        body.Grid([4300, DocxBody.PortraitWidth - 4300],
            [
                () =>
                {
                    body.Line(t["reporting.letter.to"], size: 24, bold: true, italic: true);
                    foreach (var recipient in letter.Recipients) body.Line(recipient, size: 22);
                },
                () =>
                {
                    if (letter.OnBehalf is { } office) body.Centred(office, bold: true, size: 26, after: 0);
                    if (letter.InPlaceOf is { } head) body.Centred(head, bold: true, size: 26, after: 0);
                    body.Centred(letter.Post, bold: true, size: 26, after: 0);
                    for (var i = 0; i < 4; i++) body.Centred("", after: 0);
                    body.Centred(letter.Signer ?? "", bold: true);
                },
            ],
            before: 240);
    }

    private static readonly string[] Roman = ["I", "II", "III", "IV", "V", "VI"];

    private static void Changes(DocxBody body, ReportDocument document)
    {
        var table = document.Report.Blocks.SelectMany(b => b.Tables).Single(x => x.Key == InLetter);
        body.Caption(document.T[table.Label]);
        body.Table(table);
        body.Note(document.T[table.Note!]);
    }
}
