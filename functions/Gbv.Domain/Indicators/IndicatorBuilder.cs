using Gbv.Domain.Registers;
using Gbv.Domain.Shared;
using Gbv.Domain.Statistics;

namespace Gbv.Domain.Indicators;

/// <summary>What the indicators of one commune are computed from.</summary>
public sealed record IndicatorInput(CommuneRegisters Registers, IReadOnlyCollection<CaseFact> Facts, DateOnly From, DateOnly To)
{
    public RegisterScope Scope => new(Registers, To);
}

/// <summary>Computes the seven indicators; nothing of them is ever typed in.</summary>
public static class IndicatorBuilder
{
    public static IReadOnlyList<IndicatorResult> Commune(IndicatorInput input, IndicatorTable table) =>
    [
        Persons(input, table[IndicatorKey.A1]),
        Shelters(input, table[IndicatorKey.A2]),
        Coordination(input, table[IndicatorKey.B]),
        Share(input, table[IndicatorKey.C], PlaceRegisters.Hamlets),
        Share(input, table[IndicatorKey.D1], PlaceRegisters.Schools),
        Enterprises(input, table[IndicatorKey.D2]),
        Staff(input, table[IndicatorKey.Dd]),
    ];

    /// <summary>Sum of numerators over sum of denominators; a commune without data is named and adds nothing.</summary>
    public static IReadOnlyList<IndicatorResult> Province(IReadOnlyList<(string Commune, IReadOnlyList<IndicatorResult> Results)> communes, IndicatorTable table, DateOnly asOf) =>
        [.. table.All.Select(d => Province(d, [.. communes.Select(c => (c.Commune, c.Results.First(r => r.Key == d.Key)))], asOf))];

    private static readonly Words NotReached = new("chưa đạt", "not reached");

    private static IndicatorResult Province(IndicatorDefinition definition, IReadOnlyList<(string Commune, IndicatorResult Result)> all, DateOnly asOf)
    {
        var with = all.Where(c => c.Result.HasData).ToList();
        return new()
        {
            Definition = definition,
            AsOf = asOf,
            // One commune's sixth shelter does not stand for another's missing one.
            Numerator = with.Sum(c => Math.Min(c.Result.Numerator, c.Result.Denominator)),
            Denominator = with.Sum(c => c.Result.Denominator),
            HasData = with.Count > 0,
            Parts = [.. with.SelectMany(c => c.Result.Parts).GroupBy(p => p.Key).Select(g => g.First() with { Value = g.Sum(p => p.Value) })],
            Missing = [.. with.Where(c => c.Result.IsReached == false).Select(c => new MissingItem(c.Commune, [NotReached]) { Reached = new(c.Result.Numerator, c.Result.Denominator) })],
            WithoutData = [.. all.Where(c => !c.Result.HasData).Select(c => c.Commune).Order(VietnameseOrder.Names)],
        };
    }

    /// <summary>No name stands here: who waits is known to the coordinator and to nobody else.</summary>
    private static IndicatorResult Persons(IndicatorInput input, IndicatorDefinition definition)
    {
        var persons = PersonFigures.Of(input.Facts, input.From, input.To) + PersonFigures.Of(input.Registers, input.From, input.To);
        return Result(input, definition, persons.GotService, persons.Found - persons.Declined, persons.Found > 0) with
        {
            Parts =
            [
                new("got-service", new("Đã nhận dịch vụ", "Got a service"), persons.GotService),
                new("declined", new("Được mời, tự từ chối", "Offered and freely declined"), persons.Declined),
                new("not-reachable", new("Không liên lạc được an toàn", "Not safely reachable"), persons.NotReachable),
                new("waiting", new("Đang chờ", "Waiting"), persons.Waiting),
            ],
        };
    }

    private static IndicatorResult Shelters(IndicatorInput input, IndicatorDefinition definition)
    {
        var (good, missing, inScope) = Look(input, ServiceRegisters.Shelters);
        return Result(input, definition, good, (int)definition.Target, input.Registers.Has(ServiceRegisters.Shelters)) with
        {
            Missing = missing,
            Parts = [new("in-use", new("Nơi đang hoạt động", "In use"), inScope)],
        };
    }

    private static IndicatorResult Coordination(IndicatorInput input, IndicatorDefinition definition)
    {
        var (good, missing, _) = Look(input, ServiceRegisters.Documents);
        return Result(input, definition, Math.Min(good, 1), 1, input.Registers.Has(ServiceRegisters.Documents)) with { Missing = good > 0 ? [] : missing };
    }

    private static IndicatorResult Enterprises(IndicatorInput input, IndicatorDefinition definition)
    {
        var households = input.Registers.Of(PlaceRegisters.Enterprises).Where(r => r.Is("kind", "household") && r.Is("operating") && r.By("listed", input.To)).ToList();
        return Share(input, definition, PlaceRegisters.Enterprises) with
        {
            Parts =
            [
                new("households", new("Hộ kinh doanh đang hoạt động (tính riêng)", "Operating household businesses (apart)"), households.Count),
                new("households-with-rule", new("Trong đó có quy định", "With a rule among them"), households.Count(r => r.Text("rule") is not null && r.By("issued", input.To))),
            ],
        };
    }

    private static IndicatorResult Staff(IndicatorInput input, IndicatorDefinition definition)
    {
        var social = input.Registers.Of(PeopleRegisters.Staff).Where(r => r.Is("socialWorker") && PeopleRegisters.Staff.InScope!(r, input.Scope)).ToList();
        return Share(input, definition, PeopleRegisters.Staff) with
        {
            Parts =
            [
                new("social-workers", new("Người làm công tác xã hội đang ở vị trí", "Social workers in post"), social.Count),
                new("social-workers-trained", new("Trong đó đã được tập huấn", "Trained among them"), social.Count(r => !PeopleRegisters.Staff.Missing!(r, input.Scope).Any())),
            ],
        };
    }

    private static IndicatorResult Share(IndicatorInput input, IndicatorDefinition definition, Register register)
    {
        var (good, missing, inScope) = Look(input, register);
        return Result(input, definition, good, inScope, input.Registers.Has(register)) with { Missing = missing };
    }

    private static (int Good, IReadOnlyList<MissingItem> Missing, int InScope) Look(IndicatorInput input, Register register)
    {
        var rows = input.Registers.Of(register).Where(r => register.InScope!(r, input.Scope)).ToList();
        MissingItem[] missing = [.. rows.Select(r => new MissingItem(r.Name, [.. register.Missing!(r, input.Scope)])).Where(m => m.Lacks.Count > 0).OrderBy(m => m.Name, VietnameseOrder.Names)];
        return (rows.Count - missing.Length, missing, rows.Count);
    }

    private static IndicatorResult Result(IndicatorInput input, IndicatorDefinition definition, int numerator, int denominator, bool hasData) =>
        new() { Definition = definition, AsOf = input.To, Numerator = numerator, Denominator = denominator, HasData = hasData };
}
