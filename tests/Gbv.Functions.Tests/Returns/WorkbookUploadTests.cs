using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Azure.Data.Tables;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Registers;
using Gbv.Functions.Returns;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Registers;
using Gbv.Functions.Tests.Responders;
using Gbv.LocalHost.SampleData;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Functions.Tests.Returns;

/// <summary>The commune's workbook behind the coordinator's link: fetched, spoiled, put right, brought in, over real pages and storage.</summary>
public sealed class WorkbookUploadTests(AzuriteFixture azurite) : IAsyncLifetime
{
    private static readonly CommuneCode CaiNhum = new("cai-nhum");

    private StaffApp app = null!;

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        app = await StaffApp.CreateAsync(azurite.NewAccount(), "back", services => services.AddRegisters().AddReturns().AddTransient<CheckReturns>());
        await SampleRegisters.LoadAsync(app.Get<RegisterStore>(), Ct);
        app.Time.SetUtcNow(new DateTimeOffset(2027, 11, 5, 8, 0, 0, VietnamTime.Offset).ToUniversalTime());
        await app.Get<CheckReturns>().RunAsync(Ct);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    [Fact]
    public async Task Wrong_rows_are_told_by_place_and_remedy_and_the_corrected_file_is_taken_once()
    {
        using var board = await OpenAsync("minh.chau");
        var file = await board.FetchAsync(BoardWorkbook.Download);
        await board.UploadAsync(Change(file, ("Ấp, khóm", "C5", "đầu năm"), ("Cơ sở giáo dục", "A4", ""), ("Nơi tạm lánh", "A4", "Nhà số 12 đường 3 tháng 2")));

        Assert.Equal(HttpStatusCode.UnprocessableEntity, board.Status);
        Assert.Contains("lỗi ở 3 trang", board.Text, StringComparison.Ordinal);
        Assert.Contains("Dòng 5, cột C", board.Text, StringComparison.Ordinal);
        Assert.Contains("“đầu năm” không phải ngày.", board.Text, StringComparison.Ordinal);
        Assert.Contains("Cách sửa: Ghi ngày/tháng/năm, ví dụ 05/11/2026.", board.Text, StringComparison.Ordinal);
        Assert.Contains("Trang Nơi tạm lánh:", board.Text, StringComparison.Ordinal);

        await board.UploadAsync(Change(file, ("Ấp, khóm", "C5", "06/11/2026")));
        Assert.Equal(HttpStatusCode.OK, board.Status);
        Assert.Contains("Ấp, khóm: nhận 0 dòng mới, 1 dòng sửa", board.Text, StringComparison.Ordinal);
        await board.GetAsync(board.Page.QuerySelector("main a")!.GetAttribute("href")!);
        await board.UploadAsync(Change(file, ("Ấp, khóm", "C5", "06/11/2026")));
        Assert.Contains("không có gì thay đổi so với hệ thống", board.Text, StringComparison.Ordinal);

        var row = (await app.Get<RegisterStore>().ReadAsync(CaiNhum, PlaceRegisters.Hamlets, Ct)).Single(r => r.Values.Values.Contains("2026-11-06"));
        var change = (await app.Get<RegisterStore>().HistoryAsync(CaiNhum, row, Ct))[^1];
        Assert.Equal("person:cai-nhum-coordinator", change.By);
        Assert.Equal(["import", "import", "import", "workbook"], (await OpenedAsync()).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_hostile_file_is_refused_on_the_page_as_by_the_command_and_nothing_is_taken()
    {
        using var board = await OpenAsync("minh.chau");
        var before = await RowsAsync();
        foreach (var (kind, code) in HostileWorkbookTests.Refused.Select(r => r.Data))
        {
            await board.UploadAsync(HostileWorkbookTests.Make(kind));
            Assert.Equal((kind, HttpStatusCode.UnprocessableEntity), (kind, board.Status));
            Assert.Contains(RegisterWorld.T["registers.refused." + code].Split('{')[0], board.Text, StringComparison.Ordinal);
        }

        await board.UploadAsync(new byte[WorkbookForm.LargestFile + 1]);
        Assert.Contains("Tệp lớn hơn 10 MB", board.Text, StringComparison.Ordinal);
        Assert.Equal(before, await RowsAsync());
    }

    [Fact]
    public async Task Only_the_coordinator_may_bring_it_and_nobody_can_change_the_directory_by_it()
    {
        using var board = await OpenAsync("minh.chau");
        var link = board.Page.QuerySelector("form")!.GetAttribute("action")!;
        var file = await board.FetchAsync(BoardWorkbook.Download);

        // Without a session, with another form's token, in a form that is none, and at a link that takes no file.
        using var nobody = await app.Open().GetAsync(link);
        using (var form = Form(file)) Assert.Equal(HttpStatusCode.OK, (await nobody.PostAsync(link, form)).Status);
        Assert.True(nobody.Has(Gbv.Functions.Responders.ShellAction.Code));
        Assert.Equal(["workbook"], await OpenedAsync());
        await board.UploadAsync(file, _ => "x");
        Assert.True(board.Has(BoardPage.Remind));
        using (var empty = new StringContent("--b\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\nx", Encoding.UTF8))
        {
            empty.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
            Assert.Equal(HttpStatusCode.BadRequest, (await board.PostAsync(link, empty)).Status);
        }

        using var police = await OpenAsync("kim.ngan");
        using (var form = Form(file)) Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await police.PostAsync(police.Page.QuerySelector("form")!.GetAttribute("action")!, form)).Status);

        await board.GetAsync(link);
        var people = await app.Get<DirectoryStore>().ReadAsync(CaiNhum, Ct);
        await board.UploadAsync(Change(file, ("Danh bạ", "G4", "kẻ.lạ@example.org"), ("Danh bạ", "G5", "ke.la@example.org"), ("Ấp, khóm", "C5", "07/11/2026")));
        Assert.Contains("Dòng này khác danh bạ, địa bàn đang dùng.", board.Text, StringComparison.Ordinal);
        Assert.Contains("Ấp, khóm: nhận 0 dòng mới, 1 dòng sửa", board.Text, StringComparison.Ordinal);
        Assert.Equal(people.Entries.Select(e => e.Email), (await app.Get<DirectoryStore>().ReadAsync(CaiNhum, Ct)).Entries.Select(e => e.Email));

        // Another coordinator since the link was sent: the page is not hers any more.
        var entry = people.Entries.Single(e => e.Id == "cai-nhum-coordinator");
        await app.Get<DirectoryStore>().SaveEntryAsync(entry with { Roles = [] }, Ct);
        app.Time.Advance(TimeSpan.FromMinutes(6));
        await board.UploadAsync(file);
        Assert.Equal(HttpStatusCode.Forbidden, board.Status);
    }

    private static MultipartFormDataContent Form(byte[] file) => new() { { new StringContent("x"), "token" }, { new ByteArrayContent(file), "file", "so.xlsx" } };

    /// <summary>The same workbook with other texts in some cells, as somebody typed them.</summary>
    private static byte[] Change(byte[] file, params (string Sheet, string Place, string Text)[] cells)
    {
        using var stream = new MemoryStream();
        stream.Write(file);
        using (var document = SpreadsheetDocument.Open(stream, true))
            foreach (var (sheet, place, text) in cells)
            {
                var cell = WorkbookTests.Sheet(document, sheet).Descendants<Cell>().Single(c => c.CellReference == place);
                (cell.DataType, cell.CellValue, cell.InlineString) = (CellValues.InlineString, null, new InlineString(new Text(text)));
            }

        return stream.ToArray();
    }

    private async Task<Browser> OpenAsync(string person)
    {
        var mail = app.Mails.Sent.Last(m => m.To.Contains(person, StringComparison.Ordinal) && m.Text.Contains("/r/", StringComparison.Ordinal));
        return await app.Open().SignInAsync(Regex.Match(mail.Text, "/r/[A-Za-z0-9_-]{32}").Value);
    }

    private TableClient Table => app.Get<StorageClients>().Table(StorageNames.Registers);

    private async Task<List<string>> OpenedAsync() =>
        [.. (await Table.QueryAsync<TableEntity>(e => e.PartitionKey == "returns|cai-nhum|2027" && string.Compare(e.RowKey, "opened:") >= 0 && string.Compare(e.RowKey, "opened;") < 0, cancellationToken: Ct).ToListAsync(Ct)).Select(e => e.GetString("What"))];

    private async Task<List<string>> RowsAsync() =>
        [.. (await Table.QueryAsync<TableEntity>(e => e.RowKey != "", cancellationToken: Ct).ToListAsync(Ct)).Where(e => !e.RowKey.StartsWith("opened:", StringComparison.Ordinal)).Select(e => $"{e.PartitionKey} {e.RowKey} {e.ETag}")];
}
