using System.Diagnostics;
using System.Globalization;
using Azure.Data.Tables;
using Gbv.Benchmarks.Measuring;
using Gbv.Benchmarks.Programs;
using Gbv.Benchmarks.Submissions;
using Gbv.Domain.Directory;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions;
using Gbv.Functions.Directory;
using Gbv.Functions.Reporting;
using Gbv.Functions.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Benchmarks.Reports;

/// <summary>
/// The province's monthly report: how its cost grows with the facts, how it compares with merely reading them, and how much
/// memory the published program needs for it; what the files of a commune's year cost, and what a command adds that builds a month
/// of all communes.
/// </summary>
internal sealed class ReportFigures(Product product, Func<string> newAccount, bool shortRun)
{
    private const double GrowthLimit = 1.05;
    private const double ReadingOnePageLimit = 1.5;
    private const double ReadingLimit = 1.3;
    private const double FilesLimit = 2;
    private const double CommandLimit = 1.2;
    private const double MemoryLimit = 200;
    private const int CommandRuns = 3;

    /// <summary>Storage answers with so many rows at a time.</summary>
    private const int Page = 1_000;

    private static readonly Period Month = Period.MonthOf(TimeProvider.System.GetUtcNow()).Previous();
    private readonly int[] sizes = shortRun ? [1_000, 10_000] : [1_000, 10_000, 100_000];
    private readonly int[] sizesInMemory = shortRun ? [1_000, 10_000] : [1_000, 10_000, 100_000, 1_000_000];

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        List<Figure> figures = [await GrowthAsync()];
        foreach (var size in sizes)
        {
            var account = newAccount();
            await using var services = Services.With(product.Settings("back", account));
            await FillAsync(services, size);
            figures.Add(await AgainstReadingAsync(services, size));
            if (size == sizes[0]) figures.Add(await FilesAsync(services));
            if (size == sizes[0] && !shortRun) figures.Add(await CommandAsync(services));
            if (size == sizes[^1]) figures.Add(await MemoryAsync(services, account, size));
        }

        return figures;
    }

    private async Task<Figure> GrowthAsync()
    {
        IReadOnlyList<CaseFact>[] facts = [.. sizesInMemory.Select(s => FactSource.Until(Month, s).ToList())];
        // Until the compiler has come to rest.
        for (var n = 0; n < 60; n++) Build(facts[0]);
        var times = await Samples.InterleavedAsync([.. facts.Select(source => (Func<Task<double>>)(() => Task.FromResult(ProcessorTime(source))))]);
        double[] medians = [.. times.Select(Samples.Median)];
        // The steepest step, so that a cheap beginning cannot hide what many facts cost.
        var steps = Enumerable.Range(1, medians.Length - 1).Select(i => Math.Log(medians[i] / medians[i - 1]) / Math.Log((double)sizesInMemory[i] / sizesInMemory[i - 1]));
        return new Figure("monthly report over facts in memory, growth exponent", steps.Max(), "", GrowthLimit)
        {
            Detail = string.Join("; ", sizesInMemory.Zip(medians, (s, m) => $"{Count(s)} facts {Figure.Text(m)} ms")) + " of processor time",
        };
    }

    /// <summary>Milliseconds of one build; small ones are done several times, because the clock of the processor is coarse.</summary>
    private static double ProcessorTime(IReadOnlyList<CaseFact> facts)
    {
        var times = Math.Max(1, 20_000 / facts.Count);
        GC.Collect();
        var before = Environment.CpuUsage.TotalTime;
        for (var n = 0; n < times; n++) Build(facts);
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds / times;
    }

    /// <summary>Figures and all files.</summary>
    private static void Build(IReadOnlyList<CaseFact> facts)
    {
        var report = ReportBuilder.Build(new ReportInput(Month, CommuneCode.Province, facts.Where(f => ReportInput.Concerns(f, Month, Month.Until)), Month.Until, FactSource.Areas));
        var t = Texts.For(Texts.Vietnamese);
        var letter = Letterhead.OfProvince(new Area { Code = CommuneCode.Province, Name = "tỉnh" }, Month, t);
        ReportFormats.Write(new ReportDocument(report, "tỉnh", t) { Letter = letter });
    }

    private static async Task FillAsync(IServiceProvider services, int size)
    {
        await StorageSetup.EnsureAsync(services.GetRequiredService<StorageClients>(), CancellationToken.None);
        var directory = services.GetRequiredService<DirectoryStore>();
        await directory.SaveAreaAsync(new Area { Code = CommuneCode.Province, Name = "tỉnh" }, CancellationToken.None);
        foreach (var (code, name) in FactSource.Areas) await directory.SaveAreaAsync(new Area { Code = code, Name = name }, CancellationToken.None);
        var store = services.GetRequiredService<CaseFactStore>();
        foreach (var part in FactSource.Until(Month, size).GroupBy(f => f.Commune).SelectMany(c => c.Chunk(100))) await store.UpsertAsync(part);
    }

    private static async Task<Figure> AgainstReadingAsync(IServiceProvider services, int size)
    {
        var table = services.GetRequiredService<StorageClients>().Table(StorageNames.CaseFacts);
        var maker = services.GetRequiredService<ReportMaker>();
        // A small build is over before the machine's other work has met both ways alike, so it is done several times.
        var times = Math.Max(1, 10_000 / size);
        await AlternateAsync(maker, table, times);
        double[] made = new double[Samples.Runs], read = new double[Samples.Runs];
        for (var run = 0; run < Samples.Runs; run++) (made[run], read[run]) = await AlternateAsync(maker, table, times);
        return new Figure($"monthly report over {Count(size)} facts on Azurite : merely reading their rows", Samples.Ratio(made, read), " ×", size <= Page ? ReadingOnePageLimit : ReadingLimit)
        {
            Detail = $"{Figure.Text(Samples.Median(made))} : {Figure.Text(Samples.Median(read))} ms",
        };
    }

    /// <summary>The mean of each.</summary>
    private static async Task<(double Made, double Read)> AlternateAsync(ReportMaker maker, TableClient table, int times)
    {
        double made = 0, read = 0;
        for (var n = 0; n < times; n++)
        {
            made += await MakeAsync(maker);
            read += await ReadAsync(table);
        }

        return (made / times, read / times);
    }

    private static async Task<double> MakeAsync(ReportMaker maker)
    {
        var start = Stopwatch.GetTimestamp();
        ReportFormats.Write(await maker.DocumentAsync(Month, CommuneCode.Province, CancellationToken.None));
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    private static async Task<double> ReadAsync(TableClient table)
    {
        var start = Stopwatch.GetTimestamp();
        // As the report reads them: the next page is on its way while one is looked at.
        await using var pages = table.QueryAsync<TableEntity>(select: ["Data"]).AsPages().GetAsyncEnumerator();
        for (var next = pages.MoveNextAsync().AsTask(); await next;)
        {
            var rows = pages.Current.Values;
            next = pages.MoveNextAsync().AsTask();
            foreach (var _ in rows) { }
        }

        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    /// <summary>All files of the fullest report there is: a commune's year with registers, indicators, tasks and charts.</summary>
    private static async Task<Figure> FilesAsync(IServiceProvider services)
    {
        var document = await services.GetRequiredService<ReportMaker>().DocumentAsync(Period.Create(PeriodKind.Year, PeriodCalendar.Civil, Month.FirstDay.Year, 1), FactSource.Areas[0].Code, CancellationToken.None);
        ReportFormats.Write(document);
        var times = new double[Samples.Runs];
        for (var run = 0; run < Samples.Runs; run++)
        {
            var before = Environment.CpuUsage.TotalTime;
            ReportFormats.Write(document);
            if (document.Shareable is { } forAll) ReportFormats.WriteShareable(forAll);
            times[run] = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        }

        return new Figure("all files of a commune's year", Samples.Median(times), " s", FilesLimit) { Detail = "of processor time, the files for everybody among them" };
    }

    /// <summary>The command that builds a month anew everywhere, against each of these reports by itself.</summary>
    private static async Task<Figure> CommandAsync(IServiceProvider services)
    {
        var (schedule, maker) = (services.GetRequiredService<ReportSchedule>(), services.GetRequiredService<ReportMaker>());
        double[] whole = new double[CommandRuns], parts = new double[CommandRuns];
        for (var run = 0; run < CommandRuns; run++)
        {
            foreach (var area in await schedule.AreasAsync(CancellationToken.None))
            {
                var part = Stopwatch.GetTimestamp();
                await schedule.RequestAsync(Month, area, CancellationToken.None);
                await maker.MakeAsync(Month, area, CancellationToken.None);
                parts[run] += Stopwatch.GetElapsedTime(part).TotalSeconds;
            }

            var start = Stopwatch.GetTimestamp();
            await new ReportVerb().RunAsync(["--period", Month.ToString(), "--here"], services, CancellationToken.None);
            whole[run] = Stopwatch.GetElapsedTime(start).TotalSeconds;
        }

        return new Figure("a month of 124 communes and their province built anew by the command : each report by itself", Samples.Ratio(whole, parts), " ×", CommandLimit)
        {
            Detail = $"{Figure.Text(Samples.Median(whole))} : {Figure.Text(Samples.Median(parts))} s",
        };
    }

    private async Task<Figure> MemoryAsync(IServiceProvider services, string account, int size)
    {
        var (before, peak) = await PublishedBuild.MemoryAsync(product, services, account, Month);
        return new Figure("memory of the published program at its peak, while it builds that report", peak, " MiB", MemoryLimit)
        {
            Detail = $"{Count(size)} facts; {Figure.Text(before)} MiB before",
        };
    }

    private static string Count(int size) => size.ToString("N0", CultureInfo.InvariantCulture);
}
