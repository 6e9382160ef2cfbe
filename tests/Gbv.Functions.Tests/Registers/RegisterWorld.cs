using Gbv.Domain.Directory;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Registers;
using Gbv.Functions.Storage;
using Gbv.LocalHost.SampleData;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Gbv.Functions.Tests.Registers;

/// <summary>Registers on real storage, with a clock that the test moves.</summary>
internal sealed class RegisterWorld
{
    public static readonly CommuneCode CaiNhum = new("cai-nhum");
    public static readonly Texts T = Texts.For(Texts.Vietnamese);

    private RegisterWorld(string account)
    {
        Storage = new StorageClients(Options.Create(new StorageOptions { ConnectionString = account }));
        Store = new RegisterStore(Storage, Time);
        Directory = new DirectoryStore(Storage);
        Import = new WorkbookImport(Store, Directory, Time);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 10, 2, 0, 0, TimeSpan.Zero));
    public StorageClients Storage { get; }
    public RegisterStore Store { get; }
    public DirectoryStore Directory { get; }
    public WorkbookImport Import { get; }

    public static CancellationToken Ct => TestContext.Current.CancellationToken;

    public static DateOnly Today => new(2026, 11, 10);

    public static async Task<RegisterWorld> StartAsync(string account)
    {
        var world = new RegisterWorld(account);
        foreach (var table in new[] { StorageNames.Registers, StorageNames.Directory }) await world.Storage.Table(table).CreateIfNotExistsAsync(Ct);
        return world;
    }

    /// <summary>The sample commune as the workbook would be downloaded.</summary>
    public static byte[] SampleWorkbook(params RegisterRow[] instead) => WorkbookWriter.Write(Area, Rows(instead), Today, T);

    /// <summary>The sample's rows; a row with the same key takes the place of the sample's.</summary>
    public static IReadOnlyList<RegisterRow> Rows(params RegisterRow[] instead)
    {
        RegisterRow[] sample = [Directories.Row(Area), .. People.Select(Directories.Row), .. Points.Select(Directories.Row), .. SampleRegisters.Rows];
        return [.. sample.Where(s => instead.All(i => i.Id != s.Id)), .. instead];
    }

    /// <summary>The province as its workbook would be downloaded.</summary>
    public static byte[] ProvinceWorkbook(params RegisterRow[] instead)
    {
        RegisterRow[] sample = [Directories.Row(Province.Area), .. Province.Entries.Select(Directories.Row), .. Province.Points.Select(Directories.Row)];
        return WorkbookWriter.Write(Province.Area, [.. sample.Where(s => instead.All(i => i.Id != s.Id)), .. instead], Today, T);
    }

    public static SampleArea Province { get; } = SampleDirectory.Areas.Single(a => a.Area.Code.IsProvince);

    public static Area Area => Sample.Area;

    public static IReadOnlyList<DirectoryEntry> People => Sample.Entries;

    public static IReadOnlyList<ServicePoint> Points => Sample.Points;

    private static SampleArea Sample { get; } = SampleDirectory.Areas.Single(a => a.Area.Code == CaiNhum);

    public static RegisterRow Row(Register register, params (string Column, string Value)[] values) => new(register, values.ToDictionary(v => v.Column, v => v.Value));

    public Task<ImportResult> ImportAsync(byte[] file, bool save = true, CommuneCode? only = null) =>
        Import.RunAsync(new MemoryStream(file), "test", only, save, T, Ct);
}
