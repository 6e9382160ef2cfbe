using Gbv.Domain.Reports;
using Gbv.Functions.Layout.Forms;

namespace Gbv.Functions.Intake.Journey.Professional;

/// <summary>T4: what is known, in the person's own words; whether the other one works at this unit sends it past the unit.</summary>
internal sealed class T4What : Step
{
    public override string Id => "t4";

    public override IEnumerable<Block> Content(StepContext c) =>
    [
        c.Happenings(),
        c.Narrative("words.exact"),
        c.LastTime(),
        c.Signs(),
        c.Relation(),
        new Ask(new Choice(Names.WorksHere, c.OptionsNotStatedLast<YesNo>()) { Label = c.T["intake.t4.workshere"], Hint = c.T["intake.t4.workshere.hint"] }),
        new Ask(new LongText(Names.Place) { Label = c.T["intake.w2.place"], MaxLength = 500, Rows = 3 }),
    ];
}
