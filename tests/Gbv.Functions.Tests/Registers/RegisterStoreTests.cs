using Azure;
using Azure.Data.Tables;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Functions.Registers;
using Gbv.Functions.Storage;
using static Gbv.Functions.Tests.Registers.RegisterWorld;

namespace Gbv.Functions.Tests.Registers;

public sealed class RegisterStoreTests(AzuriteFixture azurite)
{
    [Fact]
    public async Task A_workbook_comes_in_once_and_a_changed_row_keeps_its_history()
    {
        var world = await StartAsync(azurite.NewAccount());

        var first = await world.ImportAsync(SampleWorkbook());
        var again = await world.ImportAsync(SampleWorkbook());

        Assert.True(first.IsClean, string.Join('\n', ImportReport.Lines(first, T)));
        Assert.Equal(Rows().Count, first.Sheets.Sum(s => s.Saved!.Added));
        Assert.All(again.Sheets, s => Assert.Equal((0, 0), (s.Saved!.Added, s.Saved.Changed)));
        Assert.Empty(first.NotLive);

        var hamlet = Row(PlaceRegisters.Hamlets, ("name", "Ấp 12"), ("forms", "online"), ("since", "2026-11-01"), ("person", "Trưởng ấp 12"), ("trained", "2026-11-02"));
        world.Time.Advance(TimeSpan.FromDays(1));
        var changed = await world.ImportAsync(SampleWorkbook(hamlet));

        Assert.Equal(1, changed.Sheets.Sum(s => s.Saved!.Changed));
        var history = await world.Store.HistoryAsync(CaiNhum, hamlet, Ct);
        Assert.Equal([1, 2], history.Select(h => h.Version));
        Assert.Equal("test", history[1].By);
        Assert.Equal(world.Time.GetUtcNow(), history[1].At);
        Assert.Empty(history[1].Before);
        Assert.Equal("online", history[1].After["forms"]);
    }

    [Fact]
    public async Task The_directory_follows_its_sheets_and_somebody_who_left_opens_nothing_any_more()
    {
        var world = await StartAsync(azurite.NewAccount());
        await world.ImportAsync(SampleWorkbook());
        var leaver = Directories.Row(People.Single(p => p.Id == "cai-nhum-women-2"));

        await world.ImportAsync(SampleWorkbook(new RegisterRow(leaver.Register, new Dictionary<string, string>(leaver.Values) { ["until"] = "2026-11-01" })));

        var (area, entries, _) = await world.Directory.ReadAsync(CaiNhum, Ct);
        Assert.Equal((Area.Name, Area.DutyNumber), (area!.Name, area.DutyNumber));
        Assert.Equal(Area.Hamlets.Order(StringComparer.Ordinal), area.Hamlets.Order(StringComparer.Ordinal));
        Assert.Equal(People.Where(p => p.Id != "cai-nhum-women-2").Select(p => Directories.Row(p).Id).Order(StringComparer.Ordinal), entries.Select(e => Directories.Row(e).Id).Order(StringComparer.Ordinal));
        var police = entries.Single(e => e.Id == "cai-nhum-police-1");
        var expected = People.Single(p => p.Id == police.Id);
        Assert.Equal((expected.Email, expected.BackupId, expected.Office, expected.Mobile), (police.Email, police.BackupId, police.Office, police.Mobile));
        Assert.Equal(expected.Services, police.Services);
    }

    [Fact]
    public async Task A_sheet_with_one_mistake_saves_none_of_its_rows_and_the_others_are_taken()
    {
        var world = await StartAsync(azurite.NewAccount());

        var result = await world.ImportAsync(SampleWorkbook(Row(PlaceRegisters.Schools, ("name", "Trường mới"), ("level", "primary"), ("number", "9/QT"))));

        Assert.Empty(await world.Store.ReadAsync(CaiNhum, PlaceRegisters.Schools, Ct));
        Assert.Equal(14, (await world.Store.ReadAsync(CaiNhum, PlaceRegisters.Hamlets, Ct)).Count);
        var lines = ImportReport.Lines(result, T).ToList();
        Assert.Contains("Cơ sở giáo dục: CHƯA NHẬN, có 1 lỗi.", lines);
        Assert.Contains(lines, l => l.StartsWith("   Trang Cơ sở giáo dục, dòng ", StringComparison.Ordinal) && l.Contains("cột D (Quy trình: ngày ban hành): Có số quy trình nhưng chưa ghi ngày ban hành. Cách sửa: Điền ô này.", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_new_communes_workbook_comes_back_clean_and_the_commune_is_offered_to_nobody_before_somebody_answers_for_it()
    {
        var world = await StartAsync(azurite.NewAccount());
        var fresh = new Domain.Directory.Area { Code = new CommuneCode("xa-moi"), Name = "xã Mới" };

        var result = await world.ImportAsync(WorkbookWriter.Write(fresh, WorkbookRows.For([], fresh), Today, T));

        Assert.True(result.IsClean, string.Join('\n', ImportReport.Lines(result, T)));
        Assert.Contains(result.NotLive, m => m.Vi.Contains("điều phối", StringComparison.Ordinal));
        Assert.Equal(20, (await world.Store.ReadAsync(fresh.Code, PlanRegisters.Tasks, Ct)).Count);
        Assert.Empty(await world.Directory.AreasAsync(Ct));
    }

    [Fact]
    public async Task A_commune_that_takes_in_reports_does_not_lose_its_number_on_duty()
    {
        var world = await StartAsync(azurite.NewAccount());
        await world.ImportAsync(SampleWorkbook());

        var result = await world.ImportAsync(SampleWorkbook(Directories.Row(Area with { DutyNumber = null })));

        Assert.All(result.Sheets.Where(s => s.Register == DirectoryRegisters.Area || s.Register == DirectoryRegisters.People), s => Assert.Contains("số trực", Assert.Single(s.Faults).What, StringComparison.Ordinal));
        Assert.Equal(Area.DutyNumber, Assert.Single(await world.Directory.AreasAsync(Ct)).DutyNumber);
    }

    [Fact]
    public async Task Places_that_help_follow_their_sheet_and_a_closed_one_is_shown_no_more()
    {
        var world = await StartAsync(azurite.NewAccount());
        await world.ImportAsync(SampleWorkbook());
        var (_, _, brought) = await world.Directory.ReadAsync(CaiNhum, Ct);
        var women = Directories.Row(Points.Single(p => p.Id == "cai-nhum-women"));
        var health = Points.Single(p => p.Id == "cai-nhum-health") with { Phone = "0270 000 2099", WomenStaff = false };

        await world.ImportAsync(SampleWorkbook(Directories.Row(health), new RegisterRow(women.Register, new Dictionary<string, string>(women.Values) { ["until"] = "2026-11-10" })));

        Assert.Equal(Points.OrderBy(p => p.Id, StringComparer.Ordinal), brought.OrderBy(p => p.Id, StringComparer.Ordinal));
        var (_, _, left) = await world.Directory.ReadAsync(CaiNhum, Ct);
        Assert.Equal(Points.Count - 1, left.Count);
        Assert.DoesNotContain(left, p => p.Id == "cai-nhum-women");
        Assert.Equal(health, left.Single(p => p.Id == health.Id));
        Assert.Equal([1, 2], (await world.Store.HistoryAsync(CaiNhum, women, Ct)).Select(h => h.Version));
    }

    [Fact]
    public async Task The_provinces_workbook_holds_its_directory_alone_and_comes_back_as_it_was()
    {
        var world = await StartAsync(azurite.NewAccount());
        var export = new WorkbookExport(world.Directory, world.Store, world.Time);
        var empty = await export.WriteAsync(CommuneCode.Province, Province.Area.Name, Ct);

        var begun = await world.ImportAsync(empty!.Value.File);
        var first = await world.ImportAsync(ProvinceWorkbook());
        var (area, entries, points) = await world.Directory.ReadAsync(CommuneCode.Province, Ct);
        var again = await world.ImportAsync((await export.WriteAsync(CommuneCode.Province, null, Ct))!.Value.File);

        Assert.Equal([DirectoryRegisters.Area, DirectoryRegisters.People, DirectoryRegisters.Help], begun.Sheets.Select(s => s.Register));
        Assert.Contains(begun.NotLive, m => m.Vi.Contains("điều phối", StringComparison.Ordinal));
        Assert.True(first.IsClean && first.NotLive.Count == 0, string.Join('\n', ImportReport.Lines(first, T)));
        Assert.Equal((Province.Area.Name, Province.Area.DutyNumber), (area!.Name, area.DutyNumber));
        Assert.Equal(Province.Entries.Select(e => e.Id).Order(StringComparer.Ordinal), entries.Select(e => e.Id).Order(StringComparer.Ordinal));
        Assert.All(entries, e => Assert.Empty(Directories.Row(e).Differences(Directories.Row(Province.Entries.Single(p => p.Id == e.Id)))));
        Assert.Equal(Province.Points.OrderBy(p => p.Id, StringComparer.Ordinal), points.OrderBy(p => p.Id, StringComparer.Ordinal));
        Assert.All(again.Sheets, s => Assert.Equal((0, 0), (s.Saved!.Added, s.Saved.Changed)));
    }

    [Fact]
    public async Task The_provinces_directory_keeps_who_it_must_have_takes_its_own_people_alone_and_comes_in_by_no_communes_page()
    {
        var world = await StartAsync(azurite.NewAccount());
        await world.ImportAsync(ProvinceWorkbook());
        var police = Province.Entries.Single(e => e.Id == "province-police-1");

        var alone = await world.ImportAsync(ProvinceWorkbook(Directories.Row(police with { BackupId = null }), Directories.Row(Province.Entries.Single(e => e.Id == "province-police-2") with { BackupId = null })));
        var stranger = await world.ImportAsync(ProvinceWorkbook(Directories.Row(police with { Office = Domain.Reports.Office.Police })));
        var lent = await world.ImportAsync(SampleWorkbook(Directories.Row(People.Single(p => p.Id == "cai-nhum-police-1") with { Office = Domain.Reports.Office.Province })));
        var page = await world.ImportAsync(ProvinceWorkbook(), only: CaiNhum);

        Assert.Contains("công an chưa có người thay", Assert.Single(alone.Sheets.Single(s => s.Register == DirectoryRegisters.People).Faults).What, StringComparison.Ordinal);
        Assert.StartsWith("Danh bạ của tỉnh", Assert.Single(stranger.Sheets.Single(s => s.Register == DirectoryRegisters.People).Faults).What, StringComparison.Ordinal);
        Assert.StartsWith("Người của tỉnh", Assert.Single(lent.Sheets.Single(s => s.Register == DirectoryRegisters.People).Faults).What, StringComparison.Ordinal);
        Assert.Contains("province", page.Refused, StringComparison.Ordinal);
        Assert.Equal(police.BackupId, (await world.Directory.ReadAsync(CommuneCode.Province, Ct)).Entries.Single(e => e.Id == police.Id).BackupId);
    }

    [Fact]
    public async Task A_shelters_address_lies_sealed_opens_for_the_office_alone_and_each_look_is_noted()
    {
        const string address = "12 đường Không Ai Biết";
        await using var office = await Gbv.Functions.Tests.Reporting.ReportingWorld.StartAsync(azurite.NewAccount(), DateTimeOffset.UtcNow);
        var store = new ShelterAddresses(office.Storage, office.Get<Sealing.OfficeKeys>(), office.Time);
        var shelter = Row(ServiceRegisters.Shelters, ("name", "Nơi 1"), ("inUse", "yes"));

        Assert.Null(await store.ShowAsync(CaiNhum, shelter, "test", Ct));
        await store.KeepAsync(CaiNhum, shelter, address, "test", Ct);

        Assert.Equal(address, await store.ShowAsync(CaiNhum, shelter, "test", Ct));
        var rows = await office.Storage.Table(StorageNames.Registers).QueryAsync<TableEntity>(cancellationToken: Ct).ToListAsync(Ct);
        Assert.Equal(["address", "kept", "shown"], rows.Select(r => r.RowKey.Split(':')[0]).Order(StringComparer.Ordinal));
        Assert.DoesNotContain(rows.SelectMany(r => r.Select(p => p.Value)), v => (v is byte[] bytes ? System.Text.Encoding.UTF8.GetString(bytes) : v as string) is { } text && text.Contains("Không Ai", StringComparison.Ordinal));
        Assert.Empty((await new RegisterStore(office.Storage, office.Time).ReadAsync(CaiNhum, "x", Ct)).Of(ServiceRegisters.Shelters));
    }

    [Fact]
    public async Task Another_communes_workbook_and_a_mere_check_save_nothing()
    {
        var world = await StartAsync(azurite.NewAccount());

        var other = await world.ImportAsync(SampleWorkbook(), only: new CommuneCode("nhon-phu"));
        var check = await world.ImportAsync(SampleWorkbook(), save: false);

        Assert.Contains("cai-nhum", other.Refused, StringComparison.Ordinal);
        Assert.True(check.IsClean);
        Assert.Empty(await world.Storage.Table(StorageNames.Registers).QueryAsync<TableEntity>(cancellationToken: Ct).ToListAsync(Ct));
        Assert.Empty(await world.Directory.AreasAsync(Ct));
    }

    [Fact]
    public async Task More_rows_than_a_transaction_takes_are_seen_all_or_none_even_when_a_kill_comes_between()
    {
        var world = await StartAsync(azurite.NewAccount());
        var rows = Enumerable.Range(1, 120).Select(i => Row(PlaceRegisters.Hamlets, ("name", $"Ấp {i}"))).ToList();

        await world.Store.SaveAsync(CaiNhum, PlaceRegisters.Hamlets, rows, "one", Ct);
        Assert.Equal(120, (await world.Store.ReadAsync(CaiNhum, PlaceRegisters.Hamlets, Ct)).Count);
        Assert.Empty(await AsideAsync(world));

        // As a kill leaves it: written aside and named, no row put in its place; then what nobody named.
        await PlantAsync(world, "b1", named: true, "Ấp 121");
        await PlantAsync(world, "b2", named: false, "Ấp 122");
        Assert.Equal(121, (await world.Store.ReadAsync(CaiNhum, "xã Cái Nhum", Ct)).Of(PlaceRegisters.Hamlets).Count);

        var outcome = await world.Store.SaveAsync(CaiNhum, PlaceRegisters.Hamlets, [Row(PlaceRegisters.Hamlets, ("name", "Ấp 121")), Row(PlaceRegisters.Hamlets, ("name", "Ấp 123"))], "two", Ct);

        Assert.Equal(new SaveOutcome(1, 0, 1), outcome);
        Assert.Equal(122, (await world.Store.ReadAsync(CaiNhum, PlaceRegisters.Hamlets, Ct)).Count);
        Assert.Single(await world.Store.HistoryAsync(CaiNhum, Row(PlaceRegisters.Hamlets, ("name", "Ấp 121")), Ct));
        Assert.Empty(await AsideAsync(world));
    }

    [Fact]
    public async Task Two_who_save_at_once_lose_nothing()
    {
        var world = await StartAsync(azurite.NewAccount());

        await Task.WhenAll(Enumerable.Range(1, 4).Select(i => world.Store.SaveAsync(CaiNhum, PlaceRegisters.Hamlets, [Row(PlaceRegisters.Hamlets, ("name", $"Ấp {i}"))], $"p{i}", Ct)));

        Assert.Equal(4, (await world.Store.ReadAsync(CaiNhum, PlaceRegisters.Hamlets, Ct)).Count);
    }

    private static async Task<List<TableEntity>> AsideAsync(RegisterWorld world) =>
        [.. (await world.Storage.Table(StorageNames.Registers).QueryAsync<TableEntity>(cancellationToken: Ct).ToListAsync(Ct)).Where(e => e.RowKey.StartsWith("pending:", StringComparison.Ordinal) && e.RowKey != "pending:head")];

    private static async Task PlantAsync(RegisterWorld world, string batch, bool named, string hamlet)
    {
        var row = Row(PlaceRegisters.Hamlets, ("name", hamlet));
        var table = world.Storage.Table(StorageNames.Registers);
        await table.AddEntityAsync(new TableEntity("cai-nhum|hamlets", $"pending:{batch}:00000")
        {
            ["Rows"] = Json.Text(new[] { new { row.Id, Version = 1, Before = new Dictionary<string, string>(), After = row.Values } }),
        }, Ct);
        if (named) await table.UpdateEntityAsync(new TableEntity("cai-nhum|hamlets", "pending:head") { ["Batch"] = batch, ["By"] = "killed", ["At"] = world.Time.GetUtcNow() }, ETag.All, TableUpdateMode.Replace, Ct);
    }
}
