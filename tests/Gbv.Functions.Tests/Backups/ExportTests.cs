using System.Text.Json;
using Azure.Data.Tables;
using Gbv.Domain.Registers;
using Gbv.Domain.Statistics;
using Gbv.Functions.Cases;
using Gbv.Functions.Registers;
using Gbv.Functions.Reporting;
using Gbv.Functions.Sealing;
using Gbv.Functions.Tests.Cases;
using static Gbv.Functions.Tests.Cases.CaseWorld;

namespace Gbv.Functions.Tests.Backups;

/// <summary>Whoever takes the record over gets all of it, readable without this program, and each case remembers it.</summary>
public sealed class ExportTests(AzuriteFixture azurite) : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly IReadOnlyDictionary<string, string> keys = TestKeys.Shared;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task Everything_comes_out_opened_and_each_case_remembers_who_took_it_and_why()
    {
        var (account, to) = (azurite.NewAccount(), Path.Combine(folder.Path, "out"));
        await using var world = await CreateAsync(account, keys);
        var (code, id) = await world.SubmitAsync(AReport.OfAPerson);
        await world.FollowUp.SendMessageAsync(code, "Xin chào.", "form-1", Cancel);
        await world.FollowUp.AddAsync(code, "Kể thêm", "form-2", Cancel);
        await world.Worker.CarryOutDueAsync(id, Cancel);
        var bad = await world.ReceivedAsync(AReport.OfAPerson);
        var row = (await world.Cases.GetEntityAsync<TableEntity>(bad.Value, CaseRow.Event(2), cancellationToken: Cancel)).Value;
        row["Data"] = row.GetString("Data").Replace("system", "reporter", StringComparison.Ordinal);
        await world.Cases.UpdateEntityAsync(row, Azure.ETag.All, TableUpdateMode.Replace, Cancel);
        var report = await world.Get<ReportMaker>().MakeAsync(Period.MonthOf(Start.AddDays(-40)), AReport.OfAPerson.Commune, Cancel);
        var shelter = await ShelterAsync(world);

        Assert.Equal(64, await Command.RunAsync(["export", "--to", to, "--by", "Trần Thị Bình"], account, keys));
        Assert.Equal(2, await ExportAsync(to, account, "--dry-run"));
        Assert.False(Path.Exists(to));
        Assert.Empty(await AccessAsync(world, id.Value));
        Assert.Equal(1, await ExportAsync(to, account));

        using var one = JsonDocument.Parse(await File.ReadAllBytesAsync(Path.Combine(to, "cases", id + ".json"), Cancel));
        Assert.Equal(AReport.OfAPerson.Narrative, one.RootElement.GetProperty("incidents")[0].GetProperty("report").GetProperty("narrative").GetString());
        Assert.Equal("Xin chào.", one.RootElement.GetProperty("messages")[0].GetProperty("text").GetString());
        Assert.Equal("Kể thêm", one.RootElement.GetProperty("additions")[0].GetProperty("text").GetString());
        Assert.False(File.Exists(Path.Combine(to, "cases", bad + ".json")));
        foreach (var file in report.Files) Assert.Equal(file.Length, new FileInfo(Path.Combine(to, "files", "reports", file.Blob)).Length);
        Assert.Contains("Ngõ 1", await File.ReadAllTextAsync(Path.Combine(to, "shelter-addresses.json"), Cancel), StringComparison.Ordinal);
        Assert.Contains(shelter, await File.ReadAllTextAsync(Path.Combine(to, "tables", "registers.csv"), Cancel), StringComparison.Ordinal);
        Assert.NotEmpty(await File.ReadAllLinesAsync(Path.Combine(to, "tables", "casefacts.jsonl"), Cancel));
        foreach (var file in System.IO.Directory.GetFiles(to, "*", SearchOption.AllDirectories))
            if (!OperatingSystem.IsWindows()) // which has no such modes
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
        Assert.Equal([("Trần Thị Bình", "export", "Bàn giao cho hệ thống mới")], await AccessAsync(world, id.Value));

        // The same command once more does not open a case that is out already.
        Assert.Equal(1, await ExportAsync(to, account));
        Assert.Single(await AccessAsync(world, id.Value));
    }

    private Task<int> ExportAsync(string to, string account, params string[] more) =>
        Command.RunAsync(["export", "--to", to, "--by", "Trần Thị Bình", "--reason", "Bàn giao cho hệ thống mới", .. more], account, keys);

    private static async Task<string> ShelterAsync(CaseWorld world)
    {
        var shelter = new RegisterRow(ServiceRegisters.Shelters, new Dictionary<string, string> { [ServiceRegisters.Shelters.Columns[0].Code] = "Nơi tạm lánh 1" });
        var store = world.Get<RegisterStore>();
        await store.SaveAsync(AReport.OfAPerson.Commune, ServiceRegisters.Shelters, [shelter], "test", Cancel);
        await new ShelterAddresses(world.Storage, world.Get<OfficeKeys>(), world.Time).KeepAsync(AReport.OfAPerson.Commune, shelter, "Ngõ 1", "test", Cancel);
        return "Nơi tạm lánh 1";
    }

    private static async Task<IReadOnlyList<(string? By, string Part, string Why)>> AccessAsync(CaseWorld world, string id) =>
        [.. (await world.Cases.QueryAsync<TableEntity>(r => r.PartitionKey == id, cancellationToken: Cancel).ToListAsync(Cancel))
            .Where(r => r.RowKey.StartsWith(CaseRow.AccessPrefix, StringComparison.Ordinal)).Select(CaseRow.Read<Access>).Where(a => a.Part == "export").Select(a => (a.By.Id, a.Part, a.Why))];
}
