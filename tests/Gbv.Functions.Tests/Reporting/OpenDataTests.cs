using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Gbv.Domain.Cases;
using Gbv.Domain.Referrals;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Domain.Tests.Statistics;
using Gbv.Functions.Reporting;
using Gbv.Functions.Reporting.OpenData;
using Gbv.Functions.Storage;
using Gbv.Functions.Tests.Intake;
using static Gbv.Functions.Tests.Reporting.Facts;

namespace Gbv.Functions.Tests.Reporting;

/// <summary>What comes to lie in the container for everybody, when, and what can be worked out from all that is served of it.</summary>
public sealed partial class OpenDataTests(AzuriteFixture azurite)
{
    private static readonly Period Year = Period.Parse("2026");
    private static readonly Period Next = Period.Parse("2027");
    private static readonly CommuneCode NhonPhu = new("nhon-phu");
    private static readonly DateTimeOffset InJanuary = new(2027, 1, 5, 0, 0, 0, TimeSpan.Zero);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_year_stands_there_from_its_release_on_is_replaced_by_the_next_and_leaves_when_it_is_withdrawn()
    {
        await using var world = await StartAsync(azurite.NewAccount());
        await BuildAsync(world, Year, CaiNhum);
        Assert.Empty((await world.OpenData.ReadAsync(Ct)).Entries);

        await ReleaseAsync(world, Year, CaiNhum, 1);
        var first = Assert.Single((await world.OpenData.ReadAsync(Ct)).Entries);
        Assert.Equal((Year, CaiNhum, "xã Cái Nhum", 1), (first.Period, first.Area, first.Name, first.Version));
        Assert.Equal(["csv", "json", "page.json", "xlsx"], first.Files.Select(f => f.Format).Order());
        Assert.Equal(first.Blobs.Order(), (await BlobsAsync(world)).Keys);

        world.Time.Advance(TimeSpan.FromHours(1));
        await BuildAsync(world, Year, CaiNhum);
        Assert.Equal(1, Assert.Single((await world.OpenData.ReadAsync(Ct)).Entries).Version);
        await ReleaseAsync(world, Year, CaiNhum, 2);
        var second = Assert.Single((await world.OpenData.ReadAsync(Ct)).Entries);
        Assert.Equal(2, second.Version);
        Assert.Equal(second.Blobs.Order(), (await BlobsAsync(world)).Keys);

        await world.Schedule.WithdrawAsync(Year, CaiNhum, 1, Ct);
        await world.WorkAsync();
        Assert.Single((await world.OpenData.ReadAsync(Ct)).Entries);
        await world.Schedule.WithdrawAsync(Year, CaiNhum, 2, Ct);
        await world.WorkAsync();
        await world.CheckAsync();
        Assert.Empty((await world.OpenData.ReadAsync(Ct)).Entries);
        Assert.Empty(await BlobsAsync(world));
    }

    [Fact]
    public async Task A_programme_year_and_a_year_of_the_other_calendar_never_stand_there()
    {
        await using var world = await StartAsync(azurite.NewAccount());
        foreach (var period in new[] { Period.Parse("cut-2026"), Period.Programme(2026), Period.Parse("2026-H2") })
        {
            await BuildAsync(world, period, CaiNhum);
            await ReleaseAsync(world, period, CaiNhum, 1);
        }

        await world.CheckAsync();
        Assert.Empty(await BlobsAsync(world));
    }

    [Fact]
    public async Task Switching_it_on_brings_what_was_released_before_and_switching_it_off_takes_everything_away()
    {
        var account = azurite.NewAccount();
        await using (var off = await StartAsync(account, statistics: false))
        {
            await BuildAsync(off, Year, CaiNhum);
            await ReleaseAsync(off, Year, CaiNhum, 1);
            Assert.Empty(await BlobsAsync(off));
        }

        await using (var on = await StartAsync(account))
        {
            await on.Get<OpenDataPublisher>().SettleAllAsync(Ct);
            Assert.Equal(4, (await BlobsAsync(on)).Count);
        }

        await using var again = await StartAsync(account, statistics: false);
        await again.Get<OpenDataPublisher>().SettleAllAsync(Ct);
        Assert.Empty((await again.OpenData.ReadAsync(Ct)).Entries);
        Assert.Empty(await BlobsAsync(again));
    }

    [Fact]
    public async Task A_copy_that_was_broken_off_is_never_shown_and_is_finished_or_cleared_away()
    {
        await using var world = await StartAsync(azurite.NewAccount());
        await BuildAsync(world, Year, CaiNhum);
        await world.Schedule.ReleaseAsync(Year, CaiNhum, 1, "coordinator", Ct);

        // Killed between two files: they lie there without a line in the index.
        await world.OpenData.PutAsync("2026/cai-nhum/1/csv", new BinaryData("half"), Ct);
        await world.OpenData.PutAsync("2026/nhon-phu/7/csv", new BinaryData("nobody's"), Ct);
        Assert.Empty((await world.OpenData.ReadAsync(Ct)).Entries);
        await world.WorkAsync();
        await AssertWholeAsync(world);

        // Killed between index and clearing, and a file that somebody else's clearing took along.
        await world.OpenData.RemoveAsync(["2026/cai-nhum/1/xlsx"], Ct);
        await world.CheckAsync();
        await AssertWholeAsync(world);
        Assert.Equal(4, (await BlobsAsync(world)).Count);
    }

    [Fact]
    public async Task Two_instances_at_once_end_in_one_result()
    {
        var account = azurite.NewAccount();
        await using var one = await StartAsync(account);
        await using var two = await StartAsync(account);
        foreach (var area in new[] { CaiNhum, NhonPhu })
        {
            await BuildAsync(one, Year, area);
            await one.Schedule.ReleaseAsync(Year, area, 1, "coordinator", Ct);
        }

        await Task.WhenAll(new[] { one, two }.SelectMany(w => new[] { CaiNhum, NhonPhu }.Select(a => w.Get<OpenDataPublisher>().SettleAsync(Year, a, Ct))));

        Assert.Equal([CaiNhum, NhonPhu], (await two.OpenData.ReadAsync(Ct)).Entries.Select(e => e.Area));
        await AssertWholeAsync(one);
    }

    /// <summary>Other counts, exact to the last, and nothing of it reaches the container: all its bytes are the same.</summary>
    [Fact]
    public async Task No_byte_there_depends_on_an_exact_count()
    {
        var (one, other) = (await BytesAsync([.. AMonth().Take(40)]), await BytesAsync([.. AMonth().Take(40), .. AMonth().Take(2).Select(f => f with { Key = "x" + f.Key, CaseKey = "x" + f.CaseKey, Urgency = Urgency.High })]));

        Assert.Equal(one.Keys, other.Keys);
        Assert.Contains(one.Keys, name => name.Contains("/xl/worksheets/", StringComparison.Ordinal));
        Assert.All(one, file => Assert.Equal(file.Value, other[file.Key]));

        async Task<SortedDictionary<string, string>> BytesAsync(IReadOnlyList<CaseFact> facts)
        {
            await using var world = await StartAsync(azurite.NewAccount(), facts: facts);
            await BuildAsync(world, Year, CaiNhum);
            await ReleaseAsync(world, Year, CaiNhum, 1);
            return await BlobsAsync(world, bytes: true);
        }
    }

    [Fact]
    public async Task All_that_is_served_of_two_years_and_all_areas_lets_nobody_know_a_small_count()
    {
        var account = azurite.NewAccount();
        (Period Period, DateTimeOffset Now)[] years = [(Year, InJanuary), (Next, InJanuary.AddYears(1))];
        await using var world = await StartAsync(account, facts: [.. years.SelectMany((y, n) => SmallYear(y.Period, seed: n))]);
        var areas = (await world.Get<Gbv.Functions.Directory.DirectoryCache>().AreasAsync(Ct)).Select(a => (a.Code, a.Name)).OrderBy(a => a.Code.Value, StringComparer.Ordinal).ToList();
        foreach (var (period, now) in years)
        {
            world.Time.SetUtcNow(now);
            foreach (var area in areas.Select(a => a.Code).Append(CommuneCode.Province))
            {
                await BuildAsync(world, period, area);
                await ReleaseAsync(world, period, area, 1);
            }
        }

        await using var app = await PagesApp.StartAsync(account, ("Public:Statistics", "true"));
        using var visitor = await app.Visit().OpenAsync("/statistics");
        string[] pages = [.. visitor.Page.QuerySelectorAll("main a[href^='/statistics/']").Select(a => a.GetAttribute("href")!)];
        Assert.Equal(2 * (areas.Count + 1), pages.Length);
        foreach (var (period, now) in years)
        {
            List<(string, Interval)> told = [];
            foreach (var page in pages.Where(p => p.Contains($"/{period}/", StringComparison.Ordinal)))
            {
                var cells = await CellsAsync(visitor, page);
                var counts = cells.Where(c => !c.Key.StartsWith("share.indicator", StringComparison.Ordinal)).ToList();
                told.AddRange(page.EndsWith("/province", StringComparison.Ordinal) ? Attacker.Told(counts) : Attacker.ToldOf(new CommuneCode(page.Split('/')[^1]), counts));
            }

            var input = new ReportInput(period, CommuneCode.Province, SmallYear(period, period == Year ? 0 : 1), now, areas);
            Assert.Contains(Attacker.Truth(input, [.. areas.Select(a => a.Code)]), t => t.Count is > 0 and < 5);
            Assert.True(new Attacker(told, [.. areas.Select(a => a.Code)]).KnowsNoSmallCount(input));
        }
    }

    /// <summary>The cells of the JSON file; page and CSV must not say one figure more.</summary>
    private static async Task<List<ReportCell>> CellsAsync(Visitor visitor, string page)
    {
        await visitor.OpenAsync(page + "/json");
        using var json = JsonDocument.Parse(visitor.Html);
        List<ReportCell> cells =
        [
            .. json.RootElement.GetProperty("cells").EnumerateArray().Select(c => new ReportCell(c.GetProperty("key").GetString()!, c.GetProperty("value") is { ValueKind: JsonValueKind.Number } n ? n.GetDecimal() : null)
            {
                Band = c.TryGetProperty("band", out var band) ? band.GetString() : null,
                Suppressed = c.GetProperty("suppressed").GetBoolean(),
            }),
        ];
        var shown = cells.Select(c => new FigureWords(Texts.For("vi")).Shown(c)).ToHashSet();
        await visitor.OpenAsync(page);
        Assert.All(visitor.Page.QuerySelectorAll("td"), td => Assert.Contains(td.TextContent.Trim(), shown));
        Assert.All(visitor.Page.QuerySelectorAll("svg text").Select(t => t.TextContent).Where(t => t.Any(char.IsAsciiDigit) && !t.Any(char.IsLetter)), t => Assert.Contains(t, shown));
        await visitor.OpenAsync(page + "/csv");
        Assert.Equal(cells.Count, visitor.Html.Split("\r\n").Count(l => l.Split(',')[^1].StartsWith("share.", StringComparison.Ordinal)));
        return cells;
    }

    /// <summary>A few incidents in each commune, some types more than four.</summary>
    private static IReadOnlyList<CaseFact> SmallYear(Period year, int seed)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable.Range(0, 45).Select(n => AFact($"{year}-{n}", year.From.AddDays(random.Next(360)), n % 3 == 0 ? NhonPhu : CaiNhum) with
            {
                CoreType = (CoreType)(random.Next(3) == 0 ? random.Next(7) : 2),
                Domestic = random.Next(3) switch { 0 => false, 1 => null, _ => true },
                Sex = random.Next(4) == 0 ? Sex.Male : Sex.Female,
                Age = (AgeBand)random.Next(9),
            }),
        ];
    }

    private static async Task<ReportingWorld> StartAsync(string account, bool statistics = true, IReadOnlyList<CaseFact>? facts = null)
    {
        var world = await ReportingWorld.StartAsync(account, InJanuary, statistics: statistics);
        await world.Facts.UpsertAsync([.. facts ?? AMonth()], Ct);
        return world;
    }

    private static async Task BuildAsync(ReportingWorld world, Period period, CommuneCode area)
    {
        world.Time.Advance(TimeSpan.FromSeconds(1));
        await world.Schedule.RequestAsync(period, area, Ct);
        await world.Get<ReportMaker>().MakeAsync(period, area, Ct);
    }

    private static async Task ReleaseAsync(ReportingWorld world, Period period, CommuneCode area, int version)
    {
        Assert.True(await world.Schedule.ReleaseAsync(period, area, version, "coordinator", Ct));
        // As the queue would, without the mails of so many reports.
        await world.Get<OpenDataPublisher>().SettleAsync(period, area, Ct);
    }

    private static async Task AssertWholeAsync(ReportingWorld world)
    {
        var entries = (await world.OpenData.ReadAsync(Ct)).Entries;
        Assert.NotEmpty(entries);
        foreach (var entry in entries)
            foreach (var file in entry.Files)
                Assert.NotNull(await world.OpenData.ReadAsync(entry, file, Ct));
    }

    /// <summary>
    /// Every file as text. With <paramref name="bytes"/> also the index and the parts of workbooks; their packing holds a time and their
    /// relations random names, so the digest of a workbook says nothing.
    /// </summary>
    private static async Task<SortedDictionary<string, string>> BlobsAsync(ReportingWorld world, bool bytes = false)
    {
        var container = world.Storage.Container(StorageNames.OpenData);
        SortedDictionary<string, string> blobs = new(StringComparer.Ordinal);
        await foreach (var blob in container.GetBlobsAsync(cancellationToken: Ct))
        {
            var content = (await container.GetBlobClient(blob.Name).DownloadContentAsync(Ct)).Value.Content.ToArray();
            if (blob.Name == OpenDataShelf.IndexName)
            {
                if (bytes) blobs[blob.Name] = DigestOfWorkbook().Replace(Encoding.UTF8.GetString(content), "");
            }
            else if (bytes && blob.Name.EndsWith("/xlsx", StringComparison.Ordinal))
            {
                using var zip = new ZipArchive(new MemoryStream(content));
                foreach (var part in zip.Entries.Where(e => e.FullName.StartsWith("xl/", StringComparison.Ordinal) && !e.FullName.Contains("_rels", StringComparison.Ordinal) && e.Name != "workbook.xml"))
                {
                    using var reader = new StreamReader(part.Open(), Encoding.UTF8);
                    blobs[$"{blob.Name}/{part.FullName}"] = await reader.ReadToEndAsync(Ct);
                }
            }
            else
            {
                blobs[blob.Name] = Encoding.UTF8.GetString(content);
            }
        }

        return blobs;
    }

    [GeneratedRegex("""(?<="name":"[^"]+\.xlsx",)"length":\d+,"sha256":"\w+(?=")""")]
    private static partial Regex DigestOfWorkbook();
}
