using System.Globalization;
using Gbv.Domain.Indicators;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Directory;
using Gbv.Functions.Hosting;
using Gbv.Functions.Reporting;

namespace Gbv.Functions.Registers;

/// <summary><c>indicators [--commune cai-nhum] [--year 2026]</c>: the seven indicators of a programme year, up to today while it runs; without a commune the province's.</summary>
internal sealed class IndicatorsVerb : IVerb
{
    public string Name => "indicators";

    public async Task<int> RunAsync(string[] args, IServiceProvider services, CancellationToken ct)
    {
        var today = services.GetRequiredService<TimeProvider>().GetUtcNow().VietnamDate();
        if (!TryRead(args, today, out var area, out var year))
            return await ExitCode.ComplainAsync("Usage: indicators [--commune cai-nhum] [--year 2026]");

        var directory = services.GetRequiredService<DirectoryCache>();
        if (await directory.GetAsync(area, ct) is not { } entries)
            return await ExitCode.ComplainAsync($"The directory has no area '{area}'.");

        // As a report of the programme year reads it.
        var facts = await services.GetRequiredService<CaseFactStore>().ReadThroughAsync(area, year, ct).ToListAsync(ct);
        (CommuneCode, string)[] areas = [.. (await directory.AreasAsync(ct)).Select(a => (a.Code, a.Name))];
        var input = new ReportInput(Period.Programme(year), area, facts, services.GetRequiredService<TimeProvider>().GetUtcNow(), areas);
        var model = await services.GetRequiredService<PlanReader>().ReadAsync(input, entries.Commune.Name, facts, ct);
        foreach (var line in Lines(model, Texts.For(Texts.Vietnamese))) await Console.Out.WriteLineAsync(line);
        return 0;
    }

    internal static IEnumerable<string> Lines(PlanModel model, Texts t)
    {
        yield return t["registers.indicators.head", model.Area, model.From.Written(), model.To.Written(), model.DefinitionVersion];
        foreach (var result in model.Indicators)
        {
            yield return t["registers.indicators.line", result.Definition.Letter, result.Definition.Title.In(t.Language), result.Numerator, result.Denominator,
                result.Percent is { } percent ? Number(percent) + "%" : t["registers.indicators.no-data"], Number(result.ExpectedPercent) + "%",
                t[result.IsAhead switch { true => "registers.indicators.ahead", false => "registers.indicators.behind", _ => "registers.indicators.unknown" }]];
            foreach (var part in result.Parts) yield return $"      {part.Title.In(t.Language)}: {part.Value}";
            foreach (var missing in result.Missing) yield return t["registers.indicators.missing", missing.Label, string.Join(", ", missing.Lacks.Select(l => l.In(t.Language)))];
            if (result.WithoutData.Count > 0) yield return t["registers.indicators.without-data", string.Join(", ", result.WithoutData)];
        }

        foreach (var task in model.Tasks.Where(x => x.ToUrge)) yield return t["registers.indicators.urge", task.Code, task.Name, task.Lead];
    }

    private static bool TryRead(string[] args, DateOnly today, out CommuneCode area, out int year)
    {
        (area, year) = (CommuneCode.Province, ProgrammeYear.Of(today));
        if (args.Length % 2 != 0) return false;
        for (var i = 0; i < args.Length; i += 2)
            switch (args[i])
            {
                case "--commune" when CommuneCode.TryParse(args[i + 1]) is { } code:
                    area = code;
                    break;
                case "--year" when int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var told) && told is >= 2026 and <= 2030:
                    year = told;
                    break;
                default:
                    return false;
            }

        return ProgrammeYear.First(year) <= today;
    }

    private static string Number(decimal value) => value.ToString("0.#", CultureInfo.InvariantCulture).Replace('.', ',');
}
