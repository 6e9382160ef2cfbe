using System.Diagnostics;
using Gbv.Benchmarks.Measuring;
using Gbv.Benchmarks.Programs;
using Gbv.Functions.Directory;
using Gbv.Functions.Intake;
using Gbv.Functions.Sealing;
using Gbv.Functions.Storage;
using Gbv.LocalHost.SampleData;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Benchmarks.Submissions;

/// <summary>
/// An accepted submission against the two storage requests that it cannot do without: one after the other, and with twenty
/// clients at once. One after the other both the service alone and the whole request to the published program are held to it.
/// </summary>
internal sealed class SubmissionFigures(Product product, string storage, bool shortRun)
{
    private const int Clients = 20;
    private const double LatencyLimit = 1.5;
    private const double ThroughputLimit = 0.6;
    private const double TailLimit = 6;

    private readonly int oneByOne = shortRun ? 60 : 200;
    private readonly int perClient = shortRun ? 10 : 40;
    private StorageClients clients = null!;

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        await using var services = Services.With(product.Settings("public", storage));
        clients = services.GetRequiredService<StorageClients>();
        await StorageSetup.EnsureAsync(clients, CancellationToken.None);
        await SampleDirectory.LoadAsync(services.GetRequiredService<DirectoryStore>(), CancellationToken.None);
        await using var program = await product.StartAsync("public", storage);

        var service = new ByService(services.GetRequiredService<ReportIntake>());
        using var request = new ByRequest(program);
        using var nothing = new EmptyRequest(program);
        var written = await services.GetRequiredService<ReceiptKeys>().DeriveAsync(await service.SubmitAsync(), forSubmission: true, CancellationToken.None);
        var bare = await BareSequence.LikeAsync(clients, services.GetRequiredService<WorkQueue>(), written.Case);
        IWay[] ways = [bare, service, request, nothing];

        await OneByOneAsync(ways, oneByOne);
        await TogetherAsync(bare);
        await TogetherAsync(request);
        return [.. await LatencyAsync(ways), .. Costs.Measure(services.GetRequiredService<OfficeKeys>()), .. await LoadAsync(bare, request)];
    }

    private async Task<IReadOnlyList<Figure>> LatencyAsync(IWay[] ways)
    {
        var medians = ways.Select(_ => new double[Samples.Runs]).ToArray();
        double[] tails = new double[Samples.Runs], bareTails = new double[Samples.Runs];
        for (var run = 0; run < Samples.Runs; run++)
        {
            await EmptyAsync();
            var times = await OneByOneAsync(ways, oneByOne);
            for (var way = 0; way < ways.Length; way++) medians[way][run] = Samples.Median(times[way]);
            bareTails[run] = Samples.Percentile(times[0], 0.99) / medians[0][run];
            tails[run] = Samples.Percentile(times[2], 0.99) / medians[2][run];
        }

        var least = Samples.Median(medians[0]);
        return
        [
            Latency("accepted submission, the whole request : bare sequence", medians[2], medians[0], least),
            Latency("accepted submission, the service alone : bare sequence", medians[1], medians[0], least),
            new("HTTP alone: an empty request to the same program", Samples.Median(medians[3]), " ms") { Detail = "part of every whole request here" },
            new("99th percentile : median, one client", Samples.Median(tails), " ×", TailLimit) { Detail = $"the bare sequence's own: {Figure.Text(Samples.Median(bareTails))} ×; {Samples.Runs} × {oneByOne} requests" },
        ];
    }

    private static Figure Latency(string name, double[] times, double[] bare, double least) =>
        new(name, Samples.Ratio(times, bare), " ×", LatencyLimit) { Detail = $"{Figure.Text(Samples.Median(times))} : {Figure.Text(least)} ms" };

    private async Task<IReadOnlyList<Figure>> LoadAsync(BareSequence bare, ByRequest request)
    {
        List<double> tails = [], medians = [], bareTails = [];
        var rates = await Samples.InterleavedAsync(
            async () =>
            {
                var (rate, times) = await TogetherAsync(bare);
                bareTails.Add(Samples.Percentile(times, 0.99) / Samples.Median(times));
                return rate;
            },
            async () =>
            {
                var (rate, times) = await TogetherAsync(request);
                medians.Add(Samples.Median(times));
                tails.Add(Samples.Percentile(times, 0.99) / medians[^1]);
                return rate;
            });
        return
        [
            new("submissions a second with 20 clients, whole requests : bare sequence", Samples.Ratio(rates[1], rates[0]), " ×", ThroughputLimit, Side.AtLeast)
            {
                Detail = $"{Figure.Text(Samples.Median(rates[1]))} : {Figure.Text(Samples.Median(rates[0]))} /s",
            },
            new("99th percentile : median, 20 clients", Samples.Median(tails), " ×", TailLimit)
            {
                Detail = $"the bare sequence's own: {Figure.Text(Samples.Median(bareTails))} ×; median {Figure.Text(Samples.Median(medians))} ms; {Samples.Runs} × {Clients * perClient} requests",
            },
        ];
    }

    /// <summary>In turn, one of each at a time; milliseconds by way.</summary>
    private static async Task<double[][]> OneByOneAsync(IWay[] ways, int times)
    {
        var result = ways.Select(_ => new double[times]).ToArray();
        for (var n = 0; n < times; n++)
            foreach (var way in Samples.Order(ways.Length, n))
            {
                var start = Stopwatch.GetTimestamp();
                await ways[way].DoAsync();
                result[way][n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }

        return result;
    }

    /// <summary>Twenty clients, each sending its next when its last was answered.</summary>
    private async Task<(double PerSecond, double[] Times)> TogetherAsync(IWay way)
    {
        await EmptyAsync();
        var times = new double[Clients * perClient];
        var start = Stopwatch.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(client => Task.Run(async () =>
        {
            for (var n = 0; n < perClient; n++)
            {
                var sent = Stopwatch.GetTimestamp();
                await way.DoAsync();
                times[client * perClient + n] = Stopwatch.GetElapsedTime(sent).TotalMilliseconds;
            }
        })));
        return (times.Length / Stopwatch.GetElapsedTime(start).TotalSeconds, times);
    }

    /// <summary>The emulator slows down as its tables grow, which would hide what the program itself costs.</summary>
    private async Task EmptyAsync()
    {
        await clients.Table(StorageNames.Cases).DeleteAsync();
        await clients.Table(StorageNames.Cases).CreateAsync();
        await clients.Queue(StorageNames.CaseWorkQueue).ClearMessagesAsync();
    }
}
