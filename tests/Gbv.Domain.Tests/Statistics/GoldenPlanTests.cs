using System.Globalization;
using Gbv.Domain.Indicators;
using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Tests.Statistics;

/// <summary>
/// The registers of two communes (<c>Golden/registers.csv</c>), and of a third that never entered anything, and every cell of block 4 of
/// five reports of them (<c>Golden/expected-plan.csv</c>), counted by <c>Golden/compute_plan.py</c>, which knows nothing of the product.
/// </summary>
public sealed class GoldenPlanTests
{
    private static readonly string[] Communes = ["cai-nhum", "nhon-phu", "song-phu"];
    private static readonly ILookup<string, RegisterRow> Registers = GoldenFile.Lines("registers.csv").ToLookup(f => f["commune"], f => Row(f["register"], f["values"]));
    private static readonly ILookup<string, (string Key, string Value)> Expected =
        GoldenFile.Lines("expected-plan.csv").Select(f => (Report: f["report"], f["key"], f["value"])).ToLookup(f => f.Report, f => (f.Item2, f.Item3));

    public static TheoryData<string, string> Reports => [.. Expected.Select(r => (r.Key.Split(' ')[0], r.Key.Split(' ')[1]))];

    [Theory]
    [MemberData(nameof(Reports))]
    public void Every_cell_of_the_plan_is_what_was_counted_by_other_means(string area, string period)
    {
        var cells = Block(area, Period.Parse(period)).Tables.SelectMany(t => t.Rows).SelectMany(r => r.Cells);

        Assert.Equal(
            Expected[$"{area} {period}"].Select(c => $"{c.Key} = {GoldenFile.Figure(c.Value)}").Order(StringComparer.Ordinal),
            cells.Select(c => $"{c.Key} = {c.Value?.ToString("0.#", CultureInfo.InvariantCulture)}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_register_with_a_figure_is_among_them()
    {
        var none = RegisterCatalogue.Stored.Except(Registers["cai-nhum"].Select(r => r.Register));

        // A unit, its plan and what went digital are told by name and in no figure.
        Assert.Equal([PlanRegisters.Units, PlanRegisters.UnitPlans, WorkRegisters.Digital], none);
        Assert.Equal(5, Expected.Count);
    }

    private static ReportBlock Block(string area, Period period)
    {
        var plans = Communes.Select(c => PlanModels.Commune(new(new CommuneRegisters(new CommuneCode(c), c, Registers[c]), [], period.FirstDay, period.LastDay))).ToList();
        var code = new CommuneCode(area);
        var plan = code.IsProvince ? PlanModels.Province(area, plans, period.FirstDay, period.LastDay) : plans[Array.IndexOf(Communes, area)];
        return PlanBlock.AddTo(ReportBuilder.Build(new ReportInput(period, code, [], period.Until, [])), plan).Blocks.Single(b => b.Key == "plan");
    }

    private static RegisterRow Row(string register, string values) =>
        new(RegisterCatalogue.Find(register)!, values.Split('|').Select(v => v.Split('=', 2)).ToDictionary(v => v[0], v => v[1]));
}
