using System.Globalization;
using Gbv.Benchmarks.Measuring;
using Gbv.Benchmarks.Programs;
using Gbv.Benchmarks.Reports;
using Gbv.Benchmarks.Start;
using Gbv.Benchmarks.Submissions;
using Gbv.LocalHost;
using Gbv.LocalHost.Platform;

// [--short] [--as-published] [--only submissions|start|reports|years|timers]: what is measured and against which limits stands in docs/performance.md.
var shortRun = args.Contains("--short");
var only = args.SkipWhile(a => a != "--only").ElementAtOrDefault(1);
bool Wanted(string part) => only is null || only == part;

var root = NpmTools.FindRepoRoot();
var publisher = new Publisher(Again: !args.Contains("--as-published"));
var executable = await publisher.PublishAsync("functions/Gbv.Functions");
var empty = Wanted("start") ? await publisher.PublishAsync("tests/Gbv.Benchmarks/Empty") : "";

var data = Directory.CreateTempSubdirectory("gbv-benchmarks-").FullName;
try
{
    var product = new Product(executable, await LocalKeys.LoadAsync(data, receiptRounds: 1, CancellationToken.None));
    var accounts = Enumerable.Range(1, 10).Select(n => string.Create(CultureInfo.InvariantCulture, $"account{n}")).ToArray();
    await using var azurite = await Azurite.StartAsync(root, AzuritePorts.Free, folder: null, accounts.ToDictionary(a => a, _ => Azurite.DefaultKey), CancellationToken.None);
    var taken = 0;
    string NewAccount() => azurite.ConnectionString(accounts[taken++]);

    List<Figure> figures = [];
    if (Wanted("start")) figures.AddRange(await SayAsync("Start", new StartFigures(product, empty, NewAccount(), shortRun).MeasureAsync));
    if (Wanted("submissions")) figures.AddRange(await SayAsync("Submissions", new SubmissionFigures(product, NewAccount(), shortRun).MeasureAsync));
    if (Wanted("reports")) figures.AddRange(await SayAsync("Reports", new ReportFigures(product, NewAccount, shortRun).MeasureAsync));
    // A minute or two to fill, and nothing that a change elsewhere moves: not in the short form, except where it is asked for.
    if (only == "years" || (only is null && !shortRun)) figures.AddRange(await SayAsync("Years", new YearFigures(product, NewAccount).MeasureAsync));
    if (only == "timers" || (only is null && !shortRun)) figures.AddRange(await SayAsync("Timers", new TimerFigures(product, NewAccount).MeasureAsync));
    ResultTable.Write(Console.Out, figures);
    return figures.Any(f => shortRun ? f.IsFarOff : !f.IsHeld) ? 1 : 0;
}
finally
{
    Directory.Delete(data, recursive: true);
}

static async Task<IReadOnlyList<Figure>> SayAsync(string part, Func<Task<IReadOnlyList<Figure>>> measure)
{
    var start = TimeProvider.System.GetTimestamp();
    var figures = await measure();
    Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{part}: {TimeProvider.System.GetElapsedTime(start).TotalSeconds:0} s"));
    return figures;
}
