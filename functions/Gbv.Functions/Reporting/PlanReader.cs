using Gbv.Domain.Indicators;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;
using Gbv.Functions.Registers;

namespace Gbv.Functions.Reporting;

/// <summary>Indicators and registers of a period: of a commune from its own registers, of the province from those of all communes, some at a time.</summary>
internal sealed class PlanReader(RegisterStore registers)
{
    private const int AtOnce = 16;

    public async Task<PlanModel> ReadAsync(ReportInput input, string name, IReadOnlyList<CaseFact> facts, CancellationToken ct)
    {
        var (from, to) = (input.Period.FirstDay, input.Provisional ? input.AsOf.VietnamDate() : input.Period.LastDay);
        var byCommune = facts.ToLookup(f => f.Commune);
        if (!input.Area.IsProvince) return await CommuneAsync(input.Area, name);

        List<PlanModel> communes = [];
        foreach (var some in input.Areas.Chunk(AtOnce)) communes.AddRange(await Task.WhenAll(some.Select(a => CommuneAsync(a.Code, a.Name))));
        return PlanModels.Province(name, communes, from, to);

        async Task<PlanModel> CommuneAsync(CommuneCode code, string commune)
        {
            return PlanModels.Commune(new IndicatorInput(await registers.ReadAsync(code, commune, ct), [.. byCommune[code]], from, to));
        }
    }
}
