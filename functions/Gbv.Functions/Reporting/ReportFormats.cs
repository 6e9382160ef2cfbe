namespace Gbv.Functions.Reporting;

/// <summary>The files of a report in the order in which they are offered. They are made side by side: a small report takes hardly longer than its largest file.</summary>
internal static class ReportFormats
{
    private static readonly (string Name, Func<ReportDocument, byte[]> Write)[] All =
    [
        ("xlsx", XlsxWriter.Write),
        ("csv", CsvWriter.Write),
        ("html", HtmlWriter.Write),
    ];

    public static IReadOnlyList<(string Format, byte[] Content)> Write(ReportDocument document)
    {
        var contents = new (string, byte[])[All.Length];
        Parallel.For(0, All.Length, i => contents[i] = (All[i].Name, All[i].Write(document)));
        return contents;
    }
}
