namespace Gbv.Functions.Reporting;

/// <summary>The files of a report in the order in which they are offered. They are made side by side: a small report takes hardly longer than its largest file.</summary>
internal static class ReportFormats
{
    /// <summary>The letter with its draft mark, which is offered until the report is released, and the same without it, which takes its place then.</summary>
    public const string Draft = "docx";

    public const string Released = "docx-released";

    private static readonly (string Name, Func<ReportDocument, byte[]> Write)[] All =
    [
        (Draft, document => DocxWriter.Write(document with { Draft = document.T["reporting.letter.draft"] })),
        (Released, DocxWriter.Write),
        ("xlsx", XlsxWriter.Write),
        ("csv", CsvWriter.Write),
        ("json", JsonWriter.Write),
        ("html", HtmlWriter.Write),
    ];

    /// <summary>How the name of such a file ends.</summary>
    public static string Extension(string format) => format == Released ? Draft : format;

    public static IReadOnlyList<(string Format, byte[] Content)> Write(ReportDocument document)
    {
        var contents = new (string, byte[])[All.Length];
        Parallel.For(0, All.Length, i => contents[i] = (All[i].Name, All[i].Write(document)));
        return contents;
    }
}
