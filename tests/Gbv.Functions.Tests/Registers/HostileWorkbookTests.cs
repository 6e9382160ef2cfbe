using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Gbv.Functions.Registers;
using static Gbv.Functions.Tests.Registers.RegisterWorld;

namespace Gbv.Functions.Tests.Registers;

/// <summary>Files that somebody made to harm, or in error: each is refused clearly, none grows in memory.</summary>
public sealed class HostileWorkbookTests
{
    private const string Hamlets = "Ấp, khóm";
    private static readonly byte[] Sample = SampleWorkbook();

    public static TheoryData<string, string> Refused => new()
    {
        { "nothing", "empty" },
        { "a renamed .exe", "not-excel" },
        { "an old .xls", "old-format" },
        { "text", "not-excel" },
        { "a zip of something", "not-excel" },
        { "half a file", "damaged" },
        { "a macro", "macro" },
        { "a macro by its type", "macro" },
        { "an external link", "external" },
        { "an external relationship", "external" },
        { "an embedded object", "external" },
        { "a DTD that reads a file", "damaged" },
        { "a billion laughs", "damaged" },
        { "a bomb", "bomb" },
        { "too many parts", "bomb" },
        { "too many shared texts", "bomb" },
        { "somebody else's workbook", "not-ours" },
        { "a cell that points nowhere", "damaged" },
    };

    [Theory, MemberData(nameof(Refused))]
    public void It_is_refused_and_says_why(string kind, string code)
    {
        using var file = new MemoryStream(Make(kind));

        Assert.Equal(code, Assert.Throws<WorkbookRefusedException>(() => WorkbookReader.Read(file)).Code);
        Assert.True(T.Has("registers.refused." + code));
    }

    public static TheoryData<string, string> Sheets => new()
    {
        { "formula", "Ô có công thức" },
        { "error", "Ô báo lỗi" },
        { "merged", "Có ô bị gộp" },
        { "rows", "Nhiều hơn 3000 dòng" },
        { "date as words", "không phải ngày" },
        { "head removed", "Dòng mã ẩn" },
        { "twice", "Trùng với dòng 4" },
        { "very long", "Dài hơn 80" },
    };

    [Theory, MemberData(nameof(Sheets))]
    public void A_sheet_is_not_taken_and_says_why(string kind, string said)
    {
        using var file = new MemoryStream(Spoil(kind));

        var sheet = new SheetCheck(WorkbookReader.Read(file), [], Today, T).All().Single(s => s.Name == Hamlets);

        Assert.Contains(sheet.Faults, f => f.What.Contains(said, StringComparison.Ordinal) && f.Fix.Length > 10);
    }

    [Fact]
    public void Two_hundred_thousand_rows_do_not_fill_the_memory()
    {
        var row = new StringBuilder();
        var sheet = $"""<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{Enumerable.Range(1, 200_000).Aggregate(row, (b, i) => b.Append("<row r=\"").Append(i).Append("\"><c r=\"A").Append(i).Append("\" t=\"inlineStr\"><is><t>Ấp ").Append(i).Append("</t></is></c></row>"))}</sheetData></worksheet>""";
        var file = With(Sample, ("xl/worksheets/sheet5.xml", sheet));

        var before = GC.GetAllocatedBytesForCurrentThread();
        var read = WorkbookReader.Read(new MemoryStream(file));

        Assert.True(read.Sheets.Single(s => s.TooLong).Rows.Count <= WorkbookForm.MostRows + 1);
        // The XML reader allocates while it passes over the rest; what is kept is bounded.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 250L * 1024 * 1024);
    }

    internal static byte[] Make(string kind) => kind switch
    {
        "nothing" => [],
        "a renamed .exe" => [(byte)'M', (byte)'Z', .. new byte[500]],
        "an old .xls" => [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[500]],
        "text" => Encoding.UTF8.GetBytes("tên;ngày\nẤp 1;05/11/2026"),
        "a zip of something" => Zip(("readme.txt", "x")),
        "half a file" => Sample[..(Sample.Length / 2)],
        "a macro" => With(Sample, ("xl/vbaProject.bin", "x")),
        "a macro by its type" => With(Sample, ("[Content_Types].xml", """<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/></Types>""")),
        "an external link" => With(Sample, ("xl/externalLinks/externalLink1.xml", "<x/>")),
        "an external relationship" => With(Sample, ("xl/worksheets/_rels/sheet2.xml.rels", """<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" Target="http://example.org/x.png" TargetMode="External"/></Relationships>""")),
        "an embedded object" => With(Sample, ("xl/embeddings/oleObject1.bin", "x")),
        "a DTD that reads a file" => With(Sample, ("xl/sharedStrings.xml", """<!DOCTYPE sst [<!ENTITY x SYSTEM "file:///etc/passwd">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&x;</t></si></sst>""")),
        "a billion laughs" => With(Sample, ("xl/sharedStrings.xml", """<!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>""")),
        "a bomb" => With(Sample, ("xl/worksheets/sheet3.xml", new string(' ', 60 * 1024 * 1024))),
        "too many parts" => With(Sample, [.. Enumerable.Range(0, 500).Select(i => ($"xl/media/{i}.txt", "x"))]),
        "too many shared texts" => With(Sample, ("xl/sharedStrings.xml", $"""<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{string.Concat(Enumerable.Repeat("<si><t>x</t></si>", 60_001))}</sst>""")),
        "somebody else's workbook" => Other(),
        "a cell that points nowhere" => With(Sample, ("xl/worksheets/sheet2.xml", """<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1"><c r="A1" t="s"><v>12345</v></c></row></sheetData></worksheet>""")),
        _ => throw new ArgumentException(kind),
    };

    private static byte[] Spoil(string kind)
    {
        using var stream = new MemoryStream();
        stream.Write(Sample);
        using (var file = SpreadsheetDocument.Open(stream, true))
        {
            var sheet = WorkbookTests.Sheet(file, Hamlets);
            var data = sheet.GetFirstChild<SheetData>()!;
            Cell Cell(string place) => data.Descendants<Cell>().Single(c => c.CellReference == place);
            void Text(string place, string text)
            {
                var cell = Cell(place);
                (cell.DataType, cell.InlineString) = (CellValues.InlineString, new InlineString(new Text(text)));
            }

            switch (kind)
            {
                case "formula":
                    Cell("A5").CellFormula = new CellFormula("1+1");
                    break;
                case "error":
                    (Cell("C5").DataType, Cell("C5").InlineString, Cell("C5").CellValue) = (CellValues.Error, null, new DocumentFormat.OpenXml.Spreadsheet.CellValue("#REF!"));
                    break;
                case "merged":
                    sheet.InsertAfter(new MergeCells(new MergeCell { Reference = "A6:B6" }), sheet.GetFirstChild<SheetProtection>());
                    break;
                case "rows":
                    data.Append(Enumerable.Range(30, 3001).Select(i => new Row(new Cell { CellReference = $"A{i}", DataType = CellValues.InlineString, InlineString = new InlineString(new Text($"Ấp {i}")) }) { RowIndex = (uint)i }));
                    break;
                case "date as words":
                    (Cell("C5").DataType, Cell("C5").CellValue) = (CellValues.InlineString, null);
                    Text("C5", "đầu năm");
                    break;
                case "head removed":
                    data.RemoveChild(data.Elements<Row>().First());
                    break;
                case "twice":
                    Text("A6", " ẤP  1 ");
                    break;
                case "very long":
                    Text("A6", new string('a', 3000));
                    break;
                default:
                    throw new ArgumentException(kind);
            }
        }

        return stream.ToArray();
    }

    private static byte[] Other()
    {
        using var stream = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(stream, SpreadsheetDocumentType.Workbook))
        {
            var book = file.AddWorkbookPart();
            var part = book.AddNewPart<WorksheetPart>();
            part.Worksheet = new Worksheet(new SheetData());
            book.Workbook = new Workbook(new Sheets(new Sheet { Name = "Sheet1", SheetId = 1, Id = book.GetIdOfPart(part) }));
        }

        return stream.ToArray();
    }

    /// <summary>The same package with parts added or replaced.</summary>
    private static byte[] With(byte[] file, params (string Path, string Content)[] parts)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
            foreach (var (path, content) in parts)
            {
                zip.GetEntry(path)?.Delete();
                using var part = zip.CreateEntry(path).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }

        return stream.ToArray();
    }

    private static byte[] Zip(params (string Path, string Content)[] parts)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (path, content) in parts)
                using (var part = zip.CreateEntry(path).Open())
                    part.Write(Encoding.UTF8.GetBytes(content));
        return stream.ToArray();
    }
}
