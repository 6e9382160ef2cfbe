using System.Globalization;
using Gbv.Benchmarks.Measuring;
using Gbv.Benchmarks.Programs;

namespace Gbv.Benchmarks.Start;

/// <summary>Start to the first 200, and memory at rest afterwards, against an empty minimal API that is published alike.</summary>
internal sealed class StartFigures(Product product, string empty, string storage, bool shortRun)
{
    private const double StartLimit = 2;
    private const double MemoryLimit = 2;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    /// <summary>Starts in each run; a single one meets too much of what else the machine does.</summary>
    private readonly int starts = shortRun ? 1 : 3;

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var (ours, theirs) = (new Program(() => product.StartAsync("public", storage)), new Program(StartEmptyAsync));
        // The first start of each reads its files from the disk.
        await ours.TimeAsync();
        await theirs.TimeAsync();
        double[] ourTimes = new double[Samples.Runs], theirTimes = new double[Samples.Runs];
        for (var run = 0; run < Samples.Runs; run++)
        {
            List<double> one = [], other = [];
            for (var n = 0; n < starts; n++)
            {
                one.Add(await ours.TimeAsync());
                other.Add(await theirs.TimeAsync());
            }

            (ourTimes[run], theirTimes[run]) = (Samples.Median(one), Samples.Median(other));
        }

        var memory = await Samples.InterleavedAsync(ours.MemoryAsync, theirs.MemoryAsync);
        return
        [
            new("start to the first 200 : empty minimal API", Samples.Ratio(ourTimes, theirTimes), " ×", StartLimit)
            {
                Detail = $"{Figure.Text(Samples.Median(ourTimes))} : {Figure.Text(Samples.Median(theirTimes))} ms, the home page in the public role",
            },
            new("memory at rest : empty minimal API", Samples.Ratio(memory[0], memory[1]), " ×", MemoryLimit)
            {
                Detail = $"{Figure.Text(Samples.Median(memory[0]))} : {Figure.Text(Samples.Median(memory[1]))} MiB",
            },
        ];
    }

    private Task<RunningProgram> StartEmptyAsync() => RunningProgram.StartAsync(
        empty, "/", port => new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}") });

    private sealed record Program(Func<Task<RunningProgram>> StartAsync)
    {
        public async Task<double> TimeAsync()
        {
            await using var program = await StartAsync();
            return program.Started.TotalMilliseconds;
        }

        public async Task<double> MemoryAsync()
        {
            await using var program = await StartAsync();
            await Task.Delay(Rest);
            return program.Memory();
        }
    }
}
