using System.Globalization;
using System.Text;
using AngleSharp.Html.Parser;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Reporting;
using CellStyle = Gbv.Functions.Reporting.CellStyle;

namespace Gbv.Functions.Tests.Reporting;

public sealed class ReportFilesWriterTests
{
    private static readonly ReportDocument AReport = Facts.Document();
    private static readonly ReportDocument AYearReport = Facts.Document(period: Period.Programme(2026), now: new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero));
    private static readonly ReportDocument ForEverybody = AProvinceYear();
    private static readonly ReportDocument AProvinceReport = Facts.Document(area: CommuneCode.Province, name: "tỉnh Vĩnh Long");

    [Theory]
    [InlineData(FileFormatVersions.Office2010)]
    [InlineData(FileFormatVersions.Microsoft365)]
    public void The_workbook_is_valid(FileFormatVersions version)
    {
        foreach (var document in new[] { AReport, AProvinceReport, AYearReport, ForEverybody })
        {
            using var file = Open(document);
            Assert.Empty(new OpenXmlValidator(version).Validate(file, TestContext.Current.CancellationToken).Select(e => $"{e.Path?.XPath} {e.Description}"));
        }
    }

    [Fact]
    public void The_workbooks_figures_are_those_of_the_data_file_in_the_same_order()
    {
        foreach (var document in new[] { AReport, AProvinceReport })
            Assert.Equal(CsvValues(document), SheetValues(document));
    }

    [Fact]
    public void Every_total_is_a_formula_that_gives_the_value_stored_with_it()
    {
        using var file = Open(AReport);
        var formulas = 0;
        foreach (var sheet in file.WorkbookPart!.WorksheetParts)
        {
            var values = sheet.Worksheet!.Descendants<Cell>().Where(c => c.CellValue is not null).ToDictionary(c => c.CellReference!.Value!, Number);
            foreach (var cell in sheet.Worksheet!.Descendants<Cell>().Where(c => c.CellFormula is not null))
            {
                formulas++;
                Assert.Equal(Number(cell), Sum(cell.CellFormula!.Text, values));
            }
        }

        Assert.Equal(AReport.Report.Cells.Count(c => c.SumOf.Count > 0), formulas);
    }

    [Fact]
    public void Every_sheet_has_a_frozen_head_the_mark_and_prints_on_one_page_width()
    {
        using var file = Open(AReport);

        foreach (var part in file.WorkbookPart!.WorksheetParts)
        {
            Assert.Equal(PaneStateValues.Frozen, part.Worksheet!.Descendants<Pane>().Single().State!.Value);
            Assert.Equal(1u, part.Worksheet!.Descendants<PageSetup>().Single().FitToWidth!.Value);
            Assert.Contains("TÀI LIỆU NỘI BỘ – có số liệu nhạy cảm, không phổ biến", part.Worksheet!.InnerText);
        }

        Assert.Equal(["Tổng hợp", "Biểu gia đình", "Quá trình", "Định nghĩa"], file.WorkbookPart.Workbook!.Descendants<Sheet>().Select(s => s.Name!.Value));
    }

    [Fact]
    public void No_head_of_a_column_is_cut_off()
    {
        using var file = Open(AYearReport);

        var wrapped = 0;
        foreach (var row in file.WorkbookPart!.WorksheetParts.SelectMany(p => p.Worksheet!.Descendants<Row>()))
            foreach (var head in row.Elements<Cell>().Where(c => c.StyleIndex!.Value == (uint)CellStyle.HeadRight))
                if (Lines(head.InnerText, 13) is var lines and > 1)
                {
                    wrapped++;
                    Assert.True(row.Height?.Value >= lines * 15, $"{head.InnerText}: {row.Height?.Value}");
                }

        Assert.InRange(wrapped, 5, int.MaxValue);

        static int Lines(string text, int width)
        {
            var (lines, used) = (1, 0);
            foreach (var word in text.Split(' '))
                if (used > 0 && used + 1 + word.Length > width) (lines, used) = (lines + 1, word.Length);
                else used += (used > 0 ? 1 : 0) + word.Length;
            return lines;
        }
    }

    [Fact]
    public void A_sheet_of_many_columns_is_printed_across()
    {
        using var file = Open(AYearReport);

        foreach (var sheet in file.WorkbookPart!.WorksheetParts.Select(p => p.Worksheet!))
            Assert.Equal(
                sheet.Descendants<Column>().Sum(c => c.Width!.Value) > 150 ? OrientationValues.Landscape : OrientationValues.Portrait,
                sheet.Descendants<PageSetup>().Single().Orientation!.Value);
        Assert.Equal(2, file.WorkbookPart.WorksheetParts.Select(p => p.Worksheet!.Descendants<PageSetup>().Single().Orientation!.Value).Distinct().Count());
    }

    [Fact]
    public void A_line_of_many_names_goes_on_in_the_next_row_where_it_is_taller_than_a_row_can_be()
    {
        var remark = "đ. chưa qua lớp tập huấn nào từ 2026: " + string.Join(", ", Enumerable.Range(1, 150).Select(n => $"Công ty TNHH Một thành viên Sản xuất Thương mại Dịch vụ {n}"));
        var blocks = AReport.Report.Blocks.Select((b, i) => i > 0 ? b : b with { Tables = [b.Tables[0] with { Remarks = [remark] }, .. b.Tables.Skip(1)] });

        using var file = Open(AReport with { Report = AReport.Report with { Blocks = [.. blocks] } });
        var rows = file.WorkbookPart!.WorksheetParts.SelectMany(p => p.Worksheet!.Descendants<Row>()).ToList();

        Assert.All(rows.Where(r => r.Height is not null), r => Assert.InRange(r.Height!.Value, 15, 409));
        Assert.Contains("– " + remark, string.Join(' ', rows.Select(r => r.InnerText)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_data_file_begins_with_the_byte_order_mark() => Assert.Equal(Encoding.UTF8.GetPreamble(), CsvWriter.Write(AReport)[..3]);

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+84", "'+84")]
    [InlineData("-2", "'-2")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("\tx", "'\tx")]
    [InlineData("a, b", "\"a, b\"")]
    [InlineData("=\"x\",1", "\"'=\"\"x\"\",1\"")]
    [InlineData("xã Cái Nhum", "xã Cái Nhum")]
    public void Text_cannot_become_a_formula(string text, string field) => Assert.Equal(field, CsvWriter.Field(text));

    [Fact]
    public void The_page_needs_no_script_and_no_other_file()
    {
        var page = Page(AReport);

        Assert.Empty(page.QuerySelectorAll("script, link, img, iframe, object, [src], [href], [onclick]"));
        Assert.DoesNotContain("url(http", Encoding.UTF8.GetString(HtmlWriter.Write(AReport)));
    }

    [Fact]
    public void Every_chart_has_a_title_and_its_table_right_behind_it()
    {
        var charts = Page(AReport).QuerySelectorAll("figure");

        Assert.Equal(3, charts.Length);
        foreach (var chart in charts)
        {
            Assert.NotEmpty(chart.QuerySelector("svg[role=img] > title")!.TextContent);
            Assert.Equal("TABLE", chart.NextElementSibling!.TagName);
        }
    }

    [Fact]
    public void Every_page_says_that_it_is_internal_and_that_more_reports_are_not_more_violence()
    {
        var text = Page(AReport).Body!.TextContent;

        Assert.Contains("TÀI LIỆU NỘI BỘ – có số liệu nhạy cảm, không phổ biến", text);
        Assert.Contains("hiều tin báo hơn không có nghĩa là bạo lực nhiều hơn", text);
        Assert.DoesNotContain("TẠM TÍNH", text);
    }

    [Fact]
    public void A_running_month_is_marked_as_provisional_in_every_file()
    {
        var running = Facts.Document(now: Facts.October.From.AddDays(20));

        Assert.Contains("TẠM TÍNH", Page(running).Body!.TextContent);
        Assert.Contains("TẠM TÍNH", Encoding.UTF8.GetString(CsvWriter.Write(running)));
        using var file = Open(running);
        Assert.All(file.WorkbookPart!.WorksheetParts.Take(3), p => Assert.Contains("TẠM TÍNH", p.Worksheet!.InnerText));
    }

    [Theory]
    [InlineData(Texts.Vietnamese)]
    [InlineData(Texts.English)]
    public void Every_label_has_a_text(string language)
    {
        var own = Texts.For(language).Keys.ToHashSet();
        var keys = AProvinceReport.Report.Blocks.Concat(AYearReport.Report.Blocks).Concat(ForEverybody.Report.Blocks).SelectMany(b => b.Tables
            .SelectMany(t => t.Rows.Where(r => r.Name is null).Select(r => r.Label).Concat(t.Columns).Append(t.Label).Append(t.Note ?? b.Label))
            .Append(b.Label).Append("reporting.sheet." + b.Key));

        Assert.Empty(keys.Where(k => !own.Contains(k)).Distinct());
    }

    [Theory]
    [InlineData(1234.5, "1.234,5")]
    [InlineData(7, "7")]
    [InlineData(0, "0")]
    public void Numbers_are_written_the_Vietnamese_way(decimal value, string text) => Assert.Equal(text, ReportDocument.Number(value));

    [Fact]
    public void What_everybody_may_know_is_marked_so_in_every_file()
    {
        foreach (var (format, content) in ReportFormats.WriteShareable(ForEverybody))
        {
            Assert.True(ReportFormats.IsShareable(format));
            if (format is "shareable-xlsx" or ReportFormats.Page) continue;
            Assert.Contains("SỐ LIỆU PHỔ BIẾN", Encoding.UTF8.GetString(content), StringComparison.Ordinal);
            Assert.DoesNotContain("TÀI LIỆU NỘI BỘ", Encoding.UTF8.GetString(content), StringComparison.Ordinal);
        }
    }

    private static ReportDocument AProvinceYear()
    {
        var input = new ReportInput(Period.Parse("2026"), CommuneCode.Province, Facts.AMonth(), new DateTimeOffset(2027, 1, 5, 0, 0, 0, TimeSpan.Zero), [(Facts.CaiNhum, "xã Cái Nhum")]);
        return Facts.Document(area: CommuneCode.Province, name: "tỉnh Vĩnh Long") with { Report = ShareableReport.Build(input, _ => 0.5, []) };
    }

    private static SpreadsheetDocument Open(ReportDocument document) => SpreadsheetDocument.Open(new MemoryStream(XlsxWriter.Write(document)), false);

    [Fact]
    public void The_page_shows_each_indicator_with_its_target_and_what_its_table_says()
    {
        var page = Page(AYearReport);
        var rows = page.QuerySelector("table[aria-labelledby='indicator']")!.QuerySelectorAll("tbody tr").ToList();
        var tiles = page.QuerySelectorAll(".indicators li").ToList();

        Assert.Equal(7, rows.Count);
        Assert.Equal(rows.Select(r => r.QuerySelector("th")!.TextContent), tiles.Select(t => t.ChildNodes[1].TextContent.Trim()));
        Assert.All(tiles.Zip(rows), x => Assert.Contains($"Mục tiêu đến năm 2030: {x.Second.QuerySelectorAll("td")[3].TextContent} %", x.First.TextContent, StringComparison.Ordinal));
        Assert.Equal("Chưa có số liệu", tiles[^1].QuerySelector(".figure")!.TextContent);
        Assert.Empty(Page(AReport).QuerySelectorAll(".indicators li"));
    }

    private static AngleSharp.Html.Dom.IHtmlDocument Page(ReportDocument document) =>
        new HtmlParser().ParseDocument(Encoding.UTF8.GetString(HtmlWriter.Write(document)));

    internal static List<string> CsvValues(ReportDocument document)
    {
        var text = Encoding.UTF8.GetString(CsvWriter.Write(document)).TrimStart('\uFEFF');
        var values = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => line.Split(',')).ToList();
        return [.. values.Where(f => f[^1].Length > 0).Select(f => f[^3])];
    }

    /// <summary>Figures by sheet, row and column; an empty cell of a figure is an empty text.</summary>
    internal static List<string> SheetValues(ReportDocument document)
    {
        using var file = Open(document);
        var workbook = file.WorkbookPart!;
        List<string> values = [];
        foreach (var sheet in workbook.Workbook!.Descendants<Sheet>().SkipLast(1))
            foreach (var cell in ((WorksheetPart)workbook.GetPartById(sheet.Id!.Value!)).Worksheet!.Descendants<Cell>())
                if (cell.StyleIndex!.Value >= (uint)CellStyle.Count)
                    values.Add(cell.CellValue?.Text ?? "");
        return values;
    }

    private static decimal Number(Cell cell) => decimal.Parse(cell.CellValue!.Text, CultureInfo.InvariantCulture);

    private static decimal Sum(string formula, Dictionary<string, decimal> values) =>
        formula["SUM(".Length..^1].Split(',').SelectMany(Cells).Sum(c => values[c]);

    private static IEnumerable<string> Cells(string range)
    {
        var ends = range.Split(':');
        var (first, last) = (int.Parse(ends[0][1..], null), int.Parse(ends[^1][1..], null));
        return Enumerable.Range(first, last - first + 1).Select(row => $"{range[0]}{row}");
    }
}
