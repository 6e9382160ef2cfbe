using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;
using Gbv.Domain.Registers;
using Gbv.Functions.Registers;
using static Gbv.Functions.Tests.Registers.RegisterWorld;

namespace Gbv.Functions.Tests.Registers;

/// <summary>The workbook that goes out, and reading it back, without any storage.</summary>
public sealed class WorkbookTests
{
    private static readonly byte[] Sample = SampleWorkbook();

    [Fact]
    public void It_is_a_workbook_without_a_fault()
    {
        using var file = SpreadsheetDocument.Open(new MemoryStream(Sample), false);

        Assert.Empty(new OpenXmlValidator(FileFormatVersions.Office2019).Validate(file, Ct).Select(e => $"{e.Path?.XPath} {e.Description}"));
    }

    [Fact]
    public void What_goes_out_comes_back_as_it_was()
    {
        var sheets = Check(Sample);

        Assert.Empty(sheets.SelectMany(s => s.Faults.Select(f => $"{s.Name} {f}")));
        var expected = Rows().ToDictionary(r => r.Id);
        var read = sheets.SelectMany(s => s.Rows).ToList();
        Assert.Equal(expected.Count, read.Count);
        Assert.All(read, r => Assert.Empty(r.Differences(expected[r.Id])));
    }

    [Fact]
    public void Headings_are_protected_cells_to_fill_are_open_and_lists_drop_down()
    {
        using var file = SpreadsheetDocument.Open(new MemoryStream(Sample), false);
        var formats = file.WorkbookPart!.WorkbookStylesPart!.Stylesheet!.CellFormats!.Elements<CellFormat>().ToList();
        var sheet = Sheet(file, "Nơi tạm lánh");

        Assert.True(sheet.GetFirstChild<SheetProtection>()!.Sheet!.Value);
        Assert.All(sheet.Descendants<Row>(), row => Assert.All(row.Elements<Cell>(), cell =>
            Assert.Equal(row.RowIndex! < WorkbookForm.FirstRow, formats[(int)cell.StyleIndex!.Value].Protection!.Locked!.Value)));
        Assert.Equal(ServiceRegisters.Shelters.Columns.Count, sheet.Descendants<DataValidation>().Count());
        Assert.Contains(sheet.Descendants<DataValidation>(), v => v.Type?.Value == DataValidationValues.List && v.Formula1!.Text == "\"Có,Không\"");
        Assert.All(sheet.Descendants<DataValidation>(), v => Assert.InRange(v.Prompt!.Value!.Length, 1, 255));
        Assert.True(sheet.Descendants<Row>().First().Hidden!.Value);
    }

    [Fact]
    public void No_sheet_holds_an_address_of_a_shelter()
    {
        using var file = SpreadsheetDocument.Open(new MemoryStream(Sample), false);

        Assert.DoesNotContain(Sheet(file, "Nơi tạm lánh").Descendants<Row>().Take(3).SelectMany(r => r.Elements<Cell>()), c => c.InnerText is "Địa chỉ" or "address");
    }

    [Theory]
    [InlineData("Có", "yes")]
    [InlineData("KHÔNG", "no")]
    [InlineData("x", "yes")]
    [InlineData("có lẽ", null)]
    public void Yes_and_no_are_read_as_people_type_them(string typed, string? read) => Assert.Equal(read, Read("inUse", new(typed, null)).Value);

    [Theory]
    [InlineData("5/11/2026", "2026-11-05")]
    [InlineData("05-11-2026", "2026-11-05")]
    [InlineData("2026-11-05", "2026-11-05")]
    [InlineData("31/2/2026", null)]
    [InlineData("tháng 5", null)]
    public void Days_are_read_as_people_type_them(string typed, string? read) => Assert.Equal(read, Read("since", new(typed, null)).Value);

    [Fact]
    public void Days_as_Excel_counts_them_are_read_from_both_beginnings()
    {
        var column = ServiceRegisters.Shelters.Column("since");

        Assert.Equal("2026-11-05", CellReader.Read(column, new(null, 46331), false, T).Value);
        Assert.Equal("2026-11-05", CellReader.Read(column, new(null, 46331 - 1462), true, T).Value);
        Assert.Equal("date", CellReader.Read(column, new(null, -5), false, T).Problem);
        Assert.Equal("date", CellReader.Read(column, new(null, 99_999_999_999), false, T).Problem);
    }

    [Fact]
    public void Several_codes_are_the_same_in_any_order_and_spelling()
    {
        string Stored(string typed) => Row(ServiceRegisters.Shelters, ("fit", Read("fit", new(typed, null)).Value!)).Text("fit")!;

        Assert.Equal("disability;migrant", Stored("lao động di cư;  Phụ nữ khuyết tật"));
        Assert.Equal("disability;migrant", Stored("disability; Lao động di cư; lao dong di cu"));
        Assert.Equal(("list", "Ai đó"), (Read("fit", new("Phụ nữ khuyết tật; Ai đó", null)).Problem, Read("fit", new("Phụ nữ khuyết tật; Ai đó", null)).Shown));
    }

    [Fact]
    public void Mistakes_are_told_with_row_column_and_remedy()
    {
        var sheets = Check(SampleWorkbook(
            Row(PlaceRegisters.Hamlets, ("name", "Ấp 3"), ("forms", "online"), ("since", "2027-01-01")),
            Row(ServiceRegisters.Shelters, ("name", "Nơi 2 (mẫu)"), ("inUse", "yes"), ("passed", "yes")),
            Row(PeopleRegisters.Attendance, ("course", "L26-1"), ("person", "CN-99"), ("completed", "yes"))));

        Assert.Equal(new HashSet<string> { "Ấp, khóm", "Nơi tạm lánh", "Người dự lớp", "Truyền thông" }, sheets.Where(s => s.Faults.Count > 0).Select(s => s.Name).ToHashSet());
        var fault = Assert.Single(sheets.Single(s => s.Name == "Người dự lớp").Faults);
        Assert.Equal(("B (Mã số người dự)", "“CN-99” không có ở trang Cán bộ, cộng tác viên."), (fault.Column, fault.What));
        Assert.True(fault.Row >= WorkbookForm.FirstRow && fault.Fix.Length > 0);
        Assert.Equal(2, sheets.Single(s => s.Name == "Nơi tạm lánh").Faults.Count);
    }

    [Fact]
    public void A_place_that_helps_can_be_reached_and_gives_no_shelter_away()
    {
        var shelter = Points.Single(p => p.Id == "cai-nhum-shelter");
        string[] Told(Domain.Directory.ServicePoint point) => [.. Check(SampleWorkbook(Directories.Row(point))).Single(s => s.Register == DirectoryRegisters.Help).Faults.Select(f => f.What)];

        Assert.Equal(["Địa chỉ nơi tạm lánh không được ghi ở đây."], Told(shelter with { Address = "12 đường Hoa" }));
        Assert.Equal(["Tên gọi có vẻ là địa chỉ."], Told(shelter with { Name = "Nhà số 5 ấp An Hòa" }));
        Assert.Equal(["Không có số điện thoại, cũng không có địa chỉ."], Told(shelter with { Phone = null }));
        Assert.Equal(["Không phải số điện thoại."], Told(shelter with { Phone = "không có" }));
    }

    [Fact]
    public void A_mistake_is_told_by_the_letter_under_which_its_column_stands_now()
    {
        var read = WorkbookReader.Read(new MemoryStream(SampleWorkbook(Row(PeopleRegisters.Attendance, ("course", "L26-1"), ("person", "CN-99"), ("completed", "yes")))));
        var sheet = read.Sheets.Single(s => s.Name == "Người dự lớp");
        static int Moved(int place) => place is 1 or 2 ? 3 - place : place;
        var moved = sheet with
        {
            Codes = sheet.Codes.ToDictionary(c => Moved(c.Key), c => c.Value),
            Rows = [.. sheet.Rows.Select(r => r with { Cells = r.Cells.ToDictionary(c => Moved(c.Key), c => c.Value) })],
        };

        var sheets = new SheetCheck(read with { Sheets = [.. read.Sheets.Select(s => s == sheet ? moved : s)] }, [], Today, T).All();

        Assert.Equal("A (Mã số người dự)", Assert.Single(sheets.Single(s => s.Name == sheet.Name).Faults).Column);
    }

    [Fact]
    public void What_refers_to_a_sheet_that_is_not_taken_is_not_taken_either()
    {
        var sheets = Check(SampleWorkbook(Row(PeopleRegisters.CourseList, ("code", "L26-3"), ("name", "Lớp"), ("topics", "cyber"), ("from", "2026-07-02"), ("to", "2026-07-01"), ("organiser", "Sở"), ("counts", "yes"))));

        Assert.NotEmpty(sheets.Single(s => s.Register == PeopleRegisters.CourseList).Faults);
        Assert.NotEmpty(sheets.Single(s => s.Register == PeopleRegisters.Attendance).Faults);
    }

    [Fact]
    public void A_directory_without_a_backup_for_the_police_is_not_taken_and_says_so()
    {
        var lonely = Directories.Row(People.Single(p => p.Id == "cai-nhum-police-1") with { BackupId = null });
        var sheets = Check(SampleWorkbook(lonely, Directories.Row(People.Single(p => p.Id == "cai-nhum-police-2") with { BackupId = null })));

        var fault = Assert.Single(sheets.Single(s => s.Register == DirectoryRegisters.People).Faults);
        Assert.Contains("công an chưa có người thay", fault.What, StringComparison.Ordinal);
        Assert.NotEmpty(sheets.Single(s => s.Register == PlanRegisters.Units).Faults);
    }

    internal static Worksheet Sheet(SpreadsheetDocument file, string name) =>
        ((WorksheetPart)file.WorkbookPart!.GetPartById(file.WorkbookPart.Workbook!.Descendants<Sheet>().Single(s => s.Name == name).Id!)).Worksheet!;

    private static IReadOnlyList<CheckedSheet> Check(byte[] file) => new SheetCheck(WorkbookReader.Read(new MemoryStream(file)), [], Today, T).All();

    private static TypedValue Read(string column, RawCell cell) => CellReader.Read(ServiceRegisters.Shelters.Column(column), cell, false, T);
}
