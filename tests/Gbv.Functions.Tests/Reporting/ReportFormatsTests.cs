using System.Globalization;
using System.Text;
using System.Text.Json;
using AngleSharp.Html.Parser;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;
using DocumentFormat.OpenXml.Wordprocessing;
using Gbv.Domain.Directory;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Reporting;
using Chart = DocumentFormat.OpenXml.Drawing.Charts.Chart;

namespace Gbv.Functions.Tests.Reporting;

/// <summary>One model, five files: the letter's form, and that all files say the same.</summary>
public sealed class ReportFormatsTests
{
    private static readonly ReportDocument AMonth = Facts.Document();
    private static readonly ReportDocument AYear = Facts.Document(period: Period.Programme(2026), now: new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero));
    private static readonly ReportDocument AProvince = Facts.Document(area: CommuneCode.Province, name: "tỉnh Vĩnh Long");

    private static readonly ReportDocument AProvinceYear = ProvinceYear.Document();

    public static TheoryData<string> Documents => ["month", "year", "province", "province-year"];

    [Theory]
    [MemberData(nameof(Documents))]
    public void The_letter_is_valid(string which)
    {
        var letter = DocxWriter.Write(Of(which));
        foreach (var content in new[] { letter, DocxWriter.Mark(letter, "DỰ THẢO") })
        {
            using var file = WordprocessingDocument.Open(new MemoryStream(content), false);
            Assert.Empty(new OpenXmlValidator(FileFormatVersions.Microsoft365).Validate(file, TestContext.Current.CancellationToken).Select(e => $"{e.Part?.Uri} {e.Path?.XPath} {e.Description}"));
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void All_files_show_the_same_figures(string which)
    {
        var document = Of(which);
        var figures = document.Report.Cells.ToDictionary(c => c.Key, document.Shown);

        // The letter and the page write numbers as people do; JSON, CSV and the workbook as programs do.
        Assert.Equal(figures.Values.Order(StringComparer.Ordinal), LetterFigures(document).Order(StringComparer.Ordinal));
        Assert.Equal(figures.Values, PageFigures(document));
        var json = JsonFigures(document);
        Assert.Equal(document.Report.Cells.Select(c => c.Key), json.Select(c => c.Key));
        Assert.Equal(document.Report.Cells.Select(c => c.Value), json.Select(c => c.Value));
        Assert.Equal(json.Select(c => c.Value?.ToString(CultureInfo.InvariantCulture) ?? ""), ReportFilesWriterTests.CsvValues(document));
        Assert.Equal(ReportFilesWriterTests.CsvValues(document), ReportFilesWriterTests.SheetValues(document));
    }

    [Fact]
    public void The_data_for_programs_keeps_to_its_schema()
    {
        using var schema = JsonDocument.Parse(File.ReadAllText(SchemaFile()));
        using var json = JsonDocument.Parse(JsonWriter.Write(AMonth));
        var cell = schema.RootElement.GetProperty("properties").GetProperty("cells").GetProperty("items");

        Keeps(json.RootElement, schema.RootElement);
        Assert.All(json.RootElement.GetProperty("cells").EnumerateArray(), c => Keeps(c, cell));
        Assert.Equal(JsonWriter.Schema, schema.RootElement.GetProperty("properties").GetProperty("schema").GetProperty("const").GetString());

        static void Keeps(JsonElement value, JsonElement rule)
        {
            var allowed = rule.GetProperty("properties").EnumerateObject().Select(p => p.Name).ToHashSet();
            Assert.All(value.EnumerateObject(), p => Assert.Contains(p.Name, allowed));
            Assert.All(rule.GetProperty("required").EnumerateArray(), r => Assert.True(value.TryGetProperty(r.GetString()!, out _), r.GetString()));
        }
    }

    [Fact]
    public void The_letter_has_the_page_of_the_decree_and_a_landscape_appendix()
    {
        using var file = Open(AYear);
        var sections = file.MainDocumentPart!.Document!.Descendants<SectionProperties>().ToList();

        Assert.Equal([false, false, true], sections.Select(s => s.GetFirstChild<PageSize>()!.Orient?.Value == PageOrientationValues.Landscape));
        Assert.All(sections, s =>
        {
            // Twentieths of a point: 20–25 mm above and below, 30–35 mm left, 15–20 mm right.
            var margin = s.GetFirstChild<PageMargin>()!;
            Assert.InRange(margin.Top!.Value, 1134, 1418);
            Assert.InRange(margin.Bottom!.Value, 1134, 1418);
            Assert.InRange(margin.Left!.Value, 1701u, 1985u);
            Assert.InRange(margin.Right!.Value, 850u, 1134u);
        });
        Assert.All(file.MainDocumentPart.Document.Descendants<Table>(), t =>
            Assert.InRange(t.Descendants<GridColumn>().Sum(c => int.Parse(c.Width!.Value!, CultureInfo.InvariantCulture)), 1, DocxBody.LandscapeWidth));
    }

    [Fact]
    public void Pages_are_numbered_from_the_second_on()
    {
        using var file = Open(AMonth);
        var main = file.MainDocumentPart!;
        string HeaderOf(string type, int section) => ((HeaderPart)main.GetPartById(main.Document!.Descendants<SectionProperties>().ElementAt(section)
            .Elements<HeaderReference>().Single(h => h.Type!.InnerText == type).Id!.Value!)).Header!.InnerText;

        Assert.DoesNotContain("PAGE", HeaderOf("first", 0), StringComparison.Ordinal);
        Assert.All([0, 1, 2], section => Assert.Contains("PAGE", HeaderOf("default", section), StringComparison.Ordinal));
        Assert.NotNull(main.Document!.Descendants<SectionProperties>().First().GetFirstChild<TitlePage>());
    }

    [Theory]
    [InlineData("month", "ỦY BAN NHÂN DÂN|XÃ CÁI NHUM|Số:           /BC-UBND|TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH|Nguyễn Văn A|- Sở Nội vụ;|Cái Nhum, ngày")]
    [InlineData("province", "UBND TỈNH VĨNH LONG|SỞ NỘI VỤ|Số:           /BC-SNV|GIÁM ĐỐC|- UBND tỉnh;|Vĩnh Long, ngày")]
    public void Each_issuer_signs_under_its_own_name(string which, string words)
    {
        using var file = Open(Of(which));
        var text = string.Join('\n', file.MainDocumentPart!.Document!.Descendants<Paragraph>().Select(p => p.InnerText));

        Assert.All(words.Split('|').Append("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM").Append("Độc lập - Tự do - Hạnh phúc").Append("BÁO CÁO").Append("Nơi nhận:").Append("TÀI LIỆU NỘI BỘ – có số liệu nhạy cảm, không phổ biến"),
            w => Assert.Contains(w, text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("xã Cái Nhum", false, "TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH|Phạm Văn Thành", "- Chủ tịch, các Phó Chủ tịch UBND xã;")]
    [InlineData("phường Trà Vinh", true, "TM. ỦY BAN NHÂN DÂN|KT. CHỦ TỊCH|PHÓ CHỦ TỊCH|Đặng Thị Lan Hương", "- Chủ tịch, các Phó Chủ tịch UBND phường;")]
    public void A_vice_chairman_signs_while_the_chairman_is_away_and_a_ward_is_no_commune(string name, bool away, string signature, string recipient)
    {
        DirectoryEntry Person(string id, string person) => new() { Id = id, Commune = Facts.CaiNhum, Name = person, Unit = "UBND", Office = Office.CommuneOffice, Email = $"{id}@example.org" };
        var chairman = Person("chairman", "Phạm Văn Thành") with { Roles = [DirectoryRole.Chairman], BackupId = "deputy", OnLeave = away };
        var directory = new CommuneDirectory
        {
            Commune = new Area { Code = Facts.CaiNhum, Name = name },
            Province = new Area { Code = CommuneCode.Province, Name = "tỉnh Vĩnh Long" },
            Entries = [Person("deputy", "Đặng Thị Lan Hương"), chairman],
        };

        using var file = Open(AMonth with { Letter = Letterhead.For(directory, Facts.October, Texts.For(Texts.Vietnamese)) });
        var cells = file.MainDocumentPart!.Document!.Descendants<TableCell>().Select(c => string.Join('|', c.Elements<Paragraph>().Select(p => p.InnerText).Where(text => text.Length > 0))).ToList();

        Assert.Contains(signature, cells);
        Assert.Single(cells, c => c.Contains(recipient, StringComparison.Ordinal));
    }

    [Fact]
    public void A_time_without_a_report_is_told_in_words_and_what_has_nothing_before_it_is_compared_with_nothing()
    {
        var year = Period.Programme(2026);

        var quiet = Narrative(Facts.Document(facts: [], period: year, now: year.Until));

        Assert.Contains("1. Từ ngày 01 tháng 01 năm 2026 đến hết ngày 19 tháng 11 năm 2026, xã Cái Nhum không tiếp nhận tin nào.", quiet);
        Assert.Contains("1. Trong kỳ không có phiếu chuyển gửi nào được lập.", quiet);
        Assert.DoesNotContain(quiet, p => p.Contains("để so sánh", StringComparison.Ordinal) || p.Contains(" 0 vụ", StringComparison.Ordinal));
        Assert.Contains("2. Chưa có số liệu của kỳ trước để so sánh.", Narrative(AMonth));

        static List<string> Narrative(ReportDocument document)
        {
            using var file = Open(document);
            return [.. file.MainDocumentPart!.Document!.Body!.Elements<Paragraph>().Select(p => p.InnerText)];
        }
    }

    [Fact]
    public void Only_the_draft_is_marked_as_one()
    {
        var files = ReportFormats.Write(AMonth).ToDictionary(f => f.Format, f => f.Content);

        Assert.Equal(2, Marks(files[ReportFormats.Draft]));
        Assert.Equal(0, Marks(files[ReportFormats.Released]));

        static int Marks(byte[] content)
        {
            using var file = WordprocessingDocument.Open(new MemoryStream(content), false);
            return file.MainDocumentPart!.HeaderParts.Count(h => h.Header!.OuterXml.Contains("DỰ THẢO", StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Charts_hold_the_figures_of_the_table_behind_them()
    {
        using var file = Open(AYear);
        var tables = AYear.Report.Blocks.SelectMany(b => b.Tables).Where(t => t.Chart == ChartKind.Bars).ToList();

        var charts = file.MainDocumentPart!.ChartParts.Select(p => p.ChartSpace!.GetFirstChild<Chart>()!).ToList();

        Assert.Equal(
            tables.Select(t => string.Join(' ', t.Columns.SelectMany((_, n) => t.Rows.Where(r => !r.IsTotal).Select(r => r.Cells[n].Value)))).Order(StringComparer.Ordinal),
            charts.Select(c => string.Join(' ', c.Descendants<DocumentFormat.OpenXml.Drawing.Charts.NumericPoint>().Select(p => p.InnerText))).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("2026-01-05", "ngày 05 tháng 01 năm 2026")]
    [InlineData("2026-02-10", "ngày 10 tháng 02 năm 2026")]
    [InlineData("2026-03-31", "ngày 31 tháng 3 năm 2026")]
    public void Dates_are_written_as_the_decree_wants_them(string day, string text) =>
        Assert.Equal(text, Letterhead.Date(DateOnly.Parse(day, CultureInfo.InvariantCulture), Texts.For(Texts.Vietnamese)));

    private static ReportDocument Of(string which) => which switch { "month" => AMonth, "year" => AYear, "province-year" => AProvinceYear, _ => AProvince };

    private static WordprocessingDocument Open(ReportDocument document) => WordprocessingDocument.Open(new MemoryStream(DocxWriter.Write(document)), false);

    /// <summary>Cells of the letter that stand at the right: its figures.</summary>
    private static IEnumerable<string> LetterFigures(ReportDocument document)
    {
        using var file = Open(document);
        return [.. file.MainDocumentPart!.Document!.Descendants<TableCell>()
            .Where(c => c.Descendants<Justification>().FirstOrDefault()?.Val?.Value == JustificationValues.Right).Select(c => c.InnerText)];
    }

    private static IEnumerable<string> PageFigures(ReportDocument document) =>
        new HtmlParser().ParseDocument(Encoding.UTF8.GetString(HtmlWriter.Write(document))).QuerySelectorAll("td.n").Select(c => c.TextContent);

    private static List<(string Key, decimal? Value)> JsonFigures(ReportDocument document)
    {
        using var json = JsonDocument.Parse(JsonWriter.Write(document));
        return [.. json.RootElement.GetProperty("cells").EnumerateArray().Select(c => (c.GetProperty("key").GetString()!,
            c.GetProperty("value") is { ValueKind: JsonValueKind.Number } value ? value.GetDecimal() : (decimal?)null))];
    }

    private static string SchemaFile()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "Gbv.sln"))) folder = folder.Parent;
        return Path.Combine(folder.FullName, "docs", "report.schema.json");
    }
}
