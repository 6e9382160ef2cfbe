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

    private const string ForEverybody = "shareable-";

    private static readonly (string Name, Func<ReportDocument, byte[]> Write)[] Shareable =
        [.. All.Where(f => f.Name is not (Draft or Released)).Select(f => (ForEverybody + f.Name, f.Write))];

    /// <summary>How the name of such a file ends.</summary>
    public static string Extension(string format) =>
        format == Released ? Draft : IsShareable(format) ? format[ForEverybody.Length..] : format;

    public static IReadOnlyList<(string Format, byte[] Content)> Write(ReportDocument document) => Write(document, All);

    /// <summary>The files for everybody; a letter is none of them.</summary>
    public static IReadOnlyList<(string Format, byte[] Content)> WriteShareable(ReportDocument document) => Write(document, Shareable);

    public static bool IsShareable(string format) => format.StartsWith(ForEverybody, StringComparison.Ordinal);

    private static (string, byte[])[] Write(ReportDocument document, (string Name, Func<ReportDocument, byte[]> Write)[] formats)
    {
        var contents = new (string, byte[])[formats.Length];
        Parallel.For(0, formats.Length, i => contents[i] = (formats[i].Name, formats[i].Write(document)));
        return contents;
    }
}
