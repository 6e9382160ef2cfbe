using Gbv.Domain.Registers;

namespace Gbv.Domain.Returns;

/// <summary>What one unit returned.</summary>
public sealed record UnitReturn(string Unit, RegisterRow Values);

/// <summary>One unit's words under a heading.</summary>
public sealed record DraftPart(string Unit, string Text);

/// <summary>A figure added up over all units that return it.</summary>
public sealed record DraftFigure(Words Title, decimal Sum, int Units);

/// <summary>
/// The draft of the year's report out of all returns (narrative block of a report): figures added up, each unit's words under results, difficulties
/// and proposals, and who has not returned. A draft is for a person to write from; nothing is left out and nothing is smoothed.
/// </summary>
public sealed record AssembledDraft(
    IReadOnlyList<DraftFigure> Figures,
    IReadOnlyList<DraftPart> Results,
    IReadOnlyList<DraftPart> Difficulties,
    IReadOnlyList<DraftPart> Proposals,
    IReadOnlyList<DraftPart> Documents,
    IReadOnlyList<string> NotReturned)
{
    public static AssembledDraft Of(IReadOnlyList<UnitReturn> returns, IReadOnlyList<string> notReturned) => new(
        [.. returns.SelectMany(r => ReturnForms.FiguresOf(r.Values.Register).Select(c => (Column: c, Value: r.Values.Number(c.Code))))
            .Where(f => f.Value is not null).GroupBy(f => f.Column.Title).Select(g => new DraftFigure(g.Key, g.Sum(f => f.Value!.Value), g.Count()))],
        Parts(returns, ReturnForms.Results), Parts(returns, ReturnForms.Difficulties), Parts(returns, ReturnForms.Proposals), Parts(returns, ReturnForms.Documents), notReturned);

    private static IReadOnlyList<DraftPart> Parts(IReadOnlyList<UnitReturn> returns, string column) =>
        [.. returns.Where(r => r.Values.Text(column) is not null).Select(r => new DraftPart(r.Unit, r.Values.Text(column)!))];
}
