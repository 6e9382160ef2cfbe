using System.Globalization;
using Gbv.Benchmarks.Measuring;
using Gbv.Benchmarks.Programs;

namespace Gbv.Benchmarks.Start;

/// <summary>Start to the first 200, and memory at rest afterwards, against an empty minimal API that is published alike.</summary>
internal sealed class StartFigures(Product product, string empty, string storage)
{
    private const double StartLimit = 2;
    private const double MemoryLimit = 2;
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        double[] ours = new double[Samples.Runs], theirs = new double[Samples.Runs];
        // The first start of each reads its files from the disk.
        await OurStartAsync([0], 0, TimeSpan.Zero);
        await EmptyStartAsync([0], 0, TimeSpan.Zero);
        int ourRun = 0, theirRun = 0;
        var starts = await Samples.InterleavedAsync(() => OurStartAsync(ours, ourRun++, Rest), () => EmptyStartAsync(theirs, theirRun++, Rest));
        return
        [
            new("start to the first 200 : empty minimal API", Samples.Ratio(starts[0], starts[1]), " ×", StartLimit)
            {
                Detail = $"{Figure.Text(Samples.Median(starts[0]))} : {Figure.Text(Samples.Median(starts[1]))} ms, the home page in the public role",
            },
            new("memory at rest : empty minimal API", Samples.Ratio(ours, theirs), " ×", MemoryLimit)
            {
                Detail = $"{Figure.Text(Samples.Median(ours))} : {Figure.Text(Samples.Median(theirs))} MiB",
            },
        ];
    }

    private Task<double> OurStartAsync(double[] memory, int run, TimeSpan rest) => MeasureAsync(product.StartAsync("public", storage), memory, run, rest);

    private Task<double> EmptyStartAsync(double[] memory, int run, TimeSpan rest) => MeasureAsync(
        RunningProgram.StartAsync(empty, "/", port => new Dictionary<string, string?> { ["ASPNETCORE_URLS"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}") }),
        memory, run, rest);

    private static async Task<double> MeasureAsync(Task<RunningProgram> start, double[] memory, int run, TimeSpan rest)
    {
        await using var program = await start;
        await Task.Delay(rest);
        memory[run] = program.Memory();
        return program.Started.TotalMilliseconds;
    }
}
