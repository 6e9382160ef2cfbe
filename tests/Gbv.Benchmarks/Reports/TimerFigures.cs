using System.Diagnostics;
using System.Globalization;
using System.Net;
using Gbv.Benchmarks.Measuring;
using Gbv.Benchmarks.Programs;
using Gbv.Benchmarks.Submissions;
using Gbv.Domain.Directory;
using Gbv.Domain.Registers;
using Gbv.Domain.Reports;
using Gbv.Domain.Shared;
using Gbv.Functions.Directory;
using Gbv.Functions.Email;
using Gbv.Functions.Registers;
using Gbv.Functions.Reporting;
using Gbv.Functions.Returns;
using Gbv.Functions.Storage;
using Gbv.LocalHost.SampleData;
using Microsoft.Extensions.DependencyInjection;

namespace Gbv.Benchmarks.Reports;

/// <summary>
/// What the timers of reports and returns ask of storage over a province of 124 communes: when everything is due, and when nothing is.
/// The clock stands still on a day of the returning weeks, so that the figures are the same on every day; mails are taken at once.
/// </summary>
internal sealed class TimerFigures(Product product, Func<string> newAccount)
{
    /// <summary>Of a mail: its reference, the mark before it, its link, the mark after it.</summary>
    private const double RequestsOfAMail = 4;

    /// <summary>Of a commune: its directory, its units, their states.</summary>
    private const double RequestsOfACommune = 3;

    /// <summary>Beside that, once a run: the list of communes, the directory of the province.</summary>
    private const double RequestsBeside = 2;

    /// <summary>Of a report: its row, the message, the mark that it was sent.</summary>
    private const double RequestsOfAReport = 3;

    /// <summary>The ledger, where each area begins, the index of open data; then a page a thousand reports.</summary>
    private const double RequestsOfALook = 5;

    private static readonly Clock Time = new(new DateTimeOffset(2026, 11, 5, 3, 0, 0, TimeSpan.Zero));

    public async Task<IReadOnlyList<Figure>> MeasureAsync()
    {
        var settings = new Dictionary<string, string?>(product.Settings("back", newAccount())) { ["Reports:FirstPeriod"] = "2026-10", ["SendGrid:Host"] = "http://localhost" };
        await using var services = Services.With(settings, more => more
            .AddSingleton<TimeProvider>(Time).AddReturns()
            .AddHttpClient(Mailer.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new TakesAll()));
        var units = await FillAsync(services);
        return [.. await ReturnsAsync(services, units), .. await ReportsAsync(services)];
    }

    private static async Task<IReadOnlyList<Figure>> ReturnsAsync(IServiceProvider services, int units)
    {
        var returns = ActivatorUtilities.CreateInstance<CheckReturns>(services);
        var communes = FactSource.Areas.Count;
        // Each unit's person, and the coordinator about all of them.
        var mails = communes * (units + 1);
        TakesAll.Taken = 0;
        var due = await MeasureAsync(returns.RunAsync);
        if (TakesAll.Taken != mails) throw new InvalidOperationException($"{TakesAll.Taken} mails went out and not {mails}.");
        Time.Advance(TimeSpan.FromMinutes(30));
        var idle = await MeasureAsync(returns.RunAsync);
        if (TakesAll.Taken != mails) throw new InvalidOperationException("A mail went out twice.");
        return
        [
            new("timer of returns, nothing to do: storage requests a commune", (idle.Requests - RequestsBeside) / communes, "", RequestsOfACommune) { Detail = Of(idle) },
            new("timer of returns, a reminder due to everybody: storage requests a mail", (double)(due.Requests - idle.Requests) / mails, "", RequestsOfAMail) { Detail = $"{Of(due)}; {Count(mails)} mails" },
            new("the same, against its own longest run", due.Seconds, " s", CheckReturns.Longest.TotalSeconds) { Detail = "storage and program only: the mail service answers at once" },
        ];
    }

    private static async Task<IReadOnlyList<Figure>> ReportsAsync(IServiceProvider services)
    {
        var reports = ActivatorUtilities.CreateInstance<CheckReports>(services);
        var due = await MeasureAsync(reports.RunAsync);
        var sent = (await services.GetRequiredService<PeriodLedger>().ReadStatesAsync(CancellationToken.None)).Count;
        Time.Advance(TimeSpan.FromMinutes(5));
        var idle = await MeasureAsync(reports.RunAsync);
        return
        [
            new("timer of reports, nothing to do: storage requests", idle.Requests, "", RequestsOfALook) { Detail = Of(idle) },
            new("timer of reports, the month due everywhere: storage requests a report", (double)(due.Requests - idle.Requests) / sent, "", RequestsOfAReport) { Detail = $"{Of(due)}; {Count(sent)} reports" },
        ];
    }

    /// <summary>The directory of each commune as the sample has it, and its units; how many units return in each.</summary>
    private static async Task<int> FillAsync(IServiceProvider services)
    {
        await StorageSetup.EnsureAsync(services.GetRequiredService<StorageClients>(), CancellationToken.None);
        var (directory, registers) = (services.GetRequiredService<DirectoryStore>(), services.GetRequiredService<RegisterStore>());
        await directory.SaveAreaAsync(new Area { Code = CommuneCode.Province, Name = "tỉnh" }, CancellationToken.None);
        IReadOnlyList<RegisterRow> units = [.. SampleRegisters.Rows.Where(r => r.Register == PlanRegisters.Units)];
        await Parallel.ForEachAsync(FactSource.Areas, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (area, ct) =>
        {
            await directory.SaveAreaAsync(new Area { Code = area.Code, Name = area.Name }, ct);
            foreach (var unit in units) await directory.SaveEntryAsync(Person(area.Code, unit.Text("person")!, unit.Name), ct);
            await directory.SaveEntryAsync(Person(area.Code, "coordinator", "Ủy ban") with { Roles = [DirectoryRole.Coordinator] }, ct);
            await registers.SaveAsync(area.Code, PlanRegisters.Units, units, "benchmark", ct);
        });
        return units.Count;
    }

    private static DirectoryEntry Person(CommuneCode area, string code, string unit) => new()
    {
        Id = Directories.Id(area, code)!,
        Commune = area,
        Name = code,
        Unit = unit,
        Office = Office.CommuneOffice,
        Email = $"{code}@{area.Value}.example.org",
    };

    private static async Task<(int Requests, double Seconds)> MeasureAsync(Func<CancellationToken, Task> run)
    {
        var start = Stopwatch.GetTimestamp();
        var requests = await StorageRequests.OfAsync(() => run(CancellationToken.None));
        return (requests, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static string Of((int Requests, double Seconds) run) => $"{Count(run.Requests)} in {Figure.Text(run.Seconds)} s";

    private static string Count(int number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A clock that stands where it was put.</summary>
    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset at = now;

        public void Advance(TimeSpan by) => at += by;

        public override DateTimeOffset GetUtcNow() => at;
    }

    /// <summary>A mail service that takes every mail at once.</summary>
    private sealed class TakesAll : HttpMessageHandler
    {
        private static int taken;

        public static int Taken
        {
            get => taken;
            set => taken = value;
        }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref taken);
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.Accepted) { Content = new StringContent("") });
        }
    }
}
