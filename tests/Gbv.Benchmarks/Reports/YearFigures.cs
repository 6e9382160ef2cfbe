using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Gbv.Benchmarks.Measuring;
using Gbv.Benchmarks.Programs;
using Gbv.Benchmarks.Submissions;
using Gbv.Domain.Directory;
using Gbv.Domain.Indicators;
using Gbv.Domain.Registers;
using Gbv.Domain.Returns;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions;
using Gbv.Functions.Directory;
using Gbv.Functions.Registers;
using Gbv.Functions.Reporting;
using Gbv.Functions.Returns;
using Gbv.Functions.Storage;
using Gbv.LocalHost.SampleData;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Benchmarks.Reports;

/// <summary>
/// The plan's year: how a commune's registers grow into indicators and a workbook, and what the year of a province costs that is added up
/// from the registers, returns and facts of 124 communes.
/// </summary>
internal sealed class YearFigures(Product product, Func<string> newAccount)
{
    /// <summary>Thousands of rows leave the processor's caches, and lists are sorted; a row that looks at all others would be 2.</summary>
    private const double GrowthLimit = 1.5;

    private const double ReadingLimit = 1.5;
    private const double MemoryLimit = 200;
    private const int AtOnce = 16;
    private const int StaffOfACommune = 100;
    private const int FactsOfTheProvince = 5_000;

    private static readonly Period Year = Period.Programme(2026);
    private static readonly Texts T = Texts.For(Texts.Vietnamese);
    private static readonly SampleArea Sample = SampleDirectory.Areas.First(a => a.Area.Code.Value == "cai-nhum");

    /// <summary>Up to what a sheet of the workbook takes.</summary>
    private static readonly int[] Staff = [300, 1_000, 3_000];

    private static readonly int[] Communes = [31, 124];

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        List<Figure> figures =
        [
            await GrowthAsync("indicators and figures of a commune's registers", Plan),
            await GrowthAsync("workbook of a commune written", rows => Workbook(rows)),
            await GrowthAsync("workbook of a commune read and checked", Check, Workbook),
        ];
        List<(double[] Made, double[] Read)> provinces = [];
        foreach (var communes in Communes)
        {
            var account = newAccount();
            await using var services = Services.With(product.Settings("back", account));
            var rows = await FillAsync(services, communes);
            provinces.Add(await ProvinceAsync(services));
            if (communes != Communes[^1]) continue;
            figures.Add(AgainstReading(provinces[^1], rows));
            figures.Add(Growth(provinces));
            figures.Add(await RequestsAsync("storage requests of that report", () => BuildAsync(services), communes));
            figures.Add(await RequestsAsync("storage requests of the drafts out of the returns of 124 communes", () => DraftsAsync(services), communes));
            var (before, peak) = await PublishedBuild.MemoryAsync(product, services, account, Year);
            figures.Add(new("memory of the published program at its peak, while it builds that report", peak, " MiB", MemoryLimit) { Detail = $"{Figure.Text(before)} MiB before" });
        }

        return figures;
    }

    private static Task<Figure> GrowthAsync(string what, Action<IReadOnlyList<RegisterRow>> work) => GrowthAsync(what, work, rows => rows);

    /// <summary>In processor time; the steepest step counts, so that a cheap beginning cannot hide what many rows cost.</summary>
    private static async Task<Figure> GrowthAsync<T>(string what, Action<T> work, Func<IReadOnlyList<RegisterRow>, T> prepare)
    {
        (int Rows, T Prepared)[] sizes = [.. Staff.Select(s => Rows(s)).Select(rows => (rows.Count, prepare(rows)))];
        for (var n = 0; n < 30; n++) work(sizes[0].Prepared);
        var times = await Samples.InterleavedAsync([.. sizes.Select(s => (Func<Task<double>>)(() => Task.FromResult(ProcessorTime(s.Prepared, s.Rows))))]);
        double[] medians = [.. times.Select(Samples.Median)];
        var steps = Enumerable.Range(1, medians.Length - 1).Select(i => Math.Log(medians[i] / medians[i - 1]) / Math.Log((double)sizes[i].Rows / sizes[i - 1].Rows));
        return new Figure(what + ", growth exponent", steps.Max(), "", GrowthLimit)
        {
            Detail = string.Join("; ", sizes.Zip(medians, (s, m) => $"{Count(s.Rows)} rows {Figure.Text(m)} ms")) + " of processor time",
        };

        double ProcessorTime(T prepared, int rows)
        {
            var runs = Math.Max(1, 20_000 / rows);
            GC.Collect();
            var before = Environment.CpuUsage.TotalTime;
            for (var n = 0; n < runs; n++) work(prepared);
            return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / runs;
        }
    }

    /// <summary>As they come out of storage: what a row works out once is worked out anew.</summary>
    private static void Plan(IReadOnlyList<RegisterRow> rows) => PlanModels.Commune(new IndicatorInput(
        new CommuneRegisters(Sample.Area.Code, Sample.Area.Name, rows.Select(r => new RegisterRow(r.Register, r.Values))), [], Year.FirstDay, Year.LastDay));

    private static (byte[] File, IReadOnlyList<RegisterRow> Known) Workbook(IReadOnlyList<RegisterRow> rows)
    {
        IReadOnlyList<RegisterRow> all = [Directories.Row(Sample.Area), .. Sample.Entries.Select(Directories.Row), .. rows];
        return (WorkbookWriter.Write(Sample.Area, all, Year.LastDay, T), all);
    }

    private static void Check((byte[] File, IReadOnlyList<RegisterRow> Known) workbook)
    {
        var sheets = new SheetCheck(WorkbookReader.Read(new MemoryStream(workbook.File)), workbook.Known, Year.LastDay, T).All();
        if (sheets.Sum(s => s.Rows.Count) < workbook.Known.Count || sheets.Any(s => s.Faults.Count > 0)) throw new InvalidOperationException("The workbook was not taken as it was written.");
    }

    /// <summary>The sample commune with so many staff more, each of whom was on a course.</summary>
    private static IReadOnlyList<RegisterRow> Rows(int staff)
    {
        List<RegisterRow> rows = [.. SampleRegisters.Rows];
        string Name(string prefix, int n) => string.Create(CultureInfo.InvariantCulture, $"{prefix}-{n:0000}");
        for (var n = 0; n < staff / 10; n++)
            rows.Add(Row(PeopleRegisters.CourseList, ("code", Name("L", n)), ("name", $"Lớp {n}"), ("topics", "prevention"), ("from", "2026-06-01"), ("to", "2026-06-03"), ("organiser", "Sở Nội vụ"), ("counts", "yes")));
        for (var n = 0; n < staff; n++)
        {
            rows.Add(Row(PeopleRegisters.Staff, ("code", Name("NV", n)), ("name", $"Cán bộ {n} (mẫu)"), ("unit", "Phòng Văn hóa – Xã hội"), ("group", "civil-servant"), ("socialWorker", n % 5 == 0 ? "yes" : "no"), ("from", "2025-01-01")));
            rows.Add(Row(PeopleRegisters.Attendance, ("course", Name("L", n % (staff / 10))), ("person", Name("NV", n)), ("completed", "yes")));
        }

        // A sheet of the workbook ends there.
        return [.. rows.GroupBy(r => r.Register).SelectMany(g => g.TakeLast(WorkbookForm.MostRows))];
    }

    private static RegisterRow Row(Register register, params (string Column, string Value)[] values) => new(register, values.ToDictionary(v => v.Column, v => v.Value));

    /// <summary>Directory, registers, returns and facts of so many communes; the number of rows of their registers.</summary>
    private static async Task<int> FillAsync(IServiceProvider services, int communes)
    {
        await StorageSetup.EnsureAsync(services.GetRequiredService<StorageClients>(), CancellationToken.None);
        var (directory, registers, returns, facts) = (services.GetRequiredService<DirectoryStore>(), services.GetRequiredService<RegisterStore>(), ReturnsOf(services), services.GetRequiredService<CaseFactStore>());
        var rows = Rows(StaffOfACommune);
        await directory.SaveAreaAsync(new Area { Code = CommuneCode.Province, Name = "tỉnh" }, CancellationToken.None);
        var areas = FactSource.Areas.Take(communes).ToList();
        await Parallel.ForEachAsync(areas, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (area, ct) =>
        {
            await directory.SaveAreaAsync(new Area { Code = area.Code, Name = area.Name }, ct);
            foreach (var register in rows.GroupBy(r => r.Register)) await registers.SaveAsync(area.Code, register.Key, [.. register], "benchmark", ct);
            foreach (var unit in rows.Where(r => r.Register == PlanRegisters.Units))
            {
                var values = ReturnForms.FiguresOf(ReturnForms.Of(unit.Text("kind"))).ToDictionary(c => c.Code, _ => "3");
                values[ReturnForms.Results] = "Đã tổ chức truyền thông, tập huấn theo kế hoạch năm.";
                var state = new ReturnState { Unit = unit.Text("code")!, Values = values, Submitted = values, Version = 1, SubmittedVersion = 1, SubmittedAt = Year.Until };
                await returns.TryWriteAsync(area.Code, ReturnCycle.Parse("2026"), state, submitted: true, ct);
            }
        });
        var codes = areas.Select(a => a.Code).ToHashSet();
        foreach (var part in FactSource.Until(Period.Month(2026, 10), FactsOfTheProvince).Where(f => codes.Contains(f.Commune)).GroupBy(f => (f.Commune, f.ReceivedAt.VietnamDate().Year)).SelectMany(c => c.Chunk(100)))
            await facts.UpsertAsync(part);
        return rows.Count * communes;
    }

    private static async Task<(double[] Made, double[] Read)> ProvinceAsync(IServiceProvider services)
    {
        await BuildAsync(services);
        await ReadAsync(services);
        return await Samples.InterleavedAsync(() => TimeAsync(() => BuildAsync(services)), () => TimeAsync(() => ReadAsync(services))) is [var made, var read] ? (made, read) : throw new UnreachableException();
    }

    private static async Task BuildAsync(IServiceProvider services) =>
        ReportFormats.Write(await services.GetRequiredService<ReportMaker>().DocumentAsync(Year, CommuneCode.Province, CancellationToken.None));

    /// <summary>The same rows in the same way, looked at by nobody.</summary>
    private static async Task ReadAsync(IServiceProvider services)
    {
        var storage = services.GetRequiredService<StorageClients>();
        await foreach (var _ in storage.Table(StorageNames.CaseFacts).QueryAsync<TableEntity>(select: ["Data"])) { }
        foreach (var some in (await services.GetRequiredService<DirectoryCache>().AreasAsync(CancellationToken.None)).Chunk(AtOnce))
            await Task.WhenAll(some.Select(async area =>
            {
                var (from, to) = ($"{area.Code.Value}|", $"{area.Code.Value}}}");
                await foreach (var _ in storage.Table(StorageNames.Registers).QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey ge {from} and PartitionKey lt {to} and RowKey ge 'pending:' and RowKey lt 'row;'"))) { }
            }));
    }

    /// <summary>What each coordinator's board shows on 20 November, one commune after the other.</summary>
    private static async Task DraftsAsync(IServiceProvider services)
    {
        var (units, returns, directory) = (new ReturnUnits(services.GetRequiredService<RegisterStore>()), ReturnsOf(services), services.GetRequiredService<DirectoryCache>());
        foreach (var area in await directory.AreasAsync(CancellationToken.None))
        {
            var all = await units.OfAsync((await directory.GetAsync(area.Code, CancellationToken.None))!, Year.LastDay, CancellationToken.None);
            var states = await returns.ReadAsync(area.Code, ReturnCycle.Parse("2026"), CancellationToken.None);
            var draft = AssembledDraft.Of([.. all.Select(u => new UnitReturn(u.Name, new RegisterRow(u.Form, states[u.Code].Submitted)))], []);
            if (draft.Results.Count != all.Count || all.Count == 0) throw new InvalidOperationException("A return is missing in the draft.");
        }
    }

    private static ReturnStore ReturnsOf(IServiceProvider services) => new(services.GetRequiredService<StorageClients>(), TimeProvider.System);

    private static Figure AgainstReading((double[] Made, double[] Read) province, int rows) =>
        new("a province's year out of the registers of 124 communes : merely reading their rows", Samples.Ratio(province.Made, province.Read), " ×", ReadingLimit)
        {
            Detail = $"{Figure.Text(Samples.Median(province.Made))} : {Figure.Text(Samples.Median(province.Read))} s; {Count(rows)} rows and {Count(FactsOfTheProvince)} facts",
        };

    /// <summary>Told only: the emulator takes longer for each row as its table grows, so that merely reading grows as much.</summary>
    private static Figure Growth(List<(double[] Made, double[] Read)> provinces)
    {
        double[] medians = [.. provinces.Select(p => Samples.Median(p.Made))];
        return new("a province's year, growth exponent over its communes", Math.Log(medians[1] / medians[0]) / Math.Log((double)Communes[1] / Communes[0]), "")
        {
            Detail = string.Join("; ", Communes.Zip(medians, (c, m) => $"{Count(c)} communes {Figure.Text(m)} s")),
        };
    }

    private static async Task<Figure> RequestsAsync(string name, Func<Task> work, int communes)
    {
        var seconds = 0.0;
        var requests = await StorageRequests.OfAsync(async () => seconds = await TimeAsync(work));
        return new(name, requests, "") { Detail = $"{Figure.Text((double)requests / communes)} a commune; {Figure.Text(seconds)} s" };
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
