using System.Globalization;
using System.Text;
using Azure.Data.Tables;
using Gbv.Domain.Shared;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.LocalHost;

namespace Gbv.Functions.Tests.Cases;

/// <summary>
/// Where rows gather when several instances take reports in and carry them out on one account (docs/scale.md). A larger load:
/// <c>GBV_LOAD_REPORTS=2000</c>; its table is left in <c>artifacts/load.md</c>.
/// </summary>
public sealed class PartitionLoadTests(AzuriteFixture azurite)
{
    private const int Instances = 3;

    /// <summary>Small by nature: a day's heads, the deadlines, a commune's facts of a year.</summary>
    private static readonly string[] Shared = [StorageNames.CaseFacts, StorageNames.Due, StorageNames.Heads];

    /// <summary>A partition for each thing: a case, a link, a mail.</summary>
    private static readonly string[] Spread = [StorageNames.Cases, StorageNames.Links, StorageNames.MailRefs];

    private static readonly CommuneCode[] Communes = [new("cai-nhum"), new("nhon-phu"), new("phuong-tra-vinh")];

    private static readonly int? Asked = int.TryParse(Environment.GetEnvironmentVariable("GBV_LOAD_REPORTS"), NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? asked : null;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_report_costs_the_same_however_many_there_are_and_has_partitions_of_its_own()
    {
        var reports = Asked ?? 12;
        await using var storage = await CountedStorage.StartAsync(azurite.NewAccount());
        var keys = KeySet.Generate(receiptRounds: 1);
        var instances = new CaseWorld[Instances];
        for (var i = 0; i < Instances; i++) instances[i] = await CaseWorld.CreateAsync(storage.ConnectionString, keys);
        try
        {
            await LoadAsync(instances, Communes.Length * Instances); // each has read the directory
            var before = await RowsAsync(instances[0]);
            var first = await RequestsAsync(storage, () => LoadAsync(instances, reports));
            var once = await RowsAsync(instances[0]);
            var second = await RequestsAsync(storage, () => LoadAsync(instances, reports));
            var twice = await RowsAsync(instances[0]);

            Keep(Table(reports, first, second, once, twice));
            Assert.InRange((double)second / first, 0.95, 1.05);
            Assert.All(Spread, t => Assert.Equal(once[t].Values.Max(), twice[t].Values.Max()));
            Assert.All(Spread, t => Assert.Equal(once[t].Count - before[t].Count, twice[t].Count - once[t].Count));
            Assert.Equal(reports, twice[StorageNames.Cases].Count - once[StorageNames.Cases].Count);
            Assert.All(Shared, t => Assert.Equal(once[t].Count, twice[t].Count));
            Assert.All(Shared, t => Assert.InRange((twice[t].Values.Sum() - once[t].Values.Sum()) / (double)reports, 0.5, 5));
        }
        finally
        {
            foreach (var instance in instances) await instance.DisposeAsync();
        }
    }

    /// <summary>One instance takes a report in, another one carries it out.</summary>
    private static Task LoadAsync(CaseWorld[] instances, int reports) =>
        Parallel.ForEachAsync(Enumerable.Range(0, reports), new ParallelOptions { MaxDegreeOfParallelism = 2 * Instances, CancellationToken = Cancel }, async (i, ct) =>
        {
            var (_, id) = await instances[i % Instances].SubmitAsync(AReport.OfAPerson with { Commune = Communes[i / Instances % Communes.Length] });
            await instances[(i + 1) % Instances].Worker.CarryOutDueAsync(id, ct);
        });

    private static async Task<int> RequestsAsync(CountedStorage storage, Func<Task> load)
    {
        storage.Clear();
        await load();
        return storage.Counted.Count;
    }

    /// <summary>Rows of each partition, by table.</summary>
    private static async Task<Dictionary<string, Dictionary<string, int>>> RowsAsync(CaseWorld world)
    {
        Dictionary<string, Dictionary<string, int>> tables = [];
        foreach (var table in Spread.Concat(Shared))
            tables[table] = await world.Storage.Table(table).QueryAsync<TableEntity>(select: ["PartitionKey"], cancellationToken: Cancel).GroupBy(r => r.PartitionKey).ToDictionaryAsync(g => g.Key, g => g.Count(), cancellationToken: Cancel);
        return tables;
    }

    private static string Table(int reports, int first, int second, Dictionary<string, Dictionary<string, int>> once, Dictionary<string, Dictionary<string, int>> twice)
    {
        var table = new StringBuilder();
        table.AppendLine(CultureInfo.InvariantCulture, $"{Instances} instances, {reports} reports, then as many again: {first} and {second} requests, {first / (double)reports:F1} and {second / (double)reports:F1} a report.").AppendLine();
        table.AppendLine("| Table | Partitions | Rows of the largest | Rows of the median | Rows a report |").AppendLine("|---|---:|---:|---:|---:|");
        foreach (var name in Spread.Concat(Shared))
        {
            int[] sizes = [.. twice[name].Values.Order()];
            table.AppendLine(CultureInfo.InvariantCulture, $"| `{name}` | {once[name].Count}, {twice[name].Count} | {once[name].Values.Max()}, {sizes[^1]} | {sizes[sizes.Length / 2]} | {(sizes.Sum() - once[name].Values.Sum()) / (double)reports:F1} |");
        }

        return table.ToString();
    }

    private static void Keep(string table)
    {
        TestContext.Current.TestOutputHelper?.WriteLine(table);
        if (Asked is null) return;
        var folder = System.IO.Directory.CreateDirectory(Path.Combine(NpmTools.FindRepoRoot(), "artifacts"));
        File.WriteAllText(Path.Combine(folder.FullName, "load.md"), table);
    }
}
