using Gbv.Domain.Registers;
using Gbv.Domain.Shared;

namespace Gbv.Domain.Indicators;

/// <summary>One figure of a register, with a key that stays the same from year to year.</summary>
public sealed record PlanFigure(string Key, Words Title, decimal Value);

/// <summary>Figures that belong under one heading.</summary>
public sealed record PlanFigureGroup(string Key, Words Title, IReadOnlyList<PlanFigure> Figures);

/// <summary>A task of section V as it stands in one year.</summary>
public sealed record TaskLine(string Code, string Name, string Lead, string? Partners, string Due, string Status, string? Result)
{
    /// <summary>The day, where the task is due on a certain one.</summary>
    public DateOnly? Deadline { get; init; }

    /// <summary>The earlier year in which a task that is not each year's was done.</summary>
    public int? DoneIn { get; init; }

    /// <summary>To be urged: due in this year and not done.</summary>
    public required bool ToUrge { get; init; }
}

/// <summary>A unit's own plan of one year; without a number it has none.</summary>
public sealed record UnitPlanLine(string Unit, string? Number, DateOnly? Issued);

/// <summary>An application or step of the digital transformation that was there in the period.</summary>
public sealed record DigitalLine(string Name, string Kind, DateOnly Since);

/// <summary>
/// Block 4 of a report as figures, before any file is written: indicators, registers, tasks and budget of one area and period.
/// It holds numbers, names of tasks and of what is missing; no address of a shelter, no person's case.
/// </summary>
public sealed record PlanModel
{
    public required string Area { get; init; }
    public required DateOnly From { get; init; }
    public required DateOnly To { get; init; }

    /// <summary>The version of the definitions, printed in the report.</summary>
    public required string DefinitionVersion { get; init; }

    public required IReadOnlyList<IndicatorResult> Indicators { get; init; }
    public required IReadOnlyList<PlanFigureGroup> Registers { get; init; }

    /// <summary>Empty for a province.</summary>
    public IReadOnlyList<TaskLine> Tasks { get; init; } = [];

    /// <summary>Every returning unit, in the register's order; empty for a province.</summary>
    public IReadOnlyList<UnitPlanLine> UnitPlans { get; init; } = [];

    /// <summary>Empty for a province.</summary>
    public IReadOnlyList<DigitalLine> Digital { get; init; } = [];

    /// <summary>Leaf figures are sums: a province's are those of its communes added up.</summary>
    public decimal Value(string group, string key) => Registers.First(g => g.Key == group).Figures.First(f => f.Key == key).Value;
}

/// <summary>Builds block 4.</summary>
public static class PlanModels
{
    public static PlanModel Commune(IndicatorInput input)
    {
        var table = IndicatorDefinitions.On(input.To);
        return new()
        {
            Area = input.Registers.Name,
            From = input.From,
            To = input.To,
            DefinitionVersion = table.Version,
            Indicators = IndicatorBuilder.Commune(input, table),
            Registers = RegisterFigures.Of(input.Registers, input.From, input.To),
            Tasks = Tasks(input.Registers, input.From, input.To),
            UnitPlans = UnitPlans(input.Registers, input.From, input.To),
            Digital = Digital(input.Registers, input.From, input.To),
        };
    }

    public static PlanModel Province(string name, IReadOnlyList<PlanModel> communes, DateOnly from, DateOnly to)
    {
        var table = IndicatorDefinitions.On(to);
        return new()
        {
            Area = name,
            From = from,
            To = to,
            DefinitionVersion = table.Version,
            Indicators = IndicatorBuilder.Province([.. communes.Select(c => (c.Area, c.Indicators))], table, to),
            Registers = RegisterFigures.Sum(communes.Select(c => c.Registers)),
        };
    }

    /// <summary>
    /// The tasks with what the year brought. What is due and not done is to be urged: a yearly task anew in each year, any other until it was done once.
    /// </summary>
    internal static IReadOnlyList<TaskLine> Tasks(CommuneRegisters registers, DateOnly from, DateOnly to)
    {
        var (first, year) = (ProgrammeYear.Of(from), ProgrammeYear.LastOf(from, to));
        var results = registers.Of(PlanRegisters.Progress).Where(r => r.Number("year") <= year).ToLookup(r => RegisterRow.KeyOf([r.Text("task")!]));
        return [.. registers.Of(PlanRegisters.Tasks).OrderBy(t => InOrder(t.Text("code")!), StringComparer.Ordinal).Select(t => Line(registers, t, [.. results[t.Key].OrderBy(r => r.Number("year"))], first, year, to))];
    }

    /// <summary>V.1.2 stands before V.1.10: numbers are filled up with zeros.</summary>
    private static string InOrder(string code) => string.Join('.', code.Split('.').Select(part => part.All(char.IsAsciiDigit) ? part.PadLeft(3, '0') : part));

    private static TaskLine Line(CommuneRegisters registers, RegisterRow task, IReadOnlyList<RegisterRow> progress, int first, int year, DateOnly to)
    {
        var due = task.Text("due") switch
        {
            "yearly" => true,
            "date" => task.Date("deadline") is { } deadline && deadline <= to,
            _ => year >= StraightPath.End.Year,
        };
        var doneIn = task.Is("due", "yearly") ? null : progress.LastOrDefault(p => p.Is("status", "done") && p.Number("year") < year)?.Number("year");
        var status = progress.FirstOrDefault(p => p.Number("year") == year)?.Text("status") ?? "not-started";
        return new(task.Text("code")!, task.Name, registers.Find(PlanRegisters.Units, task.Text("lead"))?.Name ?? task.Text("lead")!, task.Text("partners"), task.Text("due")!, status, Results([.. progress.Where(p => p.Number("year") >= first)], year))
        {
            ToUrge = due && status != "done" && doneIn is null,
            DoneIn = (int?)doneIn,
            Deadline = task.Text("due") == "date" ? task.Date("deadline") : null,
        };
    }

    /// <summary>Of one year its result alone; of a review those of all its years, each under its own.</summary>
    private static string? Results(IReadOnlyList<RegisterRow> progress, int year) => progress.Where(p => p.Text("result") is not null).ToList() switch
    {
        [] => null,
        [var only] when only.Number("year") == year => only.Text("result"),
        var several => string.Join("; ", several.Select(p => $"{p.Text("year")}: {p.Text("result")}")),
    };

    private static IReadOnlyList<UnitPlanLine> UnitPlans(CommuneRegisters registers, DateOnly from, DateOnly to)
    {
        var year = ProgrammeYear.LastOf(from, to);
        var plans = registers.Of(PlanRegisters.UnitPlans).Where(p => p.Number("year") == year && p.By("issued", to)).ToDictionary(p => RegisterRow.KeyOf([p.Text("unit")!]));
        return [.. registers.Of(PlanRegisters.Units).Where(u => !u.By("until", to)).Select(u => (u.Name, Plan: plans.GetValueOrDefault(u.Key))).Select(u => new UnitPlanLine(u.Name, u.Plan?.Text("number"), u.Plan?.Date("issued")))];
    }

    private static IReadOnlyList<DigitalLine> Digital(CommuneRegisters registers, DateOnly from, DateOnly to) =>
        [.. registers.Of(WorkRegisters.Digital).Where(d => d.By("since", to) && !(d.Date("until") < from)).OrderBy(d => d.Date("since")).ThenBy(d => d.Name, VietnameseOrder.Names).Select(d => new DigitalLine(d.Name, d.Text("kind")!, d.Date("since")!.Value))];
}

/// <summary>The programme's year: 20 November of the year before to 19 November, the first from 1 January 2026 (domain §2).</summary>
public static class ProgrammeYear
{
    public static int Of(DateOnly day) => day is { Month: > 11 } or { Month: 11, Day: >= 20 } ? day.Year + 1 : day.Year;

    /// <summary>
    /// The last year whose tasks and money belong to a period; the first is that of its first day. A calendar year ends behind the
    /// 19th of November and is still its own year; of a programme year that has just begun nothing lies in the year of its name yet.
    /// </summary>
    public static int LastOf(DateOnly from, DateOnly to) => Math.Max(Of(from), to.Year);

    public static DateOnly First(int year) => year == StraightPath.Start.Year ? StraightPath.Start : new DateOnly(year - 1, 11, 20);

    public static DateOnly Last(int year) => new(year, 11, 19);
}
