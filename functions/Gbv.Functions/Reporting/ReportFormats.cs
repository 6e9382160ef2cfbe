using Gbv.Functions.Reporting.OpenData;

namespace Gbv.Functions.Reporting;

/// <summary>The files of a report in the order in which they are offered. They are made side by side: a small report takes hardly longer than its largest file.</summary>
internal static class ReportFormats
{
    /// <summary>The letter with its draft mark, which is offered until the report is released, and the same without it, which takes its place then.</summary>
    public const string Draft = "docx";

    public const string Released = "docx-released";

    private const string ForEverybody = "shareable-";

    /// <summary>The year for everybody as the open data page reads it, in either language; nobody downloads it.</summary>
    public const string Page = ForEverybody + "page.json";

    private static readonly (string Name, Func<ReportDocument, byte[]> Write)[] Data =
    [
        ("xlsx", XlsxWriter.Write),
        ("csv", CsvWriter.Write),
        ("json", JsonWriter.Write),
        ("html", HtmlWriter.Write),
    ];

    /// <summary>How the name of such a file ends.</summary>
    public static string Extension(string format) =>
        format == Released ? Draft : IsShareable(format) ? format[ForEverybody.Length..] : format;

    public static IReadOnlyList<(string Format, byte[] Content)> Write(ReportDocument document)
    {
        (string, byte[])[] letters = [], data = [];
        Parallel.Invoke(() => letters = Letters(document), () => data = Write(document, ""));
        return [.. letters, .. data];
    }

    /// <summary>The files for everybody; a letter is none of them.</summary>
    public static IReadOnlyList<(string Format, byte[] Content)> WriteShareable(ReportDocument document) => [.. Write(document, ForEverybody), (Page, PublishedYear.Write(document))];

    public static bool IsShareable(string format) => format.StartsWith(ForEverybody, StringComparison.Ordinal);

    private static (string, byte[])[] Letters(ReportDocument document)
    {
        var letter = DocxWriter.Write(document);
        return [(Draft, DocxWriter.Mark(letter, document.T["reporting.letter.draft"])), (Released, letter)];
    }

    private static (string, byte[])[] Write(ReportDocument document, string prefix)
    {
        var files = new (string, byte[])[Data.Length];
        Parallel.For(0, Data.Length, i => files[i] = (prefix + Data[i].Name, Data[i].Write(document)));
        return files;
    }
}
